"""Industry's advice on a revision: request it, draft it together, give it once, say what became of it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import people_holding
from boards.enums import StaleVersion
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.richtext import sanitise
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.access.advice import (
    bodies_to_ask,
    check_can_advise,
    check_can_request,
    check_can_say_taken,
    check_can_withdraw,
)
from recommendations.models import AdviceRequest, IndustryAdvice, Recommendation, Revision


@transaction.atomic
def request_advice(
    *, revision: Revision, body: Body, question_en: str, question_fr: str, deadline: datetime, by: User
) -> AdviceRequest:
    """Ask `body` for its advice on an issued revision that is released to it, until the aware `deadline`.

    Raises Denied, or ValidationError where the revision is not issued or released, or asked about already.
    """
    text = Recommendation.objects.select_for_update().select_related("body").get(pk=revision.recommendation_id)
    check_can_request(by, text)
    now = clock.now()
    if revision.document is None or body not in bodies_to_ask(revision):
        raise ValidationError(_("The revision is not released to this body, or its advice is requested already."))
    if deadline <= now:
        raise ValidationError({"day": _("The deadline has passed.")})
    request = AdviceRequest.objects.create(
        revision=revision,
        body=body,
        question_en=question_en,
        question_fr=question_fr,
        deadline=deadline,
        requested_at=now,
        requested_by=by,
    )
    notify(
        people_holding("give_advice", [body]),
        Kind.ADVICE_REQUESTED,
        path=reverse("industry:detail", args=[request.pk]),
        key=str(request.pk),
        reference=revision.document.reference,
        deadline=deadline.isoformat(),
    )
    record(by, "advice_requested", request, body=body.code, reference=revision.document.reference, deadline=deadline)
    return request


@transaction.atomic
def withdraw_request(*, request: AdviceRequest, why: str, by: User) -> AdviceRequest:
    """Take a request back that was not answered; the liaisons are told."""
    locked = _lock(request)
    check_can_withdraw(by, locked)
    locked.withdrawn_at, locked.withdrawn_why = clock.now(), why
    locked.save(update_fields=["withdrawn_at", "withdrawn_why"])
    notify(
        people_holding("give_advice", [locked.body]),
        Kind.ADVICE_CLOSED,
        path=reverse("industry:detail", args=[locked.pk]),
        key=str(locked.pk),
        title=str(locked.revision),
    )
    record(by, "advice_request_withdrawn", locked, why)
    return locked


@transaction.atomic
def save_draft(
    *, request: AdviceRequest, version: int, language: str, text: str, interests: str, by: User
) -> IndustryAdvice:
    """Save the draft the liaisons share; `version` 0 where there was none.

    Raises Denied, or StaleVersion carrying the draft as it stands.
    """
    locked = _lock(request)
    check_can_advise(by, locked)
    mine = IndustryAdvice.objects.filter(request=locked).first()
    if (mine.version if mine else 0) != version:
        raise StaleVersion(mine)
    now = clock.now()
    mine = mine or IndustryAdvice(request=locked, version=0)
    mine.language, mine.text, mine.interests = language, sanitise(text), interests
    mine.version, mine.saved_at, mine.saved_by = version + 1, now, by
    mine.save()
    record(by, "industry_advice_saved", locked, version=mine.version)
    return mine


@transaction.atomic
def give(*, request: AdviceRequest, version: int, by: User) -> IndustryAdvice:
    """Give the draft that was read as `version` as the advice of the body: once, and frozen from then on.

    Raises Denied where it was given already, StaleVersion where the draft moved on, ValidationError where it lacks
    its words or the declaration of interests.
    """
    locked = _lock(request)
    check_can_advise(by, locked)
    mine = IndustryAdvice.objects.select_for_update().filter(request=locked).first()
    if mine is None or not mine.text or not mine.interests:
        raise ValidationError(_("Write the advice and declare the interests of industry first."))
    if mine.version != version:
        raise StaleVersion(mine)
    mine.given_at, mine.given_by = clock.now(), by
    mine.save()
    text = locked.revision.recommendation
    notify(
        people_holding("draft_text", [text.body]),
        Kind.ADVICE_GIVEN,
        path=reverse("industry:detail", args=[locked.pk]),
        key=str(locked.pk),
        reference=str(locked.revision),
    )
    record(by, "industry_advice_given", locked, body=locked.body.code, reference=str(locked.revision))
    return mine


@transaction.atomic
def say_taken(*, request: AdviceRequest, version: int, taken_en: str, taken_fr: str, by: User) -> AdviceRequest:
    """Say how the advice was taken into account. Raises StaleVersion carrying the request as it stands."""
    locked = _lock(request)
    check_can_say_taken(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    locked.taken_en, locked.taken_fr, locked.version = taken_en, taken_fr, version + 1
    locked.save(update_fields=["taken_en", "taken_fr", "version"])
    record(by, "advice_taken_saved", locked)
    return locked


def _lock(request: AdviceRequest) -> AdviceRequest:
    related = ("body", "revision__document", "revision__recommendation__body")
    return AdviceRequest.objects.select_for_update(of=("self",)).select_related(*related).get(pk=request.pk)
