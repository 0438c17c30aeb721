"""What each actor was asked on a text, what it gave, and what became of it (mission row 6)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import cached_property

from boards.access import rights_of
from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.accounts.models import User
from recommendations.access.advice import industry_advice_visible_to, requests_visible_to
from recommendations.access.visibility import consultations_visible_to
from recommendations.enums import Decision
from recommendations.models import Comment, Consultation, Recommendation
from recommendations.queries.consultation import decisions_shown


@dataclass
class Actor:
    """One side of a text: a body that was asked; for the nations, each by its code under `nations`."""

    body: Body
    rounds: int = 0
    comments: int = 0
    decided: Counter[str] = field(default_factory=Counter)
    nations: set[str] = field(default_factory=set)
    advice_requested: bool = False
    advice_given: datetime | None = None

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """How many of its comments were decided how, in the order of the decisions."""
        return [(str(each.label), self.decided[each]) for each in Decision if self.decided[each]]

    @property
    def open(self) -> int:
        return self.comments - sum(self.decided.values())

    @cached_property
    def commented(self) -> str:
        return ", ".join(sorted(self.nations))


def actors_of(text: Recommendation, user: User) -> list[Actor]:
    """The actors of a text, bodies in their order; who reads by release sees the own body only.

    Comments of nations count for the plenary where it was asked, else for the group. Four queries.
    """
    rights = rights_of(user)
    member = rights.has("view_issued", text.body)
    rounds = list(consultations_visible_to(user).filter(revision__recommendation=text).prefetch_related("audiences"))
    actors: dict[int, Actor] = {}
    for each in rounds:
        for body in each.audiences.all():
            if member or body.pk in rights.seat_bodies:
                actors.setdefault(body.pk, Actor(body)).rounds += 1
    told = {each.pk for each in rounds if decisions_shown(user, each)}
    _count_comments(actors, rounds, told, rights.own_nations if not member else None)
    given = {
        advice.request_id: advice.given_at
        for advice in industry_advice_visible_to(user).filter(request__revision__recommendation=text)
    }
    for request in requests_visible_to(user).standing().filter(revision__recommendation=text).select_related("body"):
        actor = actors.setdefault(request.body_id, Actor(request.body))
        actor.advice_requested = True
        actor.advice_given = actor.advice_given or given.get(request.pk)
    return sorted(actors.values(), key=lambda actor: (actor.body.rank, actor.body.code))


def _count_comments(
    actors: dict[int, Actor], rounds: Iterable[Consultation], told: set[int], only: set[int] | None
) -> None:
    """Give each comment to its body, or, of a nation, to the broadest body asked in its round.

    Decisions count in the rounds `told`. Of nations, those in `only` are counted; None stands for all.
    """
    asked = {each.pk: sorted(each.audiences.all(), key=lambda body: body.rank) for each in rounds}
    columns = ("consultation", "body", "nation", "nation__alpha3", "nation__ally", "adjudication__decision")
    for row in Comment.objects.submitted().filter(consultation__in=asked).values_list(*columns):
        round_, body, nation, code, ally, decision = row
        if nation is not None:
            if only is not None and nation not in only:
                continue
            body = next((each.pk for each in asked[round_] if (each.kind == BodyKind.PARTNERS) != ally), None)
        if (actor := actors.get(body)) is None:
            continue
        actor.comments += 1
        actor.nations |= {code} if code else set()
        if decision and round_ in told:
            actor.decided[decision] += 1
