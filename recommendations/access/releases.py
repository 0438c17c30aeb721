"""Who reads an issued revision outside the Board, and who decides on it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from boards.access import check
from boards.access.documents import OUTSIDE
from boards.enums import Denied
from boards.models import Body
from dipb_portal.accounts.models import User
from recommendations.models import AdviceRequest, Consultation, Revision


def check_can_release(user: User, revision: Revision, body: Body) -> None:
    """Raise Denied unless the person may let the outside body read the issued revision."""
    check(user, "issue_revision", revision.recommendation.body)
    if body.kind not in OUTSIDE or not revision.is_issued:
        raise Denied(_("Issued revisions are released to bodies outside the Board."))


def check_can_take_back(user: User, revision: Revision, body: Body) -> None:
    """Raise Denied unless the person may release, and nothing is asked of the body about the revision."""
    check_can_release(user, revision, body)
    asked = (revision.pk, body.pk)
    if asked in asked_to_comment([revision]):
        raise Denied(_("A round asks for its comments on this revision. Close the round first."))
    if asked in asked_to_advise([revision]):
        raise Denied(_("Its advice on this revision is requested. Withdraw the request first."))


def asked_to_comment(revisions: Iterable[Revision]) -> set[tuple[int, int]]:
    """On which of `revisions` an open round asks which body to comment: the keys of both."""
    rounds = Consultation.objects.filter(revision__in=revisions, closed_at=None)
    return set(rounds.values_list("revision", "audiences"))


def asked_to_advise(revisions: Iterable[Revision]) -> set[tuple[int, int]]:
    """On which of `revisions` the advice of which body is requested and not given: the keys of both."""
    requests = AdviceRequest.objects.unanswered().filter(revision__in=revisions)
    return set(requests.values_list("revision", "body"))
