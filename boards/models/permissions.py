"""Guardian's rows, in tables of their own with real foreign keys (a cast and a join less a query)."""

from django.db import models
from guardian.models import GroupObjectPermissionBase

from boards.models.bodies import Body
from boards.models.documents import Document


class BodyPermission(GroupObjectPermissionBase):
    """A role (the group of the same name) holds a permission in a body."""

    content_object = models.ForeignKey(Body, models.CASCADE, related_name="role_permissions")

    class Meta(GroupObjectPermissionBase.Meta):
        indexes = [models.Index(fields=["group", "content_object"])]


class DocumentRelease(GroupObjectPermissionBase):
    """A document was released to a body (the body's group) beside those that may read it anyway."""

    content_object = models.ForeignKey(Document, models.CASCADE, related_name="releases")
