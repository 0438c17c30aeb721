"""What the pages of meetings share: fetching what is visible, acting on a form, saying why an act was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boards.access.meetings import items_visible_to, meetings_visible_to
from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.forms.agendas import MoveForm
from boards.forms.refusals import refuse
from boards.models import AgendaItem, Meeting
from boards.queries.meetings import with_body
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from

DONE, REFUSED, INVALID = 302, 409, 422


def meeting_of(request: SignedIn, pk: int) -> Meeting:
    return get_object_or_404(with_body(meetings_visible_to(request.user)), pk=pk)


def item_of(request: SignedIn, pk: int, item: int) -> AgendaItem:
    visible = items_visible_to(request.user).select_related("meeting__body")
    return get_object_or_404(visible, pk=item, meeting=meeting_of(request, pk))


def posted(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def reader_language() -> str:
    return "fr" if get_language() == "fr" else "en"


def submit(request: SignedIn, form: Form, act: Callable[[], object]) -> int:
    """Act on a valid form. Returns the status to answer with; what refuses the act becomes an error of the form.

    Where somebody else saved first, the form shows theirs (`form.theirs`) and is ready to be sent over it.
    """
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return INVALID
    try:
        act()
    except StaleVersion as stale:
        form.theirs = _rivals(form, stale.theirs)  # type: ignore[attr-defined] # for the page
        form.add_error(None, stale.messages)
        go_on_from(form, version=stale.theirs.version if stale.theirs else 0)
    except ValidationError as refused:
        by_field = refused.error_dict if hasattr(refused, "error_dict") else {None: refused.error_list}
        for field, problems in by_field.items():
            form.add_error(field if field in form.fields else None, problems)
    except (Denied, IllegalTransition) as refused:
        refuse(form, refused)
    else:
        return DONE
    return REFUSED


def _rivals(form: Form, theirs: Any) -> list[tuple[str, Any]]:
    """The label and the value saved meanwhile, of every field that the row has under its name."""
    shown = [field for field in form if not field.is_hidden and hasattr(theirs, field.name)]
    return [(str(field.label), _shown(theirs, field.name)) for field in shown]


def _shown(row: Any, name: str) -> Any:
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)


def press(request: SignedIn, act: Callable[[], object], done: str) -> None:
    """A button without a form: act, and say what came of it on the next page."""
    try:
        act()
    except Denied as refused:
        messages.error(request, str(refused.reason))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except IllegalTransition:
        messages.error(request, _("Somebody moved this on meanwhile. Open its page to see where it stands."))
    else:
        messages.success(request, done)


def move_to(request: SignedIn, act: Callable[[int], object], done: str) -> None:
    """As `press`, for a row's move to another place: `act` takes the place that was typed, counted from 1."""
    form = MoveForm(request.POST)
    if form.is_valid():
        press(request, lambda: act(form.cleaned_data["to"]), done)
    else:
        messages.error(request, " ".join(map(str, form.errors["to"])))


def page(
    request: SignedIn, name: str, meeting: Meeting | None, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, f"boards/meetings/{name}.html", {"meeting": meeting, **context}, status=status)


def form_page(
    request: SignedIn,
    meeting: Meeting | None,
    form: Form,
    status: int,
    *,
    title: str,
    button: str,
    back: str,
    lede: str = "",
    editor: bool = False,
    **context: Any,
) -> HttpResponse:
    """A page that is one form under one heading; `editor` where it has rich text."""
    context |= {"form": form, "title": title, "button": button, "back": back, "lede": lede, "editor": editor}
    return page(request, "form", meeting, context, status)


def to_meeting(meeting: Meeting, anchor: str | None = None) -> HttpResponse:
    return redirect(reverse("meetings:detail", args=[meeting.pk], fragment=anchor))
