"""What the registers ask of a person: entries to moderate, entries returned, measures and actions that are late."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.access import Rights
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.ask import Ask
from dipb_portal.lib.deadlines import BRUSSELS, LAST_HOUR, day_of
from workinggroups.access.registers import entries_of_own_side, entries_to_moderate
from workinggroups.enums import EntryState, Progress
from workinggroups.models import Measure, PriorityAction, RegisterEntry
from workinggroups.registers import register_of

OVER = [status.value for status in Progress if status.is_over]


def asks(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    if rights.anywhere("moderate_register"):
        for entry in entries_to_moderate(user).order_by("submitted_at"):
            yield _ask(entry, _("An entry was submitted: accept it, or return it with a reason."), _("Moderate"))
    if not rights.anywhere("enter_register"):
        return
    for entry in entries_of_own_side(user).filter(state=EntryState.RETURNED).order_by("state_since"):
        yield _ask(entry, _("The entry came back with a reason: change it and submit it again."), _("Open the entry"))
    yield from _late(rights, now)


def _late(rights: Rights, now: datetime) -> Iterator[Ask]:
    """Late measures and actions, for the owner: heads of delegation for the nation, who moderates for the body."""
    nations = {
        nation.pk
        for body in rights.bodies("report_implementation")
        if (nation := rights.nation("report_implementation", body))
    }
    owned = Q(owner_nation__in=nations) | Q(owner_body__in=rights.bodies("moderate_register"))
    for model in (Measure, PriorityAction):
        late = model._default_manager.filter(
            owned,
            state=EntryState.ACCEPTED,
            body__in=rights.bodies("view_issued"),
            due__lt=day_of(now),
        )
        for entry in late.exclude(status__in=OVER).order_by("due"):
            due = datetime.combine(entry.due, time(LAST_HOUR.hour), BRUSSELS)
            words = _("It is past its day: say how it stands.")
            yield _ask(entry, words, _("Open the entry"), due)


def _ask(entry: RegisterEntry, sentence: str, action: str, due: datetime | None = None) -> Ask:
    url = reverse("registers:detail", args=[register_of(entry).slug, entry.pk])
    return Ask(gettext_lazy("Register entry"), entry, entry.reference, sentence, url, action, due)
