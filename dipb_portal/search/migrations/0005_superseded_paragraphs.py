"""Mark the paragraphs of a revision once a newer one of its text is issued, and index the others' words by themselves.

Of three paragraphs with a common word, two belong to revisions that nobody looks for. The database keeps the mark, as it
keeps the words: issued paragraphs stay frozen for every statement but that of the trigger.
"""

from django.db import migrations

MARK = """
SET LOCAL statement_timeout = 0;
ALTER TABLE recommendations_paragraph ADD COLUMN superseded boolean NOT NULL DEFAULT false;

CREATE FUNCTION search_supersede() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE recommendations_paragraph SET superseded = true
    FROM recommendations_revision AS earlier
    WHERE earlier.recommendation_id = NEW.recommendation_id AND earlier.number < NEW.number
        AND revision_id = earlier.id AND NOT superseded;
    RETURN NULL;
END $$;

DROP TRIGGER paragraph_frozen ON recommendations_paragraph;
UPDATE recommendations_paragraph SET superseded = true
FROM recommendations_revision AS earlier JOIN recommendations_revision AS newer USING (recommendation_id)
WHERE revision_id = earlier.id AND newer.number > earlier.number AND newer.issued_at IS NOT NULL;
CREATE TRIGGER paragraph_frozen BEFORE INSERT OR UPDATE OR DELETE ON recommendations_paragraph
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION recommendations_refuse_paragraph();
CREATE TRIGGER paragraphs_superseded AFTER INSERT OR UPDATE OF issued_at ON recommendations_revision
    FOR EACH ROW WHEN (NEW.issued_at IS NOT NULL) EXECUTE FUNCTION search_supersede();

CREATE INDEX recommendations_paragraph_words_in_force ON recommendations_paragraph
    USING gin (words) WITH (fastupdate = off) WHERE NOT superseded;
"""

UNDO = """
DROP TRIGGER paragraphs_superseded ON recommendations_revision;
DROP TRIGGER paragraph_frozen ON recommendations_paragraph;
CREATE TRIGGER paragraph_frozen BEFORE INSERT OR UPDATE OR DELETE ON recommendations_paragraph
    FOR EACH ROW EXECUTE FUNCTION recommendations_refuse_paragraph();
DROP FUNCTION search_supersede();
ALTER TABLE recommendations_paragraph DROP COLUMN superseded;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0004_narrow_rows"), ("recommendations", "0002_frozen")]
    operations = [migrations.RunSQL(MARK, UNDO)]
