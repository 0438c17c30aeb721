"""Who reads, writes and moderates the entries of the registers. What a queryset leaves out does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from boards.access import check, people_holding, rights_of
from boards.enums import BodyKind, Denied
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from workinggroups.enums import EntryState, Source, Stand
from workinggroups.lifecycle import EntryStep, steps_from
from workinggroups.models import EntryRelease, NationStand, RegisterEntry, Standard

Entry = TypeVar("Entry", bound=RegisterEntry)

PUBLISHED = (EntryState.ACCEPTED, EntryState.CLOSED)
WRITTEN_IN = (EntryState.DRAFT, EntryState.RETURNED)
BEFORE_ACCEPTED = (*WRITTEN_IN, EntryState.SUBMITTED)
_RELEASED = "view_registerentry"


@dataclass(frozen=True)
class Side:
    """Whose words an entry is, as far as a seat says it: a nation's, an outside body's, or of neither: the Board's,
    that is of the group in whose register it stands."""

    nation: Nation | None = None
    body: Body | None = None

    @property
    def source(self) -> Source:
        if self.nation:
            return Source.NATION
        return Source.INDUSTRY if self.body else Source.BOARD

    @property
    def name(self) -> str:
        if self.nation:
            return self.nation.name
        return self.body.name if self.body else _("The group itself")


def _own_nations(user: User) -> set[int]:
    rights = rights_of(user)
    found = (rights.nation("enter_register", body) for body in rights.bodies("enter_register"))
    return {nation.pk for nation in found if nation}


def _own_bodies(user: User) -> set[int]:
    """The bodies the person enters for themselves: staff for the Board and its groups, a liaison for NIAG."""
    rights = rights_of(user)
    return {body for body in rights.bodies("enter_register") if rights.nation("enter_register", body) is None}


def sides_of(user: User) -> list[Side]:
    """For whom the person makes entries."""
    rights = rights_of(user)
    found = {rights.nation("enter_register", body) for body in rights.bodies("enter_register")} - {None}
    kinds = dict(Body.objects.filter(pk__in=_own_bodies(user)).values_list("pk", "kind"))
    outside = Body.objects.filter(pk__in=[pk for pk, kind in kinds.items() if kind == BodyKind.ADVISORY])
    sides = [*(Side(nation=nation) for nation in found), *(Side(body=body) for body in outside)]
    return [*sides, Side()] if set(kinds.values()) - {BodyKind.ADVISORY} else sides


def bodies_entered_in(user: User, side: Side | None = None) -> QuerySet[Body]:
    """The plenary and the groups in whose registers the person makes entries; a liaison speaks to all of them."""
    ours = Body.objects.filter(kind__in=[BodyKind.PLENARY, BodyKind.GROUP])
    for each in sides_of(user) if side is None else [side]:
        if each.body:
            return ours
    if side is not None and side.nation is None:
        return ours.filter(pk__in=_own_bodies(user))
    return ours.filter(pk__in=rights_of(user).bodies("enter_register"))


def _of_author(user: User) -> Q:
    bodies = _own_bodies(user)
    written_down = Q(body__in=bodies) & ~Q(organisation="")
    return Q(nation__in=_own_nations(user)) | Q(author_body__in=bodies) | written_down


def _of_own_side(user: User) -> Q:
    """The author's and those that co-sponsor: they keep an entry together, but a co-sponsor leaves and does not
    withdraw it."""
    sponsored = NationStand.objects.filter(stand=Stand.SPONSORS, nation__in=_own_nations(user)).values("entry")
    return _of_author(user) | Q(pk__in=sponsored)


def _released(user: User) -> Q:
    released = EntryRelease.objects.filter(group__in=rights_of(user).releases)
    return Q(pk__in=released.values("content_object"))


def entries_visible_to(user: User) -> QuerySet[RegisterEntry]:
    """What the person reads in all registers."""
    return register_visible_to(user, RegisterEntry)


def register_visible_to(user: User, model: type[Entry]) -> QuerySet[Entry]:
    """What was submitted, for who moderates; what was accepted, for the members of the body and for the bodies it
    was released to; the own side's entries and those it co-sponsors. In this order, as most are seen by the first."""
    rights = rights_of(user)
    published = Q(state__in=PUBLISHED)
    return model._default_manager.filter(  # type: ignore[return-value] # of the model given, not of its base
        Q(submitted_at__isnull=False, body__in=rights.bodies("moderate_register"))
        | (published & Q(body__in=rights.bodies("view_issued")))
        | _of_own_side(user)
        | (published & _released(user))
    )


def entries_of_own_side(user: User) -> QuerySet[RegisterEntry]:
    return RegisterEntry.objects.filter(_of_own_side(user))


def entries_to_moderate(user: User) -> QuerySet[RegisterEntry]:
    bodies = rights_of(user).bodies("moderate_register")
    return RegisterEntry.objects.filter(state=EntryState.SUBMITTED, body__in=bodies)


def is_member(user: User, entry: RegisterEntry) -> bool:
    """Whether the person reads what nations say of the entry: industry and partners never do."""
    return rights_of(user).has("view_issued", entry.body_id)


def is_own(user: User, entry: RegisterEntry) -> bool:
    return RegisterEntry.objects.filter(_of_own_side(user), pk=entry.pk).exists()


def is_author(user: User, entry: RegisterEntry) -> bool:
    return RegisterEntry.objects.filter(_of_author(user), pk=entry.pk).exists()


