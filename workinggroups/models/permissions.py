"""Guardian's rows for debates, in a table of their own with real foreign keys."""

from django.db import models
from guardian.models import GroupObjectPermissionBase

from workinggroups.models.debates import Topic
from workinggroups.models.registers import RegisterEntry


class TopicRelease(GroupObjectPermissionBase):
    """A debate was released to a body (the body's group) outside the group that holds it."""

    content_object = models.ForeignKey(Topic, models.CASCADE, related_name="releases")


class EntryRelease(GroupObjectPermissionBase):
    """An entry of a register was released to a body beside those that may read it anyway."""

    content_object = models.ForeignKey(RegisterEntry, models.CASCADE, related_name="releases")
