"""The words of a silence procedure, as NATO words them in either language (domain rule 2.3)."""

from collections.abc import Callable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from boards.models import Body, Seat
from dipb_portal.lib.deadlines import BRUSSELS
from dipb_portal.ui.moments import in_words
from recommendations.enums import Kind, Stance
from recommendations.models import AdviceAsked, Recommendation, Silence


def formula(recommendation: Recommendation, deadline: datetime) -> dict[str, str]:
    """The sentence with which the chair places a text under silence until `deadline` (aware), by language."""
    return _in_both(lambda language: _formula(recommendation, deadline.astimezone(BRUSSELS)))


def draft_action_sheet(silence: Silence) -> dict[str, str]:
    """The drafts for the chair's signature, by language: plain text, paragraphs apart by an empty line."""
    return _in_both(lambda language: _action_sheet(silence, language))


def _in_both(write: Callable[[str], str]) -> dict[str, str]:
    texts = {}
    for language in ("en", "fr"):
        with translation.override(language):
            texts[language] = write(language)
    return texts


def _formula(recommendation: Recommendation, ends: datetime) -> str:
    return _(
        "I do not believe that this matter requires discussion in the Board. Consequently, unless I hear to the "
        "contrary by %(hour)s:%(minute)s hrs on %(day)s, I shall assume that the Board has endorsed %(text)s and "
        "agreed to forward it %(onward)s."
    ) % {
        "hour": ends.hour,
        "minute": f"{ends.minute:02}",
        "day": in_words(ends.date(), "long"),
        "text": _product(recommendation),
        "onward": _onward(recommendation),
    }


def _action_sheet(silence: Silence, language: str) -> str:
    reference = str(silence.revision)
    recommendation = silence.revision.recommendation
    board = recommendation.body.parent or recommendation.body
    agreed = _(
        "On %(date)s, under the silence procedure, the %(board)s endorsed %(text)s “%(title)s” (%(reference)s) and "
        "agreed to forward it %(onward)s."
    ) % {
        "date": in_words(silence.deadline, "day"),
        "board": board.name,
        "text": _product(recommendation),
        "onward": _onward(recommendation),
        "title": getattr(silence.revision, f"title_{language}") or silence.revision.title_en,
        "reference": reference,
    }
    note = _("NOTE: This Action Sheet is part of, and shall be attached to, %(reference)s.") % {"reference": reference}
    return "\n\n".join([_("ACTION SHEET"), agreed, *_reservations(silence, language), _signature(board), note])


def _reservations(silence: Silence, language: str) -> list[str]:
    positions = silence.positions.current().filter(stance=Stance.RESERVATION)
    lines = []
    for position in positions.select_related("nation", "paragraph").order_by(f"nation__rank_{language}"):
        words = {"nation": position.nation.name, "text": position.text}
        if position.paragraph:
            words["number"] = str(position.paragraph.position)
            lines.append(_("%(nation)s – reservation on paragraph %(number)s: “%(text)s”") % words)
        else:
            lines.append(_("%(nation)s – reservation: “%(text)s”") % words)
    return lines


def _signature(board: Body) -> str:
    chair = Seat.objects.live().filter(body=board, role="chair").select_related("user").first()
    lines = [_("(Signed)")]
    if chair:
        lines += [chair.user.name, board.chair_title or str(chair.get_role_display())]
    return "\n".join(lines)


def _onward(recommendation: Recommendation) -> str:
    """To whom the Board sends it: an advice goes to whoever asked for it (domain row 4)."""
    asked = AdviceAsked.objects.filter(recommendation=recommendation).select_related("asker_body").first()
    if asked and asked.asker_nation_id:
        return _("to the nation that asked for it")
    if asked and not asked.is_of_cnad:
        return _("to the body that asked for it")
    return _("to the Conference of National Armaments Directors")


def _product(recommendation: Recommendation) -> str:
    return _("the advice") if recommendation.kind == Kind.ADVICE else _("the recommendation")
