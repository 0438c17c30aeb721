"""Recommendations by their titles, their paragraphs, the comments on them."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from boards.access import rights_of
from dipb_portal.accounts.models import User
from dipb_portal.search.source import SUPERSEDED, Card, Source, words_of
from recommendations.access.visibility import (
    comments_visible_to,
    issued_revisions_visible_to,
    paragraphs_visible_to,
    revisions_visible_to,
)
from recommendations.enums import State
from recommendations.models import Comment, Paragraph, Revision

STATES = dict(State.choices)


def titled(user: User) -> QuerySet[Revision]:
    """Of each text the newest revision the person reads, working text included: its title is the text's."""
    return newest(revisions_visible_to(user))


def in_force(user: User) -> QuerySet[Paragraph]:
    """Paragraphs of the newest issued revision of each text, and of working texts for those who draft."""
    return paragraphs_visible_to(user).alias(superseded=SUPERSEDED).filter(superseded=False)


def released(user: User) -> QuerySet[Paragraph]:
    """Superseded paragraphs of the newest revision the person reads, of texts they read by release only."""
    issued = issued_revisions_visible_to(user).exclude(recommendation__body__in=rights_of(user).bodies("view_issued"))
    return Paragraph.objects.alias(superseded=SUPERSEDED).filter(superseded=True, revision__in=newest(issued))


def newest(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """The last of each text among `revisions`."""
    later = revisions.filter(recommendation=OuterRef("recommendation"), number__gt=OuterRef("number"))
    return revisions.filter(~Exists(later))


def _text(revision: Revision) -> Card:
    address = reverse("recommendations:detail", args=[revision.recommendation_id])
    return Card(revision.title_en, revision.title_fr, address, revision.name)


def _paragraph(paragraph: Paragraph) -> Card:
    revision = paragraph.revision
    return Card(
        revision.title_en,
        revision.title_fr,
        reverse(
            "recommendations:detail",
            args=[revision.recommendation_id],
            query={"revision": revision.number},
            fragment=f"p{paragraph.position}",
        ),
        _("%(text)s, paragraph %(number)s") % {"text": revision.name, "number": paragraph.position},
        words_of(paragraph),
    )


def _comment(comment: Comment) -> Card:
    revision = comment.consultation.revision
    words = "\n".join(filter(None, (comment.text, comment.proposed_text, comment.rationale)))
    return Card(
        revision.title_en,
        revision.title_fr,
        reverse("consultations:detail", args=[comment.consultation_id]),
        f"{revision.name} · {comment.serial}" if comment.serial else revision.name,
        {comment.language: words},
    )


SOURCES = (
    Source(
        "recommendation",
        gettext_lazy("Recommendations"),
        pgettext_lazy("found", "Recommendation"),
        Revision,
        titled,
        _text,
        body="recommendation__body",
        state="recommendation__state",
        states=STATES,
        dated=Coalesce("issued_at", "recommendation__created_at"),
        reference="document__reference",
        related=("document",),
    ),
    Source(
        "paragraph",
        gettext_lazy("Paragraphs"),
        pgettext_lazy("found", "Paragraph"),
        Paragraph,
        in_force,
        _paragraph,
        besides=released,
        body="revision__recommendation__body",
        state="revision__recommendation__state",
        states=STATES,
        dated=Coalesce("revision__issued_at", "revision__recommendation__created_at"),
        related=("revision__document",),
    ),
    Source(
        "comment",
        gettext_lazy("Comments"),
        pgettext_lazy("found", "Comment"),
        Comment,
        comments_visible_to,
        _comment,
        body="consultation__revision__recommendation__body",
        state="consultation__revision__recommendation__state",
        states=STATES,
        nation="nation",
        dated=Coalesce("submitted_at", "created_at"),
        related=("consultation__revision__document",),
    ),
)
