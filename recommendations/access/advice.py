"""Who asks the Board for advice and industry for its own, who answers, and who reads what."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boards.access import check, people_holding, rights_of
from boards.enums import BodyKind, Denied
from boards.models import Body, DocumentRelease, Nation
from dipb_portal.accounts.models import User
from recommendations.access.visibility import issued_revisions_visible_to
from recommendations.enums import Kind, State
from recommendations.models import AdviceAsked, AdviceRequest, IndustryAdvice, Recommendation, Revision
from recommendations.models.advice import AdviceRequestQuerySet

AGREED = (State.ENDORSED, State.SUBMITTED, State.EXAMINED, State.FOLLOW_UP, State.CLOSED)


def keeps_register(user: User) -> bool:
    """Whether the person records, accepts and sends requests for the Board's advice."""
    return rights_of(user).anywhere("request_advice") and rights_of(user).anywhere("issue_revision")


def register_keepers() -> QuerySet[User]:
    """The people of `keeps_register`, to be told."""
    bodies = Body.objects.all()
    return people_holding("request_advice", bodies) & people_holding("issue_revision", bodies)


def asks_for(user: User) -> Nation | None:
    """The nation for which the person may ask the Board for advice."""
    rights = rights_of(user)
    held = (rights.nation("state_position", body) for body in sorted(rights.bodies("state_position")))
    return next((nation for nation in held if nation), None)


def asked_visible_to(user: User) -> QuerySet[AdviceAsked]:
    """Accepted requests for the members; those not accepted for the secretariat and for the nation that asks.

    A body of industry reads what it asked itself.
    """
    rights = rights_of(user)
    if rights.anywhere("request_advice"):
        return AdviceAsked.objects.all()
    readable = Q(asker_body__in=rights.bodies("give_advice"))
    if rights.anywhere("view_issued"):
        readable |= Q(accepted_at__isnull=False) | Q(asker_nation__in=rights.own_nations)
    return AdviceAsked.objects.filter(readable)


def finds_in_register(user: User, text: Recommendation) -> bool:
    """Whether `text` is an advice, and the person reads the register of advice as a member."""
    return text.kind == Kind.ADVICE and rights_of(user).has("view_issued", text.body_id)


def check_can_ask(user: User) -> None:
    """Raise Denied unless the person records requests, or asks for a nation."""
    if not keeps_register(user) and asks_for(user) is None:
        raise Denied(_("Only the secretariat and heads of delegation enter requests for advice."))


def check_can_keep(user: User, asked: AdviceAsked | None = None) -> None:
    """Raise Denied unless the person keeps the register and the request stands."""
    if not keeps_register(user):
        raise Denied(_("Only the secretariat keeps the register of advice."))
    _check_stands(asked)


def check_can_take_back(user: User, asked: AdviceAsked) -> None:
    """Raise Denied unless the person keeps the register, or asked for the nation and it is not accepted yet."""
    _check_stands(asked)
    nation = asks_for(user)
    own = nation is not None and nation.pk == asked.asker_nation_id and asked.accepted_at is None
    if not own and not keeps_register(user):
        raise Denied(_("Only the secretariat, or the nation before its request is accepted, takes a request back."))


def check_can_begin(user: User, asked: AdviceAsked) -> None:
    """Raise Denied unless the request is accepted, has no text yet, and the person drafts for its group."""
    _check_stands(asked)
    if asked.group is None or asked.accepted_at is None:
        raise Denied(_("The request is not accepted yet."))
    if asked.recommendation_id is not None:
        raise Denied(_("The request has its text already."))
    check(user, "draft_text", asked.group)


def check_can_send(user: User, asked: AdviceAsked) -> None:
    """Raise Denied unless the person keeps the register and the advice is agreed."""
    check_can_keep(user, asked)
    if asked.recommendation is None or asked.recommendation.state not in AGREED:
        raise Denied(_("The advice is not agreed yet."))


def _check_stands(asked: AdviceAsked | None) -> None:
    if asked is not None and asked.sent_at is not None:
        raise Denied(_("The advice was sent already."))
    if asked is not None and asked.closed_at is not None:
        raise Denied(_("The request was declined or withdrawn."))


def requests_visible_to(user: User) -> AdviceRequestQuerySet:
    """Requests to industry: for members of the group, and for the body asked while the text is released to it."""
    rights = rights_of(user)
    released = issued_revisions_visible_to(user).filter(pk=OuterRef("revision"))
    return AdviceRequest.objects.filter(
        Q(revision__recommendation__body__in=rights.bodies("view_issued"))
        | Q(Exists(released), body__in=rights.bodies("give_advice"))
    )


def industry_advice_visible_to(user: User) -> QuerySet[IndustryAdvice]:
    """Advice that was given, with its request; drafts only for those who give it."""
    mine = Q(request__body__in=rights_of(user).bodies("give_advice"))
    return IndustryAdvice.objects.filter(Q(given_at__isnull=False) | mine, request__in=requests_visible_to(user))


def bodies_to_ask(revision: Revision) -> QuerySet[Body]:
    """The bodies of industry the revision is released to and that hold no standing request on it."""
    standing = AdviceRequest.objects.standing().filter(revision=revision)
    released = DocumentRelease.objects.filter(content_object=revision.document_id, group__body=OuterRef("pk"))
    return Body.objects.filter(Exists(released), kind=BodyKind.ADVISORY).exclude(pk__in=standing.values("body"))


def check_can_request(user: User, recommendation: Recommendation) -> None:
    check(user, "request_advice", recommendation.body)


def check_can_withdraw(user: User, request: AdviceRequest) -> None:
    """Raise Denied unless the person requests advice in the group and none was given."""
    check(user, "request_advice", request.revision.recommendation.body)
    _check_unanswered(request)


def check_can_advise(user: User, request: AdviceRequest) -> None:
    """Raise Denied unless the person gives advice for the body asked, and none was given."""
    check(user, "give_advice", request.body)
    _check_unanswered(request)


def check_can_say_taken(user: User, request: AdviceRequest) -> None:
    """Raise Denied unless the person drafts for the group and the advice was given."""
    check(user, "draft_text", request.revision.recommendation.body)
    if not IndustryAdvice.objects.filter(request=request, given_at__isnull=False).exists():
        raise Denied(_("The advice was not given yet."))


def _check_unanswered(request: AdviceRequest) -> None:
    if request.withdrawn_at is not None:
        raise Denied(_("The request was withdrawn."))
    if IndustryAdvice.objects.filter(request=request, given_at__isnull=False).exists():
        raise Denied(_("The advice was given already and is frozen."))
