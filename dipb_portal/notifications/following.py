"""People who asked to be told when one object changes."""

from collections.abc import Callable

from django.core import signing
from django.db import models

from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Following, Kind
from dipb_portal.notifications.outbox import notify

_SALT = "follow"


def type_of(model: type[models.Model]) -> str:
    """The label under which objects of the model are followed: that of the model it has its key from."""
    return (model._meta.get_parent_list() or [model])[-1]._meta.label_lower


def name_of(obj: models.Model) -> str:
    """The object as a button names it, signed: only who was shown a button can follow an object."""
    return signing.dumps([type_of(type(obj)), obj.pk], salt=_SALT)


def named_by(name: str) -> tuple[str, int]:
    """The type and key behind a button's name. Raises ValueError where it is not one of ours."""
    try:
        object_type, pk = signing.loads(name, salt=_SALT)
    except signing.BadSignature:
        raise ValueError("not a name of ours") from None
    return object_type, pk


def follows(user: User, obj: models.Model) -> bool:
    return Following.objects.filter(user=user, object_type=type_of(type(obj)), object_id=obj.pk).exists()


def follow(user: User, object_type: str, pk: int) -> None:
    Following.objects.get_or_create(user=user, object_type=object_type, object_id=pk, defaults={"since": clock.now()})


def unfollow(user: User, object_type: str, pk: int) -> None:
    Following.objects.filter(user=user, object_type=object_type, object_id=pk).delete()


def tell_followers(
    obj: models.Model, *, told_as: Callable[[User], dict[str, str] | None], but: User | None, path: str, key: str
) -> None:
    """Tell who follows the object that it changed; not `but`, who changed it.

    `told_as` gives the words for one follower (`title_en`, `title_fr`), None where the person may no longer see it.
    """
    followers = User.objects.filter(
        is_active=True, following__object_type=type_of(type(obj)), following__object_id=obj.pk
    )
    for user in followers:
        if user != but and (words := told_as(user)):
            notify([user], Kind.FOLLOWED_CHANGED, path=path, key=key, **words)
