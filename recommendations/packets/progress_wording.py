"""The texts with which a progress report starts, drafted from the work of its period for the secretariat to edit."""

from html import escape

from django.utils.translation import gettext_lazy as _

from recommendations.models import Disposition, FollowUpAction, Submission
from recommendations.packets import words
from recommendations.packets.contents import Text
from recommendations.packets.progress import Period, acts_in, followed, period_of, standing
from recommendations.packets.rows import both

NEXT = 5  # the actions that fall due next, in the way ahead


def requested() -> Text:
    return words.say(_("the progress of the work of the Board in the period"))


def draft(report: Submission) -> dict[str, str]:
    """Introduction, summary and way ahead in both languages, as HTML by the names of their columns."""
    period = period_of(report)
    parts = {"introduction": _introduction(period), "summary": _summary(period), "way_ahead": _way_ahead(period)}
    return {f"{name}_{side}": getattr(text, side) for name, text in parts.items() for side in ("en", "fr")}


def _introduction(period: Period) -> Text:
    told = _(
        "This report gives an account of the work of the Board from %(first)s to %(last)s. It is drawn from the "
        "records of the Board as they stood when it was issued."
    )
    return _paragraph(words.say(told, first=words.day(period.first), last=words.day(period.last)))


def _summary(period: Period) -> Text:
    verbs = [verb for _at, verb, _key in acts_in(period)]
    decided = Disposition.objects.current().filter(decided_on__range=(period.first, period.last)).count()
    actions = list(followed(period))
    told = _("Texts endorsed: %(agreed)s. Texts submitted to the CNAD: %(sent)s. Decisions of the CNAD: %(decided)s.")
    texts = words.say(
        told,
        agreed=str(verbs.count("endorse") + verbs.count("endorse_by_decision")),
        sent=str(verbs.count("submit")),
        decided=str(decided),
    )
    told = _("Actions followed up: %(actions)s, of which late at the end of the period: %(late)s.")
    late = sum(was_late for _status, was_late in (standing(action, period) for action in actions))
    return _join(_paragraph(texts), _paragraph(words.say(told, actions=str(len(actions)), late=str(late))))


def _way_ahead(period: Period) -> Text:
    due = [action for action in followed(period) if action.is_open and action.due > period.last][:NEXT]
    if not due:
        return _paragraph(words.say(_("No action falls due after the period.")))
    lines = [_line(action) for action in due]
    items = Text(*("".join(f"<li>{getattr(line, side)}</li>" for line in lines) for side in ("en", "fr")))
    lead = _paragraph(words.say(_("The following actions fall due next:")))
    return _join(lead, Text(f"<ul>{items.en}</ul>", f"<ul>{items.fr}</ul>"))


def _line(action: FollowUpAction) -> Text:
    told = words.say(_("%(what)s: %(day)s"), what=both(action, "title"), day=words.day(action.due))
    return Text(escape(told.en), escape(told.fr))


def _paragraph(text: Text) -> Text:
    return Text(f"<p>{text.en}</p>", f"<p>{text.fr}</p>")


def _join(*texts: Text) -> Text:
    return Text("".join(text.en for text in texts), "".join(text.fr for text in texts))
