from django.db import migrations

from dipb_portal.search.columns import words

TITLES = "portal_words(title_en, title_fr, 'A')"
TEXTS = "portal_words(text_en, text_fr, 'C')"
SAID = "CASE language WHEN 'fr' THEN portal_words('', text, 'D') ELSE portal_words(text, '', 'D') END"


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_texts"),
        ("boards", "0001_initial"),
        ("workinggroups", "0001_initial"),
        ("recommendations", "0001_initial"),
    ]
    operations = [
        words("boards_meeting", "portal_words(title_en || ' ' || place_en, title_fr || ' ' || place_fr, 'B')"),
        words("boards_agendaitem", f"{TITLES} || portal_words(notes_en, notes_fr, 'C')"),
        words("boards_decision", "portal_words(text_en, text_fr, 'B')"),
        words("boards_statement", SAID),
        words("boards_tasking", f"{TITLES} || {TEXTS}"),
        words("workinggroups_registerentry", f"{TITLES} || {TEXTS}"),
        words(
            "workinggroups_topic",
            f"{TITLES} || portal_words(question_en || ' ' || summary_en, question_fr || ' ' || summary_fr, 'C')",
        ),
        words("workinggroups_post", SAID),
        words("workinggroups_nationalplan", f"{TITLES} || {TEXTS}"),
        words("workinggroups_requirement", "portal_words(description_en, description_fr, 'B')"),
        words("recommendations_adviceasked", f"{TITLES} || portal_words(question_en, question_fr, 'C')"),
        words("recommendations_industryadvice", SAID),
        words("recommendations_followupaction", f"{TITLES} || {TEXTS}"),
        words(
            "recommendations_submission",
            f"{TITLES} || portal_words(introduction_en || ' ' || summary_en || ' ' || way_ahead_en,"
            " introduction_fr || ' ' || summary_fr || ' ' || way_ahead_fr, 'C')",
        ),
    ]
