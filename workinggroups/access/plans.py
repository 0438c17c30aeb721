"""Who sees a nation's requirements and plans, who enters them, and who decides about sharing them."""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from boards.access import rights_of
from boards.enums import Denied
from boards.models import Nation
from dipb_portal.accounts.models import User
from workinggroups.models import NationalPlan, Requirement, RequirementLine, RequirementUpload
from workinggroups.models.plans import Audience


def nations_for(user: User, permission: str) -> dict[int, Nation]:
    """The Allies, by id, for which the person holds the permission in any body."""
    rights = rights_of(user)
    found = (rights.nation(permission, body) for body in rights.bodies(permission))
    return {nation.pk: nation for nation in found if nation and nation.ally}


def enters_for(user: User) -> Nation | None:
    """The nation whose requirements and plans the person prepares."""
    return next(iter(nations_for(user, "enter_plans").values()), None)


def shares_for(user: User) -> Nation | None:
    """The nation for which the person decides who sees them."""
    return next(iter(nations_for(user, "share_plans").values()), None)


def is_member(user: User) -> bool:
    """The person sits at the Board's table, and sees what is shared with all Allies: staff no more than that."""
    return rights_of(user).anywhere("view_issued")


def _shared_with(user: User, model: type[Model]) -> Q:
    """What other nations let all Allies, or the person's own delegation, see."""
    if not is_member(user):
        return Q(pk__in=[])
    through = model.nations.through  # type: ignore[attr-defined] # both models have it
    chosen = through.objects.filter(
        **{str(model._meta.model_name): OuterRef("pk")}, nation__in=nations_for(user, "view_issued")
    )
    return Q(audience=Audience.ALL) | Q(Exists(chosen), audience=Audience.CHOSEN)


def requirement_lines_visible_to(user: User) -> QuerySet[RequirementLine]:
    """The own nation's lines, and those that others share with it or with all Allies. Industry's share is no part."""
    return RequirementLine.objects.filter(
        Q(requirement__nation__in=nations_for(user, "enter_plans")) | _shared_with(user, RequirementLine)
    )


def requirements_visible_to(user: User) -> QuerySet[Requirement]:
    """The own nation's requirements, and those of which a line is visible."""
    lines = requirement_lines_visible_to(user).filter(requirement=OuterRef("pk"))
    return Requirement.objects.filter(Q(nation__in=nations_for(user, "enter_plans")) | Exists(lines))


def plans_visible_to(user: User) -> QuerySet[NationalPlan]:
    return NationalPlan.objects.filter(
        Q(nation__in=nations_for(user, "enter_plans")) | _shared_with(user, NationalPlan)
    )


def uploads_visible_to(user: User) -> QuerySet[RequirementUpload]:
    """The workbooks of the own delegation."""
    return RequirementUpload.objects.filter(nation__in=nations_for(user, "enter_plans"))


def check_can_enter(user: User, nation: Nation | int) -> None:
    """Raise Denied unless the person prepares the nation's entries."""
    if _id(nation) not in nations_for(user, "enter_plans"):
        raise Denied(_("Only the nation's own delegation enters its requirements and plans."))


def check_can_share(user: User, nation: Nation | int) -> None:
    """Raise Denied unless the person decides for the nation who sees what."""
    if _id(nation) not in nations_for(user, "share_plans"):
        raise Denied(_("Only the head of delegation or the deputy decides who sees this."))


def check_can_change(user: User, nation: Nation | int, *, shared: bool) -> None:
    """Raise Denied unless the person may change an entry; what others see already, only who shares it may change."""
    check_can_enter(user, nation)
    if shared and _id(nation) not in nations_for(user, "share_plans"):
        raise Denied(_("This is shared already: only the head of delegation or the deputy changes it."))


def can_share(user: User, nation: Nation | int) -> bool:
    return _id(nation) in nations_for(user, "share_plans")


def can_enter(user: User, nation: Nation | int) -> bool:
    return _id(nation) in nations_for(user, "enter_plans")


def _id(nation: Nation | int) -> int:
    return nation if isinstance(nation, int) else nation.pk
