"""To whom outside the Board the revisions of a text are released."""

from dataclasses import dataclass

from boards.access.documents import OUTSIDE
from boards.models import Body, DocumentRelease
from recommendations.models import AdviceRequest, Consultation, Revision


@dataclass(frozen=True)
class Reach:
    """Whether an outside body reads a revision, and whether it is asked about it now, so that it has to."""

    body: Body
    released: bool
    asked: bool


@dataclass(frozen=True)
class Releases:
    revision: Revision
    reaches: list[Reach]


def releases_of(revisions: list[Revision]) -> list[Releases]:
    """Issued `revisions`, in their order, each with every outside body. Four queries."""
    bodies = list(Body.objects.filter(kind__in=OUTSIDE))
    keys = [each.pk for each in revisions]
    releases = DocumentRelease.objects.filter(content_object__in=[each.document_id for each in revisions])
    made = set(releases.values_list("content_object", "group__body"))
    rounds = Consultation.objects.filter(revision__in=keys, closed_at=None)
    requests = AdviceRequest.objects.unanswered().filter(revision__in=keys)
    asked = {*rounds.values_list("revision", "audiences"), *requests.values_list("revision", "body")}
    return [
        Releases(
            each,
            [Reach(body, (each.document_id, body.pk) in made, (each.pk, body.pk) in asked) for body in bodies],
        )
        for each in revisions
    ]
