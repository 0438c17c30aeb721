from django.db import migrations

# What was uploaded never changes, whoever asks: a new file is a new version.
FREEZE = """
CREATE FUNCTION boards_refuse_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.document_id, NEW.language, NEW.version, NEW.sha256, NEW.name, NEW.uploaded_by_id)
        IS DISTINCT FROM (OLD.document_id, OLD.language, OLD.version, OLD.sha256, OLD.name, OLD.uploaded_by_id) THEN
        RAISE EXCEPTION 'an uploaded file is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER file_frozen BEFORE UPDATE OR DELETE ON boards_documentfile
    FOR EACH ROW EXECUTE FUNCTION boards_refuse_file();
"""

UNDO = """
DROP TRIGGER file_frozen ON boards_documentfile;
DROP FUNCTION boards_refuse_file();
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, UNDO)]
