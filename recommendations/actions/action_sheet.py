"""The words of an action sheet, as NATO words them in either language (domain rule 2.3)."""

from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recommendations.models import Silence

BRUSSELS = ZoneInfo("Europe/Brussels")


def draft_action_sheet(silence: Silence) -> tuple[str, str]:
    """The English and the French draft for the chair's signature: plain text, paragraphs apart by an empty line."""
    return _draft(silence, "en"), _draft(silence, "fr")


def _draft(silence: Silence, language: str) -> str:
    with translation.override(language):
        ended = silence.deadline.astimezone(BRUSSELS)
        reference = str(silence.revision)
        recommendation = silence.revision.recommendation
        plenary = recommendation.body.parent or recommendation.body
        agreed = _(
            "On %(date)s, under the silence procedure, the %(board)s endorsed the recommendation "
            "“%(title)s” (%(reference)s) and agreed to forward it to the Conference of National "
            "Armaments Directors."
        ) % {
            "date": date_format(ended, "j F Y"),
            "board": plenary.name,
            "title": getattr(silence.revision, f"title_{language}") or silence.revision.title_en,
            "reference": reference,
        }
        reserved = [
            _("%(nation)s entered a reservation: %(text)s") % {"nation": p.nation.name, "text": p.text}
            for p in silence.positions.current()
            .filter(stance="reservation")
            .select_related("nation")
            .order_by(f"nation__rank_{language}")
        ]
        note = _("NOTE: This Action Sheet is part of, and shall be attached to %(reference)s.") % {
            "reference": reference
        }
        return "\n\n".join([agreed, *reserved, note])
