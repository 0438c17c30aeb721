"""The acts of the journal in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS: dict[str, Promise] = {
    "recommendation_created": _("Text started"),
    "revision_started": _("Revision started"),
    "revision_discarded": _("Working text discarded"),
    "revision_issued": _("Revision issued"),
    "heading_saved": _("Heading saved"),
    "paragraph_saved": _("Paragraph saved"),
    "paragraph_added": _("Paragraph added"),
    "paragraph_moved": _("Paragraph moved"),
    "paragraph_split": _("Paragraph split"),
    "paragraphs_merged": _("Paragraphs merged"),
    "paragraph_deleted": _("Paragraph deleted"),
    "open_consultation": _("Put out for comments"),
    "consultation_opened": _("Round of comments opened"),
    "close_consultation": _("Moved to adjudication"),
    "consultation_closed": _("Round of comments closed"),
    "comment_prepared": _("Comment prepared"),
    "comment_discarded": _("Comment discarded"),
    "comments_submitted": _("Comments submitted"),
    "comment_decided": _("Comment decided"),
    "decisions_circulated": _("Decisions circulated"),
    "agree_in_group": _("Agreed by the group"),
    "reopen": _("Returned to adjudication"),
    "open_silence": _("Placed under silence"),
    "silence_opened": _("Silence procedure opened"),
    "silence_extended": _("Silence procedure extended"),
    "position_stated": _("Position stated"),
    "break_silence": _("Silence broken"),
    "withdraw_silence": _("Silence procedure withdrawn"),
    "endorse": _("Endorsed under silence"),
    "endorse_by_decision": _("Endorsed by decision"),
    "action_sheet_issued": _("Action sheet issued"),
    "report_created": _("Report started"),
    "report_saved": _("Report saved"),
    "packet_requested": _("Packet requested"),
    "packet_built": _("Packet built"),
    "packet_failed": _("Packet failed"),
    "report_issued": _("Report issued"),
    "submit": _("Submitted to the CNAD"),
    "examine": _("Examined by the CNAD"),
    "start_follow_up": _("Follow-up started"),
    "return_for_work": _("Returned for further work"),
    "close": pgettext_lazy("journal", "Closed"),
    "withdraw": pgettext_lazy("journal", "Withdrawn"),
    "supersede": pgettext_lazy("journal", "Superseded"),
    "seat_opened": _("Seat opened"),
    "seat_ended": _("Seat ended"),
    "reference_data_saved": _("Reference data saved"),
}


def verb(code: str) -> Promise | str:
    """The act in the reader's language; an act of an older portal that has no words any more by its code."""
    return VERBS.get(code, code)
