"""The programme of work of a working group: its items, each with the milestones on the way."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Body, Tasking


class WorkItem(models.Model):
    """One item of a group's programme of work, with the day it is due; `version` counts the saves."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ONGOING = "ongoing", _("In progress")
        DONE = "done", _("Done")

    body = models.ForeignKey(Body, models.PROTECT, related_name="work_items", verbose_name=_("group"))
    title = TranslatedField(models.CharField(_("title"), max_length=300))
    due = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    tasking = models.ForeignKey(
        Tasking, models.PROTECT, null=True, blank=True, related_name="work_items", verbose_name=_("tasking")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    title_en: str
    title_fr: str

    class Meta:
        verbose_name = _("item of the programme of work")
        verbose_name_plural = _("programme of work")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["planned", "ongoing", "done"]), name="work_item_status")
        ]

    def __str__(self) -> str:
        return self.title_en


class Milestone(models.Model):
    """A step on the way of an item, with the day it is due and the day it was reached."""

    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="milestones", verbose_name=_("item"))
    title = TranslatedField(models.CharField(_("title"), max_length=300))
    due = models.DateField(_("due"))
    done_on = models.DateField(_("reached on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    title_en: str
    title_fr: str

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title_en
