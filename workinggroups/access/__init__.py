"""Which groups a person works in or follows."""

from django.db.models import QuerySet

from boards.access import rights_of
from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.accounts.models import User


def groups_visible_to(user: User) -> QuerySet[Body]:
    """The working groups whose issued texts the person reads."""
    return Body.objects.filter(kind=BodyKind.GROUP, pk__in=rights_of(user).bodies("view_issued"))
