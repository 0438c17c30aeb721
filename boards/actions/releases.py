"""Tell those a release reaches, and take that back with the release."""

from collections.abc import Iterable

from django.db.models import QuerySet

from boards.models import Body, Seat
from dipb_portal.accounts.models import User
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify, take_back


def tell_of_release(bodies: Iterable[Body], *, reference: str, path: str, by: User) -> None:
    """Tell everybody who sits in `bodies` now, once for each `path`; it names the number only."""
    people = _sitting_in(bodies).exclude(pk=by.pk)
    notify(people, Kind.RELEASED, path=path, key=path, reference=reference)


def forget_release(*, path: str, still: Iterable[Body]) -> None:
    """Take back the word of what is at `path` from all who sit in none of the bodies that `still` read it."""
    take_back(Kind.RELEASED, path=path, keep=_sitting_in(still))


def _sitting_in(bodies: Iterable[Body]) -> QuerySet[User]:
    return User.objects.filter(is_active=True, seats__in=Seat.objects.live().filter(body__in=bodies)).distinct()
