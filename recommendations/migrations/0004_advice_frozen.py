from django.db import migrations

# The advice that industry gave never changes, nor does what it was asked; only what was made of it is added.
FREEZE = """
CREATE FUNCTION recommendations_refuse_given_advice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.given_at IS NOT NULL THEN
        RAISE EXCEPTION 'the advice was given and is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION recommendations_refuse_answered_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM recommendations_industryadvice WHERE request_id = OLD.id AND given_at IS NOT NULL
    ) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'the request was answered and is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.revision_id, NEW.body_id, NEW.question_en, NEW.question_fr, NEW.deadline, NEW.requested_at)
        IS DISTINCT FROM
        (OLD.revision_id, OLD.body_id, OLD.question_en, OLD.question_fr, OLD.deadline, OLD.requested_at)
        OR NEW.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'the request was answered and is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER industry_advice_frozen BEFORE UPDATE OR DELETE ON recommendations_industryadvice
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_given_advice();
CREATE TRIGGER advice_request_frozen BEFORE UPDATE OR DELETE ON recommendations_advicerequest
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_answered_request();
"""

UNDO = """
DROP TRIGGER advice_request_frozen ON recommendations_advicerequest;
DROP TRIGGER industry_advice_frozen ON recommendations_industryadvice;
DROP FUNCTION recommendations_refuse_answered_request();
DROP FUNCTION recommendations_refuse_given_advice();
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0003_followup_frozen")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
