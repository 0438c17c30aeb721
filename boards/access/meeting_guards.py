"""Conditions a meeting must meet before a step; each answers at an instant with what is missing, or None."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.models import Decision, Meeting


def has_agenda(meeting: Meeting, now: datetime) -> Promise | None:
    return None if meeting.items.exists() else _("The agenda has no item.")


def not_over(meeting: Meeting, now: datetime) -> Promise | None:
    return None if now < meeting.ends else _("The time of the meeting has passed.")


def has_begun(meeting: Meeting, now: datetime) -> Promise | None:
    return None if meeting.starts <= now else _("The meeting has not begun.")


def sheet_circulated(meeting: Meeting, now: datetime) -> Promise | None:
    return None if meeting.sheet_closes_at else _("The decision sheet has not been circulated in draft.")


def comments_over(meeting: Meeting, now: datetime) -> Promise | None:
    if meeting.sheet_closes_at and now <= meeting.sheet_closes_at:
        return _("Nations may still comment on the draft.")
    return None


def comments_answered(meeting: Meeting, now: datetime) -> Promise | None:
    if meeting.sheet_comments.filter(answered_at=None).exists():
        return _("Comments on the draft are still to be answered.")
    return None


def has_decisions(meeting: Meeting, now: datetime) -> Promise | None:
    return None if Decision.objects.filter(item__meeting=meeting).exists() else _("No decision has been entered.")


def decisions_in_both_languages(meeting: Meeting, now: datetime) -> Promise | None:
    if Decision.objects.filter(Q(text_en="") | Q(text_fr=""), item__meeting=meeting).exists():
        return _("A decision lacks its text in one of the languages.")
    return has_decisions(meeting, now)


GUARDS: dict[str, Callable[[Meeting, datetime], Promise | None]] = {
    guard.__name__: guard
    for guard in (
        has_agenda,
        not_over,
        has_begun,
        sheet_circulated,
        comments_over,
        comments_answered,
        decisions_in_both_languages,
    )
}
