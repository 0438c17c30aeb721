from django.db import migrations

# A mandate is amended by the next one: only its end is ever written.
FREEZE = """
CREATE FUNCTION workinggroups_refuse_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.body_id, OLD.text_en, OLD.text_fr, OLD.adopted_on, OLD.since, OLD.authority)
        IS DISTINCT FROM (NEW.body_id, NEW.text_en, NEW.text_fr, NEW.adopted_on, NEW.since, NEW.authority)
        OR OLD.decision_id IS DISTINCT FROM NEW.decision_id THEN
        RAISE EXCEPTION 'a mandate is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mandate_frozen BEFORE UPDATE OR DELETE ON workinggroups_mandate
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_mandate();
"""

UNDO = """
DROP TRIGGER mandate_frozen ON workinggroups_mandate;
DROP FUNCTION workinggroups_refuse_mandate();
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroups", "0003_register_numbers")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
