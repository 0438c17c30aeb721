from django.db import migrations

from dipb_portal.search.columns import words

TITLES = "portal_words(title_en, title_fr, 'A')"
TEXTS = "portal_words(text_en, text_fr, 'C')"
COMMENT = "text || ' ' || proposed_text || ' ' || rationale"


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_words"),
        ("boards", "0001_initial"),
        ("workinggroups", "0001_initial"),
        ("recommendations", "0001_initial"),
    ]
    operations = [
        words("boards_document", f"{TITLES} || {TEXTS}"),
        words(
            "boards_documentfile",
            "CASE text_language WHEN 'fr' THEN portal_words('', text, 'D') ELSE portal_words(text, '', 'D') END",
        ),
        words("workinggroups_workitem", TITLES),
        words("recommendations_revision", TITLES),
        words("recommendations_paragraph", TEXTS),
        words(
            "recommendations_comment",
            f"CASE language WHEN 'fr' THEN portal_words('', {COMMENT}, 'D') ELSE portal_words({COMMENT}, '', 'D') END",
        ),
    ]
