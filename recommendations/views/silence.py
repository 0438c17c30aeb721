"""The silence board, and what may be done on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import check, rights_of
from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.models import Nation
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import default_deadline
from dipb_portal.lib.references import parse
from dipb_portal.ui.forms import go_on_from
from recommendations.access.permissions import (
    can,
    check_can_run_silence,
    check_can_state,
    speaks_for,
    why_not,
)
from recommendations.access.visibility import silences_visible_to, visible_to
from recommendations.actions import silence as actions
from recommendations.actions.silence_wording import formula
from recommendations.enums import Outcome, Stance
from recommendations.forms.silence import (
    ActionSheetForm,
    BreakForm,
    DeadlineForm,
    ExtensionForm,
    PositionForm,
    WithdrawalForm,
)
from recommendations.lifecycle import TRANSITIONS
from recommendations.models import Recommendation, Silence
from recommendations.queries.frame import Frame
from recommendations.queries.silence import board_of, moves_of, sheets_on, silences_on, with_text

DONE = 302
REFUSED = 409
INVALID = 422


@require_safe
def for_text(request: SignedIn, pk: int) -> HttpResponse:
    """All silence procedures on a text, for members only."""
    text = _text(request, pk)
    rights = rights_of(request.user)
    if not rights.has("view_issued", text.body):
        raise Http404
    context = {
        "silences": silences_on(text),
        "may_open": why_not(request.user, TRANSITIONS["open_silence"], text) is None,
    }
    return _page(request, "for_text", text, context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: SignedIn, pk: int) -> HttpResponse:
    text = _text(request, pk)
    check(request.user, "run_silence", text.body)
    if running := Silence.objects.filter(revision__recommendation=text, outcome=Outcome.OPEN).first():
        return redirect("silences:detail", running.pk)
    if reason := why_not(request.user, TRANSITIONS["open_silence"], text):
        raise Denied(reason)
    now = clock.now()
    form = DeadlineForm(_posted(request), now=now, usual=default_deadline(now))
    opened: list[Silence] = []
    status = _submit(
        request,
        form,
        lambda: opened.append(actions.open_silence(recommendation=text, deadline=form.deadline, by=request.user)),
    )
    if status == DONE:
        messages.success(request, _("The text is under silence; all members have been told."))
        return redirect("silences:detail", opened[0].pk)
    revision = text.revisions.issued().select_related("document").latest("number")
    context = {
        "form": form,
        "revision": revision,
        "formula": formula(text, form.deadline),
        "asked": Nation.objects.filter(ally=True).protocol_order(),
    }
    return _page(request, "open", text, context, status)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    silence = _silence(request, pk)
    text = silence.revision.recommendation
    rights = rights_of(request.user)
    board = board_of(silence, rights.own_nations)
    context = {
        "silence": silence,
        "board": board,
        "breach": next((row.position for row in board.rows if row.mark == "broke"), None),
        "formula": formula(text, silence.deadline)[_language()],
        "moves": moves_of(silence),
        "previous": [other for other in silences_on(text) if other.opened_at < silence.opened_at],
        "may_state": board.runs and can(check_can_state, request.user, silence),
        "may_lift": can(speaks_for, request.user, silence) and board.own is not None and board.own.mark == "broke",
        "may_run": board.runs and can(check_can_run_silence, request.user, silence),
        "may_sign": rights.has("run_silence", text.body),
        "sheet": _sheet_reference(silence),
    }
    return _page(request, "detail", text, context)


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: SignedIn, pk: int) -> HttpResponse:
    silence = _silence(request, pk)
    nation = speaks_for(request.user, silence)
    stated = silence.positions.current().filter(nation=nation).exclude(stance=Stance.OBJECT).first()
    form = PositionForm(
        _posted(request),
        revision=silence.revision,
        initial={
            "stance": stated.stance if stated else None,
            "text": stated.text if stated else "",
            "paragraph": stated.paragraph_id if stated else None,
            "language": stated.language if stated else _language(),
        },
    )
    said = _("The national position is on the board (%(nation)s).") % {"nation": nation}
    return _speak(request, "state", silence, nation, form, said, stated=stated)


@require_http_methods(["GET", "HEAD", "POST"])
def break_(request: SignedIn, pk: int) -> HttpResponse:
    silence = _silence(request, pk)
    nation = speaks_for(request.user, silence)
    form = BreakForm(_posted(request), revision=silence.revision, initial={"language": _language()})
    said = _("Silence is broken (%(nation)s); all members have been told.") % {"nation": nation}
    return _speak(request, "break", silence, nation, form, said, stance=Stance.OBJECT)


def _speak(
    request: SignedIn,
    template: str,
    silence: Silence,
    nation: Nation,
    form: Form,
    said: str,
    stance: str | None = None,
    **context: Any,
) -> HttpResponse:
    if request.method != "POST" and not _runs(silence):
        return _over(request, silence)

    def act() -> None:
        words = form.cleaned_data if stance is None else {**form.cleaned_data, "stance": stance}
        actions.state_position(silence=silence, by=request.user, **words)

    status = _submit(request, form, act)
    if status == DONE:
        messages.success(request, said)
        return redirect("silences:detail", silence.pk)
    context |= {"form": form, "silence": silence, "nation": nation, "too_late": status == REFUSED}
    return _page(request, template, silence.revision.recommendation, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: SignedIn, pk: int) -> HttpResponse:
    """Take back the objection that ended the procedure."""
    silence = _silence(request, pk)
    nation = speaks_for(request.user, silence)
    if not silence.positions.current().filter(nation=nation, stance=Stance.OBJECT).exists():
        return redirect("silences:detail", silence.pk)
    form = WithdrawalForm(_posted(request))
    status = _submit(
        request,
        form,
        lambda: actions.withdraw_break(silence=silence, why=form.cleaned_data["why"], by=request.user),
    )
    if status == DONE:
        messages.success(request, _("The objection is withdrawn (%(nation)s).") % {"nation": nation})
        return redirect("silences:detail", silence.pk)
    context = {"form": form, "silence": silence, "nation": nation}
    return _page(request, "lift", silence.revision.recommendation, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: SignedIn, pk: int) -> HttpResponse:
    silence = _silence(request, pk)
    form = ExtensionForm(_posted(request), now=clock.now(), usual=default_deadline(silence.deadline))
    return _conduct(
        request,
        "extend",
        silence,
        form,
        lambda: actions.extend_silence(
            silence=silence, deadline=form.deadline, why=form.cleaned_data["why"], by=request.user
        ),
        _("The deadline has moved; all members have been told."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    silence = _silence(request, pk)
    form = WithdrawalForm(_posted(request))
    return _conduct(
        request,
        "withdraw",
        silence,
        form,
        lambda: actions.withdraw_silence(silence=silence, why=form.cleaned_data["why"], by=request.user),
        _("The silence procedure was withdrawn; all members have been told."),
    )


def _conduct(
    request: SignedIn, template: str, silence: Silence, form: Form, act: Callable[[], None], said: str
) -> HttpResponse:
    check(request.user, "run_silence", silence.revision.recommendation.body)
    if silence.outcome != Outcome.OPEN or (request.method != "POST" and not _runs(silence)):
        return _over(request, silence)
    status = _submit(request, form, act)
    if status == DONE:
        messages.success(request, said)
        return redirect("silences:detail", silence.pk)
    return _page(request, template, silence.revision.recommendation, {"form": form, "silence": silence}, status)


@require_http_methods(["GET", "HEAD", "POST"])
def action_sheet(request: SignedIn, pk: int) -> HttpResponse:
    """Edit the drafts of the action sheet, or issue it; of two who edit, the second sees both versions."""
    silence = _silence(request, pk)
    text = silence.revision.recommendation
    check(request.user, "run_silence", text.body)
    if silence.outcome != Outcome.AGREED or silence.action_sheet:
        return redirect("silences:detail", silence.pk)
    form = ActionSheetForm(_posted(request), silence=silence, seen=actions.draft_digest(silence))
    issue = "issue" in request.POST
    write = actions.issue_action_sheet if issue else actions.save_action_sheet
    status = _submit(request, form, lambda: write(silence=silence, by=request.user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, _("The action sheet is issued.") if issue else _("The draft is saved."))
        return redirect("silences:detail" if issue else "silences:action_sheet", silence.pk)
    theirs = getattr(form, "theirs", None)
    if theirs:
        go_on_from(form, seen=actions.draft_digest(theirs))
    context = {"form": form, "silence": silence, "theirs": theirs, "sheet": _sheet_reference(silence)}
    return _page(request, "action_sheet", text, context, status)


def _submit(request: SignedIn, form: Form, act: Callable[[], object]) -> int:
    """Act on a valid form. Returns the status to answer with; what refuses the act becomes an error of the form."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return INVALID
    try:
        act()
    except StaleVersion as stale:
        form.theirs = stale.theirs  # type: ignore[attr-defined] # for the page
        form.add_error(None, stale)
    except ValidationError as refused:
        by_field = refused.error_dict if hasattr(refused, "error_dict") else {None: refused.error_list}
        for field, problems in by_field.items():
            form.add_error("day" if field == "deadline" else field, problems)
    except IllegalTransition:
        form.add_error(None, _("The text has moved on meanwhile: look at it again."))
    else:
        return DONE
    return REFUSED


def _page(
    request: SignedIn, name: str, text: Recommendation, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= {"frame": Frame(request.user, text), "tab": "positions"}
    return render(request, f"recommendations/silence/{name}.html", context, status=status)


def _over(request: SignedIn, silence: Silence) -> HttpResponse:
    messages.info(request, _("The deadline has passed or the procedure has ended."))
    return redirect("silences:detail", silence.pk)


def _runs(silence: Silence) -> bool:
    return silence.outcome == Outcome.OPEN and clock.now() <= silence.deadline


def _text(request: SignedIn, pk: int) -> Recommendation:
    return get_object_or_404(visible_to(request.user).select_related("body__parent", "rapporteur"), pk=pk)


def _silence(request: SignedIn, pk: int) -> Silence:
    return get_object_or_404(with_text(silences_visible_to(request.user)), pk=pk)


def _sheet_reference(silence: Silence) -> str:
    """The number the action sheet bears or is going to bear."""
    if silence.action_sheet:
        return silence.action_sheet.reference
    return str(parse(str(silence.revision)).action_sheet(sheets_on(silence.revision) + 1))


def _posted(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _language() -> str:
    return "fr" if get_language() == "fr" else "en"
