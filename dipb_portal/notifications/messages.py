"""The sentences people are told, in the reader's language, from a notification's kind and strings."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

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
    Kind.PACKET_READY: gettext_lazy("The packet of %(title)s is built."),
}
_INSTANTS = ("closes", "deadline")


def sentence(notification: Notification) -> str:
    """What happened, in the active language; instants in Brussels time."""
    language = get_language() or "en"
    params = {name.removesuffix(f"_{language}"): value for name, value in notification.params.items()}
    for name in _INSTANTS:
        if name in params:
            params[name] = in_words(datetime.fromisoformat(params[name]), "long")
    return str(SENTENCES[notification.kind]) % params
