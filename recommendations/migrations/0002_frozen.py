from django.db import migrations

# An issued revision and its paragraphs never change, whoever asks; neither does an issued report.
FREEZE = """
CREATE FUNCTION recommendations_refuse_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.issued_at IS NOT NULL THEN
        RAISE EXCEPTION 'an issued revision is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION recommendations_refuse_paragraph() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM recommendations_revision WHERE id = touched AND issued_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the paragraphs of an issued revision are frozen'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION recommendations_refuse_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.issued_at IS NOT NULL THEN
        RAISE EXCEPTION 'an issued report is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION recommendations_refuse_submission_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.submission_id ELSE NEW.submission_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM recommendations_submission WHERE id = touched AND issued_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the parts of an issued report are frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER revision_frozen BEFORE UPDATE OR DELETE ON recommendations_revision
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_revision();
CREATE TRIGGER paragraph_frozen BEFORE INSERT OR UPDATE OR DELETE ON recommendations_paragraph
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_paragraph();
CREATE TRIGGER submission_frozen BEFORE UPDATE OR DELETE ON recommendations_submission
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_submission();
CREATE TRIGGER submission_item_frozen BEFORE INSERT OR UPDATE OR DELETE ON recommendations_submissionitem
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_submission_part();
CREATE TRIGGER action_requested_frozen BEFORE INSERT OR UPDATE OR DELETE ON recommendations_actionrequested
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_submission_part();
"""

UNDO = """
DROP TRIGGER action_requested_frozen ON recommendations_actionrequested;
DROP TRIGGER submission_item_frozen ON recommendations_submissionitem;
DROP TRIGGER submission_frozen ON recommendations_submission;
DROP FUNCTION recommendations_refuse_submission_part();
DROP FUNCTION recommendations_refuse_submission();
DROP TRIGGER paragraph_frozen ON recommendations_paragraph;
DROP TRIGGER revision_frozen ON recommendations_revision;
DROP FUNCTION recommendations_refuse_paragraph();
DROP FUNCTION recommendations_refuse_revision();
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
