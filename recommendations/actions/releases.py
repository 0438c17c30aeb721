"""Releases of issued revisions outside the Board, besides those a round makes."""

from django.db import transaction
from django.urls import reverse

from boards.access import release, withdraw_release
from boards.actions.releases import forget_release, tell_of_release
from boards.models import Body
from boards.queries.documents import audience_of
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from recommendations.access.releases import check_can_release, check_can_take_back
from recommendations.models import Recommendation, Revision


@transaction.atomic
def release_revision(*, revision: Revision, body: Body, by: User) -> None:
    """Let everybody who sits in the outside body read the issued revision. Raises Denied."""
    locked = _lock(revision)
    check_can_release(by, locked, body)
    assert locked.document is not None  # issued revisions are numbered, by constraint
    release(locked.document, [body])
    tell_of_release([body], reference=locked.document.reference, path=_path(locked), by=by)
    record(by, "revision_released", locked.recommendation, reference=locked.document.reference, to=body.code)


@transaction.atomic
def take_back_release(*, revision: Revision, body: Body, by: User) -> None:
    """End the release of the revision to the outside body. Raises Denied, also while something is asked of it."""
    locked = _lock(revision)
    check_can_take_back(by, locked, body)
    assert locked.document is not None  # issued revisions are numbered, by constraint
    withdraw_release(locked.document, body)
    forget_release(path=_path(locked), still=audience_of(locked.document))
    record(by, "release_withdrawn", locked.recommendation, reference=locked.document.reference, to=body.code)


def _lock(revision: Revision) -> Revision:
    """Rounds and requests for advice begin under the same lock."""
    Recommendation.objects.select_for_update().get(pk=revision.recommendation_id)
    return Revision.objects.select_related("recommendation__body", "document").get(pk=revision.pk)


def _path(revision: Revision) -> str:
    return reverse("recommendations:detail", args=[revision.recommendation_id], query={"revision": revision.number})
