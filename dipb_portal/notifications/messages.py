"""The sentences people are told, in the reader's language, from a notification's kind and strings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext_lazy

from dipb_portal.accounts.models import User
from dipb_portal.notifications.models import Kind, Notification
from dipb_portal.ui.moments import in_words

SENTENCES: dict[str, Promise] = {
    Kind.CONSULTATION_OPENED: gettext_lazy("A round of comments on %(reference)s is open until %(closes)s."),
    Kind.CONSULTATION_CLOSING: gettext_lazy(
        "The round of comments on %(reference)s closes at %(closes)s; comments prepared there are not submitted yet."
    ),
    Kind.COMMENTS_ADJUDICATED: gettext_lazy("Your comments on %(reference)s have been decided."),
    Kind.SILENCE_OPENED: gettext_lazy("%(reference)s is under silence until %(deadline)s."),
    Kind.SILENCE_ENDING: gettext_lazy(
        "Silence on %(reference)s ends at %(deadline)s; the final position of your nation has not been received."
    ),
    Kind.SILENCE_BROKEN: gettext_lazy("Silence on %(reference)s was broken by %(nation)s."),
    Kind.SILENCE_CLOSED: gettext_lazy("The silence procedure on %(reference)s has ended."),
    Kind.PACKET_READY: gettext_lazy("The packet is built: %(title)s"),
    Kind.PACKET_FAILED: gettext_lazy("The packet could not be built: %(title)s"),
    Kind.MEETING_CALLED: gettext_lazy("You are invited: %(title)s, on %(starts)s."),
    Kind.MEETING_CHANGED: gettext_lazy("The meeting has changed: %(title)s, on %(starts)s."),
    Kind.SHEET_CIRCULATED: gettext_lazy("The decision sheet is circulated in draft until %(closes)s: %(title)s"),
    Kind.SHEET_ISSUED: gettext_lazy("The decision sheet %(reference)s is issued."),
    Kind.DECISION_ADDRESSED: gettext_lazy("A decision of this meeting is addressed to you: %(title)s"),
    Kind.TASK_SET: gettext_lazy("A task is set: %(title)s, due on %(due)s."),
    Kind.TASK_EXTENDED: gettext_lazy("A task has more time, until %(due)s: %(title)s"),
    Kind.TASK_CORRECTED: gettext_lazy("The words of a task have been corrected: %(title)s, due on %(due)s."),
    Kind.TASK_DUE: gettext_lazy("A task is due on %(due)s: %(title)s"),
    Kind.TOPIC_OPENED: gettext_lazy("A debate is open: %(title)s"),
    Kind.ENTRY_SUBMITTED: gettext_lazy("An entry waits for moderation: %(title)s"),
    Kind.ENTRY_DECIDED: gettext_lazy("Your entry has been decided: %(title)s"),
    Kind.SPONSORED_WITHDRAWN: gettext_lazy("What your nation co-sponsors is withdrawn: %(title)s"),
    Kind.FOLLOWED_CHANGED: gettext_lazy("What you follow has changed: %(title)s"),
    Kind.PLAN_SHARED: gettext_lazy("%(nation)s shares a requirement or a plan with you."),
    Kind.OUTLOOK_RELEASED: gettext_lazy("The demand outlook %(quarter)s is released to you."),
    Kind.RELEASED: gettext_lazy("%(reference)s is released to you."),
    Kind.ADVICE_ASKED: gettext_lazy("Advice is asked of the Board: %(title)s"),
    Kind.ADVICE_REQUESTED: gettext_lazy("Advice on %(reference)s is requested by %(deadline)s."),
    Kind.ADVICE_GIVEN: gettext_lazy("The advice on %(reference)s is given."),
    Kind.ADVICE_CLOSED: gettext_lazy("Advice is no longer asked for: %(title)s"),
    Kind.CNAD_DISPOSED: gettext_lazy("The CNAD has decided on %(reference)s."),
    Kind.FOLLOW_UP_SET: gettext_lazy("A follow-up action is yours: %(title)s, due on %(due)s."),
    Kind.FOLLOW_UP_DUE: gettext_lazy("A follow-up action is due on %(due)s: %(title)s"),
    Kind.SEAT_OPENED: gettext_lazy(
        "You now sit in %(body)s as %(role)s. If you have no password yet, ask for one on the page of sign-in."
    ),
    Kind.FILE_REFUSED: gettext_lazy("A file you added to %(reference)s was refused and deleted; its page says why."),
    Kind.BOOK_READY: gettext_lazy("The book of the meeting is built: %(title)s"),
}
_INSTANTS = ("closes", "deadline", "starts")
_DAYS = ("due",)


def sentence(notification: Notification) -> str:
    """What happened, in the active language; days and instants in Brussels time."""
    language = get_language() or "en"
    params = {name.removesuffix(f"_{language}"): value for name, value in notification.params.items()}
    for name in _INSTANTS:
        if name in params:
            params[name] = in_words(datetime.fromisoformat(params[name]), "long")
    for name in _DAYS:
        if name in params:
            params[name] = in_words(date.fromisoformat(params[name]), "day")
    return str(SENTENCES[notification.kind]) % params


@dataclass(frozen=True)
class Told:
    """A notification as its reader sees it in the portal; `about` has the title of what its number stands for."""

    notification: Notification
    sentence: str
    about: Any


def told(user: User, notifications: Iterable[Notification]) -> list[Told]:
    """What `user` was told. No title is kept with a number: it is read anew, for as long as the person may see it."""
    rows = list(notifications)
    numbers = {each.params["reference"] for each in rows if "reference" in each.params}
    about = import_string(settings.TITLED_FOR)(user, numbers)
    return [Told(each, sentence(each), about.get(each.params.get("reference"))) for each in rows]
