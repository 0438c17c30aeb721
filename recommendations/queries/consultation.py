"""Reads for the pages of a round of comments; each with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from django.db.models import Case, F, QuerySet, When

from boards.access import rights_of
from boards.enums import BodyKind
from boards.models import Body, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.lib.clock import DatabaseNow
from recommendations.access.visibility import comments_visible_to, consultations_visible_to
from recommendations.models import Comment, Consultation, Paragraph, Recommendation, Revision


@dataclass(frozen=True)
class Place:
    """A paragraph, or None for the text in general, with the comments on it."""

    paragraph: Paragraph | None
    comments: list[Comment]

    @property
    def anchor(self) -> str:
        return f"p{self.paragraph.position}" if self.paragraph else "general"


@dataclass(frozen=True)
class Mark:
    """A comment beside its paragraph in the shown revision.

    `fate` says what became of the paragraph since the comment was made: "" where the comment is on the shown
    revision itself, else "unchanged", "moved", "changed" or "gone".
    """

    comment: Comment
    fate: str = ""


@dataclass(frozen=True)
class Sender:
    """A nation or body that is asked, and whether comments of its have been received."""

    code: str
    name: str
    received: bool


def rounds_visible_to(user: User) -> QuerySet[Consultation]:
    """Visible rounds with what every page of a round says of them."""
    return (
        consultations_visible_to(user)
        .select_related("revision__document", "revision__recommendation__body", "opened_by")
        .prefetch_related("audiences")
    )


def comments_shown(user: User) -> QuerySet[Comment]:
    """Visible comments with their senders and decisions.

    `shown_serial` is the serial for members, and None for outsiders: a number tells how many came before.
    """
    members_of = rights_of(user).bodies("view_issued")
    shown = Case(When(consultation__revision__recommendation__body__in=members_of, then="serial"))
    return (
        comments_visible_to(user)
        .select_related("nation", "body", "author", "submitted_by", "paragraph", "adjudication__decided_by")
        .annotate(shown_serial=shown)
    )


def decisions_shown(user: User, consultation: Consultation) -> bool:
    """Decisions are shown once circulated; before, to those who take them."""
    owner = consultation.revision.recommendation.body_id
    return consultation.adjudicated_at is not None or rights_of(user).has("adjudicate", owner)


def prepared_for(user: User, consultation: Consultation) -> QuerySet[Comment]:
    """The comments of the person's side that are not submitted yet, in the order of the text."""
    prepared = comments_shown(user).filter(consultation=consultation, submitted_at=None)
    return prepared.order_by(F("paragraph__position").asc(nulls_first=True), "pk")


def by_place(revision: Revision, comments: Iterable[Comment]) -> list[Place]:
    """Every paragraph with its comments, those on the text in general first."""
    about: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        about[comment.paragraph_id].append(comment)
    places = [Place(paragraph, about[paragraph.pk]) for paragraph in revision.paragraphs.all()]
    return [Place(None, about[None]), *places]


def marks_for(revision: Revision, user: User) -> dict[UUID | None, list[Mark]]:
    """Visible comments on `revision` and on earlier ones, by the identity of their paragraph; None: in general.

    Comments follow their paragraph from revision to revision; those whose paragraph is gone stand under an
    identity the revision does not have. Two queries.
    """
    shown = {paragraph.identity: paragraph for paragraph in revision.paragraphs.all()}
    comments = (
        comments_shown(user)
        .filter(
            consultation__revision__recommendation=revision.recommendation_id,
            consultation__revision__number__lte=revision.number,
        )
        # A mark names who commented, where: neither the words nor the people are read.
        .select_related(None)
        .select_related("nation", "body", "paragraph", "consultation")
        .defer("text", "proposed_text", "rationale")
        .order_by("consultation__opened_at", "serial", "pk")
    )
    marks: dict[UUID | None, list[Mark]] = defaultdict(list)
    for comment in comments:
        identity = comment.paragraph.identity if comment.paragraph else None
        now = shown.get(identity) if identity else None
        earlier = comment.consultation.revision_id != revision.pk
        marks[identity].append(Mark(comment, _fate(comment.paragraph, now) if earlier else ""))
    return dict(marks)


def _fate(then: Paragraph | None, now: Paragraph | None) -> str:
    if then is None:
        return "unchanged"
    if now is None:
        return "gone"
    if (then.text_en, then.text_fr) != (now.text_en, now.text_fr):
        return "changed"
    return "unchanged" if then.position == now.position else "moved"


def rounds_of(recommendation: Recommendation, user: User) -> list[tuple[Consultation, list[Comment], bool]]:
    """The visible rounds on a text, newest first, with their comments and whether decisions are shown."""
    rounds = list(rounds_visible_to(user).filter(revision__recommendation=recommendation))
    comments = defaultdict(list)
    for comment in comments_shown(user).filter(consultation__in=rounds).order_by("serial", "pk"):
        comments[comment.consultation_id].append(comment)
    return [(each, comments[each.pk], decisions_shown(user, each)) for each in rounds]


def senders(consultation: Consultation) -> list[Sender]:
    """Whoever is asked, nations in protocol order and then bodies, with whether comments were received."""
    received = set(chain.from_iterable(consultation.comments.submitted().values_list("nation__alpha3", "body__code")))
    asked = list(consultation.audiences.all())
    members = any(body.kind in (BodyKind.PLENARY, BodyKind.GROUP) for body in asked)
    partners = _seated_in([body for body in asked if body.kind == BodyKind.PARTNERS])
    nations = Nation.objects.filter(ally=True) if members else Nation.objects.none()
    parties = [(nation.alpha3, nation.name) for nation in (nations | partners).protocol_order()]
    parties += [(body.code, body.name) for body in asked if body.kind == BodyKind.ADVISORY]
    return [Sender(code, name, code in received) for code, name in parties]


def past_closing_time() -> QuerySet[Consultation]:
    """Open rounds whose closing time has passed by the database's clock."""
    return Consultation.objects.filter(closed_at=None, closes_at__lt=DatabaseNow())


def unreminded() -> QuerySet[Consultation]:
    """Open rounds of which nobody was reminded."""
    return Consultation.objects.filter(closed_at=None, reminded_at=None)


def _seated_in(bodies: list[Body]) -> QuerySet[Nation]:
    return Nation.objects.filter(pk__in=Seat.objects.live().filter(body__in=bodies).values("nation"))
