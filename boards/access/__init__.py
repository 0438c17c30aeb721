"""Who may do what in which body: seats that are live, joined with what their roles hold there.

Nothing is kept in sync: a seat that begins or ends changes a person's rights at that instant of the database's
clock, and a release reaches whoever sits in the body it was made to.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from boards.enums import BodyKind, Denied
from boards.models import Body, BodyPermission, Document, DocumentRelease, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import PERMISSIONS, ROLES

RELEASED = "view_document"


@dataclass(frozen=True)
class Rights:
    """What a person holds now: the live seats, and for each permission the bodies and the nation acted for."""

    seats: tuple[Seat, ...] = ()
    _held: dict[str, dict[int, Nation | None]] = field(default_factory=dict)
    _groups: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.seats)

    def has(self, permission: str, body: Body | int) -> bool:
        return (body if isinstance(body, int) else body.pk) in self._held.get(permission, {})

    def anywhere(self, permission: str) -> bool:
        return bool(self._held.get(permission))

    def bodies(self, permission: str) -> set[int]:
        """The bodies (ids) in which the permission is held."""
        return set(self._held.get(permission, {}))

    @property
    def releases(self) -> list[int]:
        """The groups (ids) of the bodies whose releases reach the person."""
        return [self._groups[body] for body in self.bodies("view_released")]

    def nation(self, permission: str, body: Body | int) -> Nation | None:
        """The nation for which the permission is held in the body; None where it is not held for a nation."""
        return self._held.get(permission, {}).get(body if isinstance(body, int) else body.pk)

    @property
    def key(self) -> Hashable:
        """All that an access rule may ask: of people with equal keys the same rows are visible."""
        seats = [(seat.body_id, seat.role, _key(seat.nation)) for seat in self.seats]
        held = [
            (permission, body, _key(nation)) for permission, in_ in self._held.items() for body, nation in in_.items()
        ]
        return tuple(seats), frozenset(held), frozenset(self._groups.items())

    @property
    def seat_bodies(self) -> set[int]:
        """The bodies (ids) in which the person sits, by whatever role: releases to them reach the person."""
        return {seat.body_id for seat in self.seats}

    @property
    def own_nations(self) -> set[int]:
        """The nations (ids) the person sits for."""
        return {seat.nation_id for seat in self.seats if seat.nation_id}


def _key(nation: Nation | None) -> Hashable:
    return nation and (nation.pk, nation.ally)


def rights_of(user: User | AnonymousUser) -> Rights:
    """The person's rights at this instant. Two queries, kept on the user object for the rest of the request."""
    kept = getattr(user, "_rights", None)
    if kept is None:
        kept = _load(user) if isinstance(user, User) and user.is_active else Rights()
        user._rights = kept  # type: ignore[union-attr] # this function alone reads it
    return kept


def _load(user: User) -> Rights:
    seats = tuple(
        Seat.objects.live().filter(user_id=user.pk).select_related("body", "nation").order_by("body__rank", "pk")
    )
    if not seats:
        return Rights()
    bodies = {seat.body_id for seat in seats}
    rows = (
        BodyPermission.objects.filter(group__name__in={seat.role for seat in seats})
        .filter(
            Q(content_object__in=bodies) | Q(content_object__kind=BodyKind.GROUP, content_object__parent__in=bodies)
        )
        .values_list(
            "group__name",
            "content_object_id",
            "content_object__parent_id",
            "content_object__group_id",
            "permission__codename",
            named=False,
        )
    )
    held: dict[str, dict[int, Nation | None]] = defaultdict(dict)
    by_role: dict[str, list[tuple[int, int | None, str]]] = defaultdict(list)
    groups = {}
    for role, body, parent, group, codename in rows:
        by_role[role].append((body, parent, codename))
        groups[body] = group
    for seat in seats:
        for body, parent, codename in by_role[seat.role]:
            if seat.body_id in (body, parent):
                held[codename][body] = held[codename].get(body) or seat.nation
    return Rights(seats, dict(held), groups)


def check(user: User, permission: str, body: Body) -> None:
    """Raise Denied unless the person holds the permission in the body now."""
    if not rights_of(user).has(permission, body):
        raise Denied(_("Your role does not include this: %(what)s.") % {"what": PERMISSIONS[permission]})


def grant_roles(body: Body) -> None:
    """Store for `body` exactly what `accounts.roles` says each role holds; called when bodies or roles change."""
    of_bodies = Permission.objects.filter(content_type__app_label="boards", content_type__model="body")
    permissions = {each.codename: each for each in of_bodies}
    for role in ROLES.values():
        group, _created = Group.objects.get_or_create(name=role.code)
        granted = BodyPermission.objects.filter(group=group, content_object=body)
        granted.exclude(permission__codename__in=role.permissions).delete()
        held = set(granted.values_list("permission__codename", flat=True))
        BodyPermission.objects.bulk_create(
            BodyPermission(group=group, content_object=body, permission=permissions[codename])
            for codename in role.permissions - held
        )


def release(document: Document, bodies: Iterable[Body]) -> None:
    """Let everybody who sits in `bodies`, now or later, read `document`."""
    for body in bodies:
        assign_perm(RELEASED, body.group, document)


def withdraw_release(document: Document, body: Body) -> None:
    remove_perm(RELEASED, body.group, document)


def released_to(groups: Iterable[int]) -> Q:
    """A filter on documents: released to one of the bodies with these groups (ids)."""
    return Q(pk__in=DocumentRelease.objects.filter(group__in=groups).values("content_object"))


def releases_reaching(user: User) -> QuerySet[DocumentRelease]:
    """What was released to where the person sits; `content_object` is the document."""
    return DocumentRelease.objects.filter(group__in=rights_of(user).releases)


def documents_visible_to(user: User) -> QuerySet[Document]:
    """Documents of bodies whose issued texts the person reads, and those released to where the person sits."""
    rights = rights_of(user)
    return Document.objects.filter(Q(body__in=rights.bodies("view_issued")) | released_to(rights.releases))


def people_holding(
    permission: str, bodies: Iterable[Body | int], *, nations: Iterable[Nation] | None = None
) -> QuerySet[User]:
    """Active people who hold `permission` now in one of `bodies`, through a seat there or in its plenary.

    Given `nations`, those who hold it for one of them.
    """
    ids = [body if isinstance(body, int) else body.pk for body in bodies]
    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    parents = Body.objects.filter(pk__in=ids, kind=BodyKind.GROUP).values("parent")
    seats = Seat.objects.live().filter(Q(body__in=ids) | Q(body__in=parents), role__in=roles)
    if nations is not None:
        seats = seats.filter(nation__in=nations)
    return User.objects.filter(is_active=True, seats__in=seats).distinct()
