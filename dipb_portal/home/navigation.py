"""The main menu: what the person's seats open, in the order of the Board's work."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from boards.access import Rights, rights_of


@dataclass(frozen=True)
class Entry:
    """A page of the menu. `permissions`: one of them, held in any body, opens it; none: open to all, or to `staff`."""

    label: Promise
    url_name: str
    permissions: tuple[str, ...] = ()
    staff: bool = False

    def opens_to(self, request: HttpRequest, rights: Rights) -> bool:
        if self.staff:
            return request.user.is_staff
        return not self.permissions or any(rights.anywhere(each) for each in self.permissions)


READERS = ("view_issued", "view_released", "view_drafts")
MEMBERS = ("view_issued",)

# The sections of the menu, each with its pages; a section opens at its first page that the person may open.
MENU: tuple[tuple[Promise, tuple[Entry, ...]], ...] = (
    (
        _("My desk"),
        (
            Entry(_("My desk"), "desk"),
            Entry(_("Notifications"), "notifications:inbox"),
            Entry(_("Journal"), "boards:journal", ("view_journal",)),
            Entry(_("Reference data"), "admin:index", staff=True),
        ),
    ),
    (
        _("Recommendations"),
        (
            Entry(_("Recommendations"), "recommendations:list", READERS),
            Entry(_("Register of advice"), "advice:list", ("view_issued", "give_advice")),
            Entry(_("Advice of industry"), "industry:list", ("view_issued", "give_advice")),
            Entry(_("Reports to the CNAD"), "submissions:list", ("view_issued", "draft_report")),
            Entry(_("Follow-up"), "followup:list", MEMBERS),
        ),
    ),
    (_("Meetings"), (Entry(_("Meetings"), "meetings:list", ("view_issued", "view_released")),)),
    (
        _("Working groups"),
        (
            Entry(_("Working groups"), "workinggroups:list", MEMBERS),
            Entry(_("Debates"), "debates:list", ("debate", "view_issued")),
            Entry(_("Taskings"), "taskings:list", MEMBERS),
            Entry(_("Who represents whom"), "people:list", MEMBERS),
            Entry(_("My delegation"), "people:delegation", ("enter_plans",)),
        ),
    ),
    (_("Dashboards"), (Entry(_("Dashboards"), "dashboards", ("view_issued", "view_released")),)),
    (
        _("Demand"),
        (
            Entry(_("Demand outlook"), "outlook:outlook", MEMBERS),
            Entry(_("Requirements and plans"), "plans:list", MEMBERS),
            Entry(_("Joint procurement"), "outlook:harmonisation", MEMBERS),
            Entry(_("Capacity levels"), "capacity:list", MEMBERS),
            Entry(_("Released to industry"), "outlook:industry", ("view_issued", "view_released")),
        ),
    ),
    (_("Registers"), (Entry(_("Registers"), "registers:overview", ("view_issued", "view_released")),)),
    (_("Documents"), (Entry(_("Documents"), "boards:documents", ("view_issued", "view_released")),)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu and, beside the name, the first seat. Computed only where it is shown."""
    return {
        "navigation": SimpleLazyObject(lambda: _menu(request)),
        "seats": SimpleLazyObject(lambda: rights_of(request.user).seats),
        "seat_line": SimpleLazyObject(lambda: _seat_line(rights_of(request.user))),
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections with the pages the person may open; of the current section and page, `current` is true."""
    rights = rights_of(request.user)
    if not rights:
        return []
    urls = {entry.url_name: reverse(entry.url_name) for _label, entries in MENU for entry in entries}
    here = max((url for url in urls.values() if _is_here(request.path, url)), key=len, default="")
    sections = []
    for label, entries in MENU:
        pages = [
            {"label": entry.label, "url": urls[entry.url_name], "current": urls[entry.url_name] == here}
            for entry in entries
            if entry.opens_to(request, rights)
        ]
        if pages:
            current = any(page["current"] for page in pages)
            sections.append({"label": label, "url": pages[0]["url"], "current": current, "pages": pages})
    return sections


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _seat_line(rights: Rights) -> str:
    """For example "France, head of delegation": the first seat, in the order of bodies."""
    if not rights:
        return ""
    seat = rights.seats[0]
    return f"{seat.nation or seat.organisation or seat.body.acronym}, {seat.role_in_text}"
