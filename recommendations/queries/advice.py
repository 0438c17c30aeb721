"""Reads for the register of advice and for the advice of industry; each with a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When

from boards.access import rights_of
from dipb_portal.accounts.models import User
from recommendations.access.advice import AGREED, asked_visible_to, industry_advice_visible_to, requests_visible_to
from recommendations.access.visibility import visible_to
from recommendations.enums import AskedState
from recommendations.models import AdviceAsked, AdviceRequest, IndustryAdvice, Recommendation, Revision

_STATES: tuple[tuple[AskedState, Q], ...] = (
    (AskedState.CLOSED, Q(closed_at__isnull=False)),
    (AskedState.SENT, Q(sent_at__isnull=False)),
    (AskedState.ASKED, Q(accepted_at__isnull=True)),
    (AskedState.RECEIVED, Q(recommendation__isnull=True)),
    (AskedState.AGREED, Q(recommendation__state__in=AGREED)),
    (AskedState.DRAFTING, Q()),
)


def in_state(asked: QuerySet[AdviceAsked], *states: AskedState) -> QuerySet[AdviceAsked]:
    """Those of `asked_for` that are in one of the states."""
    return asked.filter(Q(standing__in=states))


def asked_for(user: User) -> QuerySet[AdviceAsked]:
    """The requests the person may read, each with its state as `standing`, the newest first."""
    whens = [When(condition, then=Value(state.value)) for state, condition in _STATES[:-1]]
    related = ("asker_body", "asker_nation", "group", "recommendation")
    return (
        asked_visible_to(user)
        .select_related(*related)
        .annotate(standing=Case(*whens, default=Value(AskedState.DRAFTING.value)))
    )


def label_of(asked: AdviceAsked) -> str:
    return str(AskedState(asked.standing).label)  # type: ignore[attr-defined] # as annotated


def answer_of(asked: AdviceAsked, user: User) -> Recommendation | None:
    """The text that answers, where the person may read it."""
    return visible_to(user).filter(pk=asked.recommendation_id).first() if asked.recommendation_id else None


@dataclass(frozen=True)
class Line:
    """A request to industry as one person sees it: `advice` is None where none was given, or is still drafted."""

    request: AdviceRequest
    advice: IndustryAdvice | None
    drafts: bool
    now: datetime

    @property
    def is_given(self) -> bool:
        return self.advice is not None and self.advice.given_at is not None

    @property
    def is_open(self) -> bool:
        return self.request.withdrawn_at is None and not self.is_given

    @property
    def is_late(self) -> bool:
        return self.is_open and self.request.deadline < self.now


def requests_for(user: User) -> QuerySet[AdviceRequest]:
    """Requests to industry the person may read, unanswered ones by deadline first, then the newest answers."""
    advice = industry_advice_visible_to(user).select_related("given_by", "saved_by")
    revisions = Revision.objects.select_related("document", "recommendation__body")
    return (
        requests_visible_to(user)
        .select_related("body", "requested_by")
        .prefetch_related(Prefetch("advice", advice), Prefetch("revision", revisions))
        .order_by(
            F("advice__given_at").desc(nulls_first=True), F("withdrawn_at").desc(nulls_first=True), "deadline", "pk"
        )
    )


def lines(requests: Iterable[AdviceRequest], user: User, now: datetime) -> list[Line]:
    """Each request with the advice the person may read."""
    gives = rights_of(user).bodies("give_advice")
    return [Line(request, getattr(request, "advice", None), request.body_id in gives, now) for request in requests]
