"""Advice asked of the Board: receive a request, accept it, draft its answer, send it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import people_holding, release
from boards.enums import Denied
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.models import Kind as Notice
from dipb_portal.notifications.outbox import notify
from recommendations.access.advice import (
    asks_for,
    check_can_ask,
    check_can_begin,
    check_can_keep,
    check_can_send,
    check_can_take_back,
    keeps_register,
    register_keepers,
)
from recommendations.access.guards import newest_issued
from recommendations.actions.drafting import create
from recommendations.actions.transitions import perform
from recommendations.enums import Kind, State
from recommendations.models import AdviceAsked, Recommendation


@transaction.atomic
def ask_board(
    *,
    title_en: str,
    title_fr: str,
    question_en: str,
    question_fr: str,
    letter: str,
    received_on: date,
    by: User,
    asker: Body | Nation | None = None,
) -> AdviceAsked:
    """Enter a request: the secretariat's for the `asker` that wrote, else that of the nation `by` asks for."""
    check_can_ask(by)
    if not keeps_register(by):
        asker = asks_for(by)
    if asker is None:
        raise ValidationError({"asker": _("Choose who asks")})
    asked = AdviceAsked.objects.create(
        asker_body=asker if isinstance(asker, Body) else None,
        asker_nation=asker if isinstance(asker, Nation) else None,
        title_en=title_en,
        title_fr=title_fr,
        question_en=question_en,
        question_fr=question_fr,
        letter=letter,
        received_on=received_on,
        asked_at=clock.now(),
        asked_by=by,
    )
    told = {*register_keepers(), *(_askers(asked) if keeps_register(by) else ())} - {by}
    _tell(told, Notice.ADVICE_ASKED, asked, str(asked.pk))
    record(by, "advice_asked", asked, asker=asker.alpha3 if isinstance(asker, Nation) else asker.code)
    return asked


@transaction.atomic
def accept(*, asked: AdviceAsked, group: Body, due: datetime, by: User) -> AdviceAsked:
    """Accept the request and charge `group` with the draft, `due` at an aware instant; or charge another group.

    Saying the same again changes nothing. Raises Denied, or ValidationError where the day has passed or the draft is
    begun.
    """
    locked = _lock(asked)
    check_can_keep(by, locked)
    now = clock.now()
    if due <= now:
        raise ValidationError({"due": _("The due date has passed.")})
    if locked.recommendation_id is not None:
        raise ValidationError(_("The advice is being drafted: its group stays."))
    if (locked.group, locked.due) == (group, due):
        return locked
    locked.group, locked.due, locked.accepted_at, locked.accepted_by = group, due, now, by
    _save(locked)
    key = f"advice:{locked.pk}:{locked.version}"
    _tell(people_holding("draft_text", [group]), Notice.TASK_SET, locked, key, due=day_of(due).isoformat())
    record(by, "advice_accepted", locked, group=group.code, due=due)
    return locked


@transaction.atomic
def take_back(*, asked: AdviceAsked, why: str, by: User) -> AdviceAsked:
    """Close the request without an answer: declined by the secretariat, or withdrawn by its nation. All concerned are
    told.
    """
    locked = _lock(asked)
    check_can_take_back(by, locked)
    locked.closed_at, locked.closed_why = clock.now(), why
    _save(locked)
    drafters = people_holding("draft_text", [locked.group]) if locked.group else User.objects.none()
    told = {*register_keepers(), *_askers(locked), *drafters} - {by}
    _tell(told, Notice.ADVICE_CLOSED, locked, f"asked:{locked.pk}")
    record(by, "advice_closed", locked, why)
    return locked


