"""Write the registers: enter, change, move on, link, put a nation's name to, report, release."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from boards.access import people_holding
from boards.actions.releases import forget_release, tell_of_release
from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.following import tell_followers
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from workinggroups.access import registers as access
from workinggroups.enums import Source
from workinggroups.lifecycle import ENTRY_STEPS
from workinggroups.models import EntryLink, Implementation, NationStand, RegisterEntry, RegisterSeries, Standard
from workinggroups.registers import Register, register_of


@transaction.atomic
def create_entry(
    *, register: Register, body: Body, side: access.Side, organisation: str = "", values: dict[str, Any], by: User
) -> RegisterEntry:
    """Start an entry as a draft of `side`; staff may write down an organisation's words under its name."""
    access.check_can_enter(by, body, side)
    source = Source.ORGANISATION if organisation else side.source
    if source not in register.sources or (organisation and side.source != Source.BOARD):
        raise Denied(_("This register takes no such entries."))
    register.check(values)
    now = clock.now()
    author_body = side.body or (None if side.nation else body)
    entry = register.model(
        body=body,
        nation=side.nation,
        author_body=None if organisation else author_body,
        organisation=organisation,
        state_since=now,
        entered_at=now,
        entered_by=by,
        **values,
    )
    entry.serial = _next_serial(str(register.model._meta.model_name))
    entry.reference = f"{register.model.PREFIX}-{entry.serial:04}"
    _save(entry, now, by)
    record(by, "entry_created", entry, version=entry.version, state=entry.state)
    return entry


def _next_serial(register: str) -> int:
    """Taken in the transaction of the entry: two entries never share a number, a rollback gives it back."""
    RegisterSeries.objects.get_or_create(register=register)
    RegisterSeries.objects.filter(register=register).update(last=F("last") + 1)
    return RegisterSeries.objects.get(register=register).last


def _save(entry: RegisterEntry, now: Any, by: User) -> None:
    """Save with a row of history that the database's clock dates."""
    entry._history_date, entry._history_user = now, by  # type: ignore[attr-defined] # as simple-history documents
    entry.save()


def _lock(entry: RegisterEntry) -> RegisterEntry:
    """The entry with the fields of its register, locked for a change."""
    RegisterEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    model = register_of(entry).model
    return model._default_manager.select_related("body", "nation", "author_body").get(pk=entry.pk)


@transaction.atomic
def save_entry(*, entry: RegisterEntry, version: int, values: dict[str, Any], by: User) -> RegisterEntry:
    """Save `values`. Raises StaleVersion where `version` is not the present one, Denied where a field is not
    the person's to change in the present state."""
    locked, register = _lock(entry), register_of(entry)
    access.check_can_edit(by, locked)
    if not access.edits_all(by, locked):
        living = {name for field in register.fields if field.living for name in field.columns(register.model)}
        if not values.keys() <= living:
            raise Denied(_("The moderators of the register change an accepted entry."))
    if locked.version != version:
        raise StaleVersion(locked)
    register.check({name: getattr(locked, name) for name in _content(register)} | values)
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, values[name])
    locked.version += 1
    _save(locked, clock.now(), by)
    _tell_followers(locked, by)
    record(by, "entry_saved", locked, version=locked.version, state=locked.state, changed=changed)
    return locked


def _content(register: Register) -> list[str]:
    return [name for field in register.fields for name in field.columns(register.model)]


@transaction.atomic
def perform(*, entry: RegisterEntry, step: str, by: User, why: str = "") -> RegisterEntry:
    """Take a step of the lifecycle. Raises IllegalTransition, Denied; ValueError where a reason is missing."""
    taken, locked = ENTRY_STEPS[step], _lock(entry)
    if locked.state not in taken.sources:
        raise IllegalTransition(f"{step}: not from {locked.state}")
    if reason := access.why_not(by, taken, locked):
        raise Denied(reason)
    if taken.needs_why and not why.strip():
        raise ValueError(f"{step} needs a reason")
    now = clock.now()
    locked.state, locked.state_since, locked.version = taken.target, now, locked.version + 1
    if step == "submit" and locked.submitted_at is None:
        locked.submitted_at = now
    _save(locked, now, by)
    _tell(locked, step, by)
    record(by, taken.verb, locked, why, version=locked.version, state=locked.state)
    return locked


def _tell(entry: RegisterEntry, step: str, by: User) -> None:
    words = {"path": _path(entry), "key": f"{entry.pk}:{entry.version}", **_title(entry)}
    if step == "submit":
        told = people_holding("moderate_register", [entry.body_id]).exclude(pk=by.pk)
        notify(told, Kind.ENTRY_SUBMITTED, **words)
    elif step in ("accept", "return") and entry.entered_by_id != by.pk and access.is_own(entry.entered_by, entry):
        notify([entry.entered_by], Kind.ENTRY_DECIDED, **words)
    elif step == "withdraw":
        notify(access.speakers_of_sponsors(entry).exclude(pk=by.pk), Kind.SPONSORED_WITHDRAWN, **words)
    _tell_followers(entry, by)


