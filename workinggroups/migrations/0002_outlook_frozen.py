from django.db import migrations

# What was released to industry stays as it was released; a figure may only be blanked, once and for good.
FREEZE = """
CREATE FUNCTION workinggroups_refuse_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a release of the demand outlook is frozen' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION workinggroups_refuse_cell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.blanked_at IS NOT NULL
        OR (NEW.release_id, NEW.category_id, NEW.year, NEW.figure, NEW.since_id)
        IS DISTINCT FROM (OLD.release_id, OLD.category_id, OLD.year, OLD.figure, OLD.since_id) THEN
        RAISE EXCEPTION 'a release of the demand outlook is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER release_frozen BEFORE UPDATE OR DELETE ON workinggroups_outlookrelease
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_release();
CREATE TRIGGER contribution_frozen BEFORE UPDATE OR DELETE ON workinggroups_contribution
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_release();
CREATE TRIGGER cell_frozen BEFORE UPDATE OR DELETE ON workinggroups_releasecell
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_cell();
"""

UNDO = """
DROP TRIGGER cell_frozen ON workinggroups_releasecell;
DROP TRIGGER contribution_frozen ON workinggroups_contribution;
DROP TRIGGER release_frozen ON workinggroups_outlookrelease;
DROP FUNCTION workinggroups_refuse_cell();
DROP FUNCTION workinggroups_refuse_release();
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroups", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
