"""Reads for the adjudication workbench."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from boards.models import Body, Nation
from recommendations.enums import CommentType
from recommendations.models import Comment, Consultation


@dataclass(frozen=True)
class Left:
    """What is left to decide: in all, by type, and by paragraph (its number; None in general)."""

    total: int
    left: int
    by_type: dict[str, int]
    by_place: dict[int | None, int]

    @property
    def decided(self) -> int:
        return self.total - self.left

    @property
    def administrative(self) -> int:
        return self.by_type[CommentType.ADMINISTRATIVE]


def left_to_decide(consultation: Consultation) -> Left:
    """Count the submitted comments of the round. One query."""
    rows = list(
        consultation.comments.submitted()
        .order_by()
        .values_list("type", "paragraph__position")
        .annotate(all=Count("pk"), left=Count("pk", filter=Q(adjudication=None)))
    )
    by_type = dict.fromkeys(CommentType.values, 0)
    by_place: dict[int | None, int] = {}
    for kind, position, _total, left in rows:
        by_type[kind] += left
        if left:
            by_place[position] = by_place.get(position, 0) + left
    places = sorted(by_place.items(), key=lambda item: item[0] or 0)
    return Left(sum(row[2] for row in rows), sum(by_type.values()), by_type, dict(places))


def submitted_in(consultation: Consultation) -> QuerySet[Comment]:
    """The submitted comments of the round in the order of the text, as the workbench shows them."""
    return (
        consultation.comments.submitted()
        .select_related("nation", "body", "paragraph", "adjudication__decided_by")
        .order_by(F("paragraph__position").asc(nulls_first=True), "serial")
    )


def senders_in(consultation: Consultation) -> list[tuple[str, str]]:
    """Code and name of whoever submitted comments, nations in protocol order and then bodies. Two queries."""
    comments = consultation.comments.submitted().order_by()
    nations = Nation.objects.filter(pk__in=comments.values("nation")).protocol_order()
    bodies = Body.objects.filter(pk__in=comments.values("body"))
    return [(nation.alpha3, nation.name) for nation in nations] + [(body.code, body.name) for body in bodies]
