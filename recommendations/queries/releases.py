"""To whom outside the Board the revisions of a text are released."""

from dataclasses import dataclass

from boards.access.documents import OUTSIDE
from boards.models import Body, DocumentRelease
from recommendations.access.releases import asked_to_advise, asked_to_comment
from recommendations.models import Revision


@dataclass(frozen=True)
class Reach:
    """Whether an outside body reads a revision, and whether it is asked about it now, so that it has to."""

    body: Body
    released: bool
    asked: bool


def releases_of(revisions: list[Revision]) -> list[tuple[Revision, list[Reach]]]:
    """Issued `revisions`, in their order, each with every outside body. Four queries."""
    bodies = list(Body.objects.filter(kind__in=OUTSIDE))
    releases = DocumentRelease.objects.filter(content_object__in=[each.document_id for each in revisions])
    made = set(releases.values_list("content_object", "group__body"))
    asked = asked_to_comment(revisions) | asked_to_advise(revisions)
    return [
        (each, [Reach(body, (each.document_id, body.pk) in made, (each.pk, body.pk) in asked) for body in bodies])
        for each in revisions
    ]
