"""The words of a row, as the database keeps them: a generated column `words`, which cannot drift from its texts.

Models do not know the column, so that no page loads it. `dipb_portal/search/words.py` says how it is asked.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

# Stems of both languages without accents. Markup, slashes and typographic signs part words; so do the no-break
# spaces of French, which PostgreSQL's parser takes for letters in some locales, hence NFKC.
CONFIGURATIONS = r"""
CREATE TEXT SEARCH CONFIGURATION portal_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION portal_en
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION portal_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION portal_fr
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;

CREATE FUNCTION portal_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    normalize(left(coalesce(words, ''), 100000), NFKC),
    '</?[a-zA-Z][^<>]*>|[/\\’‘“”„«»‹›–—−·•…]', ' ', 'g'
);

CREATE FUNCTION portal_words(en text, fr text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(
    to_tsvector('portal_en'::regconfig, portal_plain(en)) || to_tsvector('portal_fr'::regconfig, portal_plain(fr)),
    weight
);
"""

UNDO = """
DROP FUNCTION portal_words(text, text, "char");
DROP FUNCTION portal_plain(text);
DROP TEXT SEARCH CONFIGURATION portal_fr;
DROP TEXT SEARCH CONFIGURATION portal_en;
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [UnaccentExtension(), migrations.RunSQL(CONFIGURATIONS, UNDO)]
