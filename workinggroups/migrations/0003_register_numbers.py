from django.db import migrations

# The number of an entry, whose words it is and who entered it never change; an entry that was published stays.
KEEP = """
CREATE FUNCTION workinggroups_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.submitted_at IS NOT NULL THEN
            RAISE EXCEPTION 'an entry that was submitted stays' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.register, NEW.serial, NEW.reference, NEW.entered_by_id, NEW.entered_at,
        NEW.nation_id, NEW.author_body_id, NEW.organisation)
        IS DISTINCT FROM
       (OLD.register, OLD.serial, OLD.reference, OLD.entered_by_id, OLD.entered_at,
        OLD.nation_id, OLD.author_body_id, OLD.organisation) THEN
        RAISE EXCEPTION 'the number and the author of an entry never change'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE ON workinggroups_registerentry
    FOR EACH ROW EXECUTE FUNCTION workinggroups_keep_entry();
"""

UNDO = """
DROP TRIGGER entry_kept ON workinggroups_registerentry;
DROP FUNCTION workinggroups_keep_entry();
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroups", "0002_outlook_frozen")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
