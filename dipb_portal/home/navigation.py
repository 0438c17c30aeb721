"""The main menu: what the person's seats open, in the order of the Board's work."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from boards.access import Rights, rights_of

# Label, url name, and the permissions of which one, held in any body, opens the page; none: open to all.
MENU: tuple[tuple[Promise, str, tuple[str, ...]], ...] = (
    (_("My desk"), "desk", ()),
    (_("Recommendations"), "recommendations:list", ("view_issued", "view_released", "view_drafts")),
    (_("Working groups"), "workinggroups:list", ("view_issued",)),
    (_("Reports to the CNAD"), "submissions:list", ("view_issued", "draft_report")),
    (_("Documents"), "boards:documents", ("view_issued", "view_released")),
    (_("Notifications"), "notifications:inbox", ()),
    (_("Journal"), "boards:journal", ("view_journal",)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu and, beside the name, the first seat. Computed only where it is shown."""
    return {
        "navigation": SimpleLazyObject(lambda: _menu(request)),
        "seats": SimpleLazyObject(lambda: rights_of(request.user).seats),
        "seat_line": SimpleLazyObject(lambda: _seat_line(rights_of(request.user))),
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    rights = rights_of(request.user)
    if not rights:
        return []
    items = []
    for label, name, permissions in MENU:
        if not permissions or any(rights.anywhere(permission) for permission in permissions):
            url = reverse(name)
            items.append({"label": label, "url": url, "current": _is_here(request.path, url)})
    return items


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _seat_line(rights: Rights) -> str:
    """For example "France, head of delegation": the first seat, in the order of bodies."""
    if not rights:
        return ""
    seat = rights.seats[0]
    role = seat.get_role_display()
    if role[1:2].islower():
        role = role[0].lower() + role[1:]
    return f"{seat.nation or seat.organisation or seat.body.acronym}, {role}"