def _tell_followers(entry: RegisterEntry, by: User) -> None:
    def told_as(user: User) -> dict[str, str] | None:
        return _title(entry) if access.entries_visible_to(user).filter(pk=entry.pk).exists() else None

    key = f"entry:{entry.pk}:{entry.version}"
    tell_followers(entry, told_as=told_as, but=by, path=_path(entry), key=key)


def _path(entry: RegisterEntry) -> str:
    return reverse("registers:detail", args=[register_of(entry).slug, entry.pk])


def _title(entry: RegisterEntry) -> dict[str, str]:
    return {
        "title_en": f"{entry.reference} · {entry.title_en or entry.title_fr}",
        "title_fr": f"{entry.reference} · {entry.title_fr or entry.title_en}",
    }


@transaction.atomic
def link(*, source: RegisterEntry, target: RegisterEntry, relation: str, by: User) -> EntryLink:
    """Say how `source` stands to `target`. Raises ValidationError where the two are linked already."""
    first, second = sorted((source.pk, target.pk))
    locked = {pk: RegisterEntry.objects.select_for_update(of=("self",)).get(pk=pk) for pk in (first, second)}
    access.check_can_link(by, locked[source.pk])
    if source.pk == target.pk:
        raise ValidationError(_("An entry is not linked to itself."))
    if EntryLink.objects.filter(source__in=[first, second], target__in=[first, second]).exists():
        raise ValidationError(_("The two are linked already."))
    made = EntryLink.objects.create(source=source, target=target, relation=relation, at=clock.now(), by=by)
    record(by, "entry_linked", source.specific, target=target.pk, relation=relation)
    return made


@transaction.atomic
def unlink(*, link: EntryLink, by: User) -> None:
    """Take a link away: whoever may link either of its ends."""
    found = EntryLink.objects.select_for_update(of=("self",)).select_related("source", "target").filter(pk=link.pk)
    if not (row := found.first()):
        return
    try:
        access.check_can_link(by, row.source)
    except Denied:
        access.check_can_link(by, row.target)
    row.delete()
    record(by, "entry_unlinked", row.source.specific, target=row.target_id, relation=row.relation)


@transaction.atomic
def take_stand(*, entry: RegisterEntry, stand: str, joins: bool, by: User) -> None:
    """Put the nation's name to the entry, or take it back; asking twice changes nothing."""
    locked = _lock(entry)
    nation = access.check_can_stand(by, locked)
    if stand not in register_of(locked).stands:
        raise Denied(_("This register knows no such support."))
    if joins:
        changed = NationStand.objects.get_or_create(
            entry_id=locked.pk, nation=nation, stand=stand, defaults={"at": clock.now(), "by": by}
        )[1]
    else:
        changed = bool(NationStand.objects.filter(entry_id=locked.pk, nation=nation, stand=stand).delete()[0])
    if changed:
        record(by, "entry_joined" if joins else "entry_left", locked, nation=nation.alpha3, stand=stand)


@transaction.atomic
def state_implementation(
    *, standard: Standard, version: int, status: str, planned_for: Any, note: str, by: User
) -> Implementation:
    """Say for the nation how it stands to a standard; `version` is 0 where nothing was said before.

    Raises Denied, StaleVersion, or ValidationError where what is planned lies in the past.
    """
    locked = _lock(standard)
    assert isinstance(locked, Standard)
    nation = access.check_can_state_implementation(by, locked)
    present = Implementation.objects.filter(standard=locked, nation=nation).first()
    if (present.version if present else 0) != version:
        raise StaleVersion(present)
    now = clock.now()
    if planned_for and planned_for < day_of(now):
        raise ValidationError({"planned_for": _("The day has passed.")})
    row = present or Implementation(standard=locked, nation=nation)
    row.status, row.planned_for, row.note, row.version, row.at, row.by = status, planned_for, note, version + 1, now, by
    row._history_date, row._history_user = now, by  # type: ignore[attr-defined] # as simple-history documents
    row.save()
    record(by, "implementation_stated", locked, nation=nation.alpha3, status=status)
    return row


@transaction.atomic
def release(*, entry: RegisterEntry, bodies: Iterable[Body], by: User) -> None:
    """Let exactly `bodies` read the accepted entry beside its members."""
    locked = _lock(entry)
    access.check_can_release(by, locked)
    allowed = set(access.bodies_to_release_to(locked))
    chosen = [body for body in bodies if body in allowed]
    before = set(access.released_bodies(locked))
    access.release_entry(locked, chosen)
    forget_release(path=_path(locked), still=chosen)
    tell_of_release(set(chosen) - before, reference=locked.reference, path=_path(locked), by=by)
    record(by, "entry_released", locked, bodies=sorted(body.code for body in chosen))
