"""Reads for the list of texts and for one text; each with a constant number of queries."""

from dataclasses import dataclass, field

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dipb_portal.accounts.models import User
from dipb_portal.lib.redline import Change
from recommendations.access.followup import dispositions_visible_to
from recommendations.access.visibility import issued_revisions_visible_to, visible_to
from recommendations.models import Recommendation, Revision
from recommendations.queries.compare import compare_revisions
from recommendations.queries.consultation import Mark, marks_for


@dataclass(frozen=True)
class Line:
    """One paragraph as shown: HTML of both languages, `stale` where the translation is behind, its comments.

    In a view of the differences the HTML is a redline, and `change` says what became of the paragraph.
    """

    number: int
    en: str
    fr: str
    stale: bool = False
    change: Change = Change.UNCHANGED
    moved_from: int | None = None
    marks: list[Mark] = field(default_factory=list)


def texts_for(user: User) -> QuerySet[Recommendation]:
    """Visible texts, each with reference and titles of the newest issued revision the person may read.

    Those titles are `shown_title_en` and `shown_title_fr`: the text's own may be of a revision that is hidden.
    `deferred_until` is the day until which the CNAD deferred the text, where it did and the person may know.
    """
    deferrals = dispositions_visible_to(user).deferrals().filter(item__recommendation=OuterRef("pk"))
    newest = issued_revisions_visible_to(user).filter(recommendation=OuterRef("pk")).order_by("-number")
    return (
        visible_to(user)
        .select_related("body")
        .annotate(
            shown_reference=Subquery(newest.values("document__reference")[:1]),
            shown_title_en=Coalesce(Subquery(newest.values("title_en")[:1]), F("title_en")),
            shown_title_fr=Coalesce(Subquery(newest.values("title_fr")[:1]), F("title_fr")),
            deferred_until=Subquery(deferrals.order_by("-decided_on").values("deferred_until")[:1]),
        )
    )


def lines_of(revision: Revision, user: User) -> list[Line]:
    """The paragraphs of a revision with the comments the person may read."""
    marks = marks_for(revision, user) if revision.is_issued else {}
    language = revision.recommendation.original_language
    return [
        Line(
            number=paragraph.position,
            en=paragraph.text_en,
            fr=paragraph.text_fr,
            stale=paragraph.is_stale(language),
            marks=marks.get(paragraph.identity, []),
        )
        for paragraph in revision.paragraphs.all()
    ]


def changes_of(old: Revision, new: Revision, user: User) -> list[Line]:
    """The paragraphs of `new` as a redline against `old`, removed ones in their old places."""
    marks = marks_for(new, user) if new.is_issued else {}
    language = new.recommendation.original_language
    return [
        Line(
            number=pair.number,
            en=pair.en,
            fr=pair.fr,
            stale=pair.new_number is not None and pair.paragraph.is_stale(language),
            change=pair.kind,
            moved_from=pair.moved_from,
            marks=marks.get(pair.paragraph.identity, []),
        )
        for pair in compare_revisions(old, new).pairs
    ]
