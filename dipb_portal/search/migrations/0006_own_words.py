"""Find entries of registers by what the fields of their own register say."""

from django.db import migrations

from dipb_portal.search.columns import words

TABLE = "workinggroups_registerentry"
SHARED = "portal_words(title_en, title_fr, 'A') || portal_words(text_en, text_fr, 'C')"
OWN = "portal_words(own_en, own_fr, 'C')"


class Migration(migrations.Migration):
    dependencies = [("search", "0005_superseded_paragraphs"), ("workinggroups", "0009_own_words")]
    operations = [words(TABLE, f"{SHARED} || {OWN}", former=SHARED)]
