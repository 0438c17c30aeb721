"""Who reads an issued revision outside the Board, and who decides on it."""

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
    if Consultation.objects.filter(revision=revision, audiences=body, closed_at=None).exists():
        raise Denied(_("A round asks for its comments on this revision. Close the round first."))
    if AdviceRequest.objects.unanswered().filter(revision=revision, body=body).exists():
        raise Denied(_("Its advice on this revision is requested. Withdraw the request first."))