@transaction.atomic
def begin(*, asked: AdviceAsked, recommendation: Recommendation | None, by: User) -> AdviceAsked:
    """Answer the request with the advice `recommendation` of its group, or start a new text (None).

    Raises Denied, or ValidationError where that text is no advice of the group or answers another request.
    """
    locked = _lock(asked)
    check_can_begin(by, locked)
    assert locked.group is not None  # check_can_begin
    if recommendation is None:
        recommendation = create(
            body=locked.group,
            kind=Kind.ADVICE,
            subject="other",
            objectives=[],
            goals=[],
            title_en=locked.title_en,
            title_fr=locked.title_fr,
            original_language="en" if locked.title_en else "fr",
            by=by,
        )
    elif (recommendation.kind, recommendation.body_id) != (Kind.ADVICE, locked.group_id):
        raise ValidationError(_("Only an advice of the group answers the request."))
    elif AdviceAsked.objects.filter(recommendation=recommendation).exists():
        raise ValidationError(_("This text answers another request already."))
    locked.recommendation = recommendation
    _save(locked)
    record(by, "advice_begun", locked, recommendation=recommendation.pk)
    return locked


@transaction.atomic
def send(*, asked: AdviceAsked, by: User) -> AdviceAsked:
    """Send the agreed advice to who asked: a body reads it from now on, by release; a nation reads it anyway.

    That ends the work on a text that waits for no report to the CNAD.
    """
    locked = _lock(asked)
    check_can_send(by, locked)
    assert locked.recommendation_id is not None  # check_can_send
    text = Recommendation.objects.select_for_update().get(pk=locked.recommendation_id)
    if text.state == State.ENDORSED and not locked.is_of_cnad:
        perform(text, "send_to_asker", by=by)
    return _send(locked, by)


def asked_by_cnad(texts: Iterable[int]) -> list[AdviceAsked]:
    """The open requests of the CNAD that `texts` (keys) answer, locked: the report that submits these sends them."""
    asked = AdviceAsked.objects.open().of_cnad().filter(recommendation__in=texts)
    return [_lock(each) for each in asked.order_by("pk")]


def send_in_report(*, asked: Iterable[AdviceAsked], by: User) -> None:
    """Send what `asked_by_cnad` locked, in the transaction that issues the report."""
    for each in asked:
        _send(each, by)


def stand_again(*, text: Recommendation, by: User) -> None:
    """The CNAD returned the advice it had asked for: its request waits for the next report."""
    sent = AdviceAsked.objects.of_cnad().filter(recommendation=text, sent_at__isnull=False)
    for asked in sent.select_for_update():
        asked.sent_at = asked.sent_by = None
        _save(asked)
        record(by, "advice_returned", asked)


def _send(asked: AdviceAsked, by: User) -> AdviceAsked:
    assert asked.recommendation is not None  # check_can_send, or chosen by its text
    revision = newest_issued(asked.recommendation)
    if revision is None or revision.document is None:
        raise Denied(_("The advice is not agreed yet."))
    if asked.asker_body:
        release(revision.document, [asked.asker_body])
    asked.sent_at, asked.sent_by = clock.now(), by
    _save(asked)
    notify(
        _askers(asked),
        Notice.ADVICE_GIVEN,
        path=reverse("advice:detail", args=[asked.pk]),
        key=f"asked:{asked.pk}",
        reference=revision.document.reference,
    )
    record(by, "advice_sent", asked, reference=revision.document.reference)
    return asked


def _tell(people: Iterable[User], kind: Notice, asked: AdviceAsked, key: str, **more: str) -> None:
    """Tell of a request by its title, that in the other language where it has none."""
    title_en, title_fr = asked.title_en or asked.title_fr, asked.title_fr or asked.title_en
    path = reverse("advice:detail", args=[asked.pk])
    notify(people, kind, path=path, key=key, title_en=title_en, title_fr=title_fr, **more)


def _askers(asked: AdviceAsked) -> QuerySet[User]:
    """Who asks for the nation today, or speaks for the body; nobody where that sits elsewhere, as the CNAD."""
    if isinstance(asked.asker, Body):
        return people_holding("give_advice", [asked.asker])
    return people_holding("state_position", Body.objects.all(), nations=[asked.asker])


def _lock(asked: AdviceAsked) -> AdviceAsked:
    related = ("asker_body", "asker_nation", "group", "recommendation", "asked_by")
    return AdviceAsked.objects.select_for_update(of=("self",)).select_related(*related).get(pk=asked.pk)


def _save(asked: AdviceAsked) -> None:
    asked.version += 1
    asked.save()
