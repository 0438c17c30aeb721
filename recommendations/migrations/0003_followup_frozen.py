from django.db import migrations

# What the CNAD decided and what a nation reported stay as they were written: the one change they know is to be
# superseded, once. Notes on an action never change at all.
FREEZE = """
CREATE FUNCTION recommendations_only_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
        AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps its rows as they were written', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION recommendations_refuse_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a note on an action never changes' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER disposition_kept BEFORE UPDATE OR DELETE ON recommendations_disposition
    FOR EACH ROW EXECUTE FUNCTION recommendations_only_superseded();
CREATE TRIGGER implementation_kept BEFORE UPDATE OR DELETE ON recommendations_implementationreport
    FOR EACH ROW EXECUTE FUNCTION recommendations_only_superseded();
CREATE TRIGGER action_note_kept BEFORE UPDATE OR DELETE ON recommendations_actionnote
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_note();
"""

UNDO = """
DROP TRIGGER action_note_kept ON recommendations_actionnote;
DROP TRIGGER implementation_kept ON recommendations_implementationreport;
DROP TRIGGER disposition_kept ON recommendations_disposition;
DROP FUNCTION recommendations_refuse_note();
DROP FUNCTION recommendations_only_superseded();
"""


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0002_frozen")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
