"""Write what people are due to be told, in the transaction of what happened."""

from collections.abc import Iterable

from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.lib.hints import hint
from dipb_portal.notifications.models import Kind, Notification


def notify(users: Iterable[User], kind: Kind, *, path: str, key: str, **params: str) -> None:
    """Put one notification a person into the outbox and hint that there is mail to send after commit.

    `key` names the cause: a second call with the same key writes nothing. `params` fill the sentence of `kind`.
    """
    at = clock.now()
    Notification.objects.bulk_create(
        [
            Notification(user=user, kind=kind, params=params, path=path, key=f"{kind}:{key}", created_at=at)
            for user in users
        ],
        ignore_conflicts=True,
    )
    hint("notifications.send_mail")


def take_back(kind: Kind, *, path: str, keep: Iterable[User] = ()) -> None:
    """Tell only `keep` of what is at `path`: for all others it does not exist any more. What was mailed is mailed."""
    Notification.objects.filter(kind=kind, path=path).exclude(user__in=keep).delete()