def moderates(user: User, entry: RegisterEntry) -> bool:
    return entry.submitted_at is not None and rights_of(user).has("moderate_register", entry.body_id)


def check_can_enter(user: User, body: Body, side: Side) -> None:
    """Raise Denied unless the person makes entries in the body's registers for that side."""
    if side not in sides_of(user) or not bodies_entered_in(user, side).filter(pk=body.pk).exists():
        raise Denied(_("You make no entries there."))


def check_can_edit(user: User, entry: RegisterEntry) -> None:
    """Raise Denied unless the person may change something of the entry now."""
    if not edits_all(user, entry) and not edits_living(user, entry):
        raise Denied(_("In its present state (%(state)s) you cannot change the entry.") % _state_of(entry))


def edits_all(user: User, entry: RegisterEntry) -> bool:
    """The own side until it is submitted and after it came back; the moderators from then on, until it ends."""
    if entry.state in WRITTEN_IN:
        return is_own(user, entry)
    return entry.state in (EntryState.SUBMITTED, EntryState.ACCEPTED) and moderates(user, entry)


def edits_living(user: User, entry: RegisterEntry) -> bool:
    """The own side keeps what goes on living in an accepted entry, such as its status."""
    return entry.state == EntryState.ACCEPTED and is_own(user, entry)


def _state_of(entry: RegisterEntry) -> dict[str, str]:
    return {"state": str(entry.get_state_display())}


def takes_step(user: User, step: EntryStep, entry: RegisterEntry) -> bool:
    """Whether the step is the person's to take, in the states it is legal from."""
    return step.is_for(author=is_author(user, entry), moderator=moderates(user, entry))


def why_not(user: User, step: EntryStep, entry: RegisterEntry) -> Promise | str | None:
    """Why the person may not take the step now; None where nothing stands against it."""
    if not takes_step(user, step, entry):
        return _("Your role does not include this step.")
    if entry.state not in step.sources:
        return _("The entry is in another state.")
    return None


def entry_steps_for(user: User, entry: RegisterEntry) -> list[EntryStep]:
    """The steps the person may take from the present state."""
    author, moderator = is_author(user, entry), moderates(user, entry)
    return [step for step in steps_from(entry.state) if step.is_for(author=author, moderator=moderator)]


def check_can_link(user: User, entry: RegisterEntry) -> None:
    """Raise Denied unless the entry is the person's side's or theirs to moderate."""
    if not (is_own(user, entry) or moderates(user, entry)):
        raise Denied(_("Only its own side and the moderators link an entry."))


def nation_standing(user: User, entry: RegisterEntry) -> Nation | None:
    """The Ally for which the person may put its name to the entry: as head of delegation or deputy."""
    return rights_of(user).nation("make_statement", entry.body_id)


def speakers_of_sponsors(entry: RegisterEntry) -> QuerySet[User]:
    """Who may put the name of a nation that co-sponsors the entry to it, today."""
    sponsors = Nation.objects.filter(stands__entry=entry.pk, stands__stand=Stand.SPONSORS)
    return people_holding("make_statement", [entry.body_id], nations=sponsors)


def check_can_stand(user: User, entry: RegisterEntry) -> Nation:
    """Return the nation; raise Denied where the person speaks for none, or it is the nation's own entry."""
    nation = nation_standing(user, entry)
    if nation is None:
        raise Denied(_("Only heads of delegation and their deputies speak for the nation here."))
    if entry.state != EntryState.ACCEPTED:
        raise Denied(_("Only an accepted entry can be joined."))
    if entry.nation_id == nation.pk:
        raise Denied(_("The entry is your nation's own."))
    return nation


def check_can_state_implementation(user: User, standard: Standard) -> Nation:
    """Return the nation the person reports for; raise Denied where there is none or the entry is not open."""
    nation = rights_of(user).nation("report_implementation", standard.body_id)
    if nation is None:
        raise Denied(_("Only heads of delegation and their deputies report for the nation."))
    if standard.state != EntryState.ACCEPTED:
        raise Denied(_("The standard is not open for reports."))
    return nation


def check_can_release(user: User, entry: RegisterEntry) -> None:
    """Raise Denied unless the person moderates the register and the entry was accepted."""
    check(user, "moderate_register", entry.body)
    if not entry.is_published:
        raise Denied(_("Only an accepted entry can be released."))


def bodies_to_release_to(entry: RegisterEntry) -> QuerySet[Body]:
    """Who does not read the entry anyway: outside bodies and the other groups; never a superior body."""
    return Body.objects.exclude(kind=BodyKind.SUPERIOR).exclude(kind=BodyKind.PLENARY).exclude(pk=entry.body_id)


def release_entry(entry: RegisterEntry, bodies: Iterable[Body]) -> None:
    """Let exactly `bodies` read the entry beside those that read it anyway."""
    base = RegisterEntry.objects.get(pk=entry.pk)
    chosen = list(bodies)
    for body in Body.objects.filter(group__entryrelease__content_object=base):
        if body not in chosen:
            remove_perm(_RELEASED, body.group, base)
    for body in chosen:
        assign_perm(_RELEASED, body.group, base)


def released_bodies(entry: RegisterEntry) -> QuerySet[Body]:
    return Body.objects.filter(group__entryrelease__content_object=entry.pk).distinct()
