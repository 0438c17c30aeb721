"""How much industry must be able to produce in peace, crisis and conflict, and what it produces today."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import Marking
from boards.models import Body
from workinggroups.models.plans import MOST, Category


class Condition(models.TextChoices):
    """The three conditions under which the Board asks for a level (mission row 56)."""

    PEACE = "peace", pgettext_lazy("capacity", "Peace")
    CRISIS = "crisis", pgettext_lazy("capacity", "Crisis")
    CONFLICT = "conflict", pgettext_lazy("capacity", "Conflict")


@dataclass(frozen=True)
class Level:
    """Required and present output under one condition; what is unknown is None."""

    condition: Condition
    required: int | None
    current: int | None

    @property
    def label(self) -> str | Promise:
        return self.condition.label

    @property
    def missing(self) -> int | None:
        """What is missing, zero where the output suffices; None where one of the two is unknown."""
        if self.required is None or self.current is None:
            return None
        return max(self.required - self.current, 0)


class CapacityLevel(models.Model):
    """The output required of one category, by condition, with its source and how long it must be kept up."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("capacity", "Draft")
        AGREED = "agreed", pgettext_lazy("capacity", "Agreed")

    category = models.ForeignKey(Category, models.PROTECT, related_name="levels", verbose_name=_("category"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="levels", verbose_name=_("group"))
    unit = TranslatedField(models.CharField(_("unit"), max_length=60))
    required_peace = models.PositiveIntegerField(_("required in peace"), null=True, blank=True)
    required_crisis = models.PositiveIntegerField(_("required in crisis"), null=True, blank=True)
    required_conflict = models.PositiveIntegerField(_("required in conflict"), null=True, blank=True)
    current_peace = models.PositiveIntegerField(_("current in peace"), null=True, blank=True)
    current_crisis = models.PositiveIntegerField(_("reachable in crisis"), null=True, blank=True)
    current_conflict = models.PositiveIntegerField(_("reachable in conflict"), null=True, blank=True)
    horizon = models.PositiveSmallIntegerField(_("to be sustained for (months)"))
    source = TranslatedField(models.TextField(_("source"), blank=True))
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    originator = models.CharField(_("originator"), max_length=120)
    marking = models.CharField(_("marking"), max_length=10, choices=Marking)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    unit_en: str
    unit_fr: str
    source_en: str
    source_fr: str

    class Meta:
        verbose_name = _("capacity level")
        verbose_name_plural = _("capacity levels")
        ordering = ["category__rank", "-as_of", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "agreed"]), name="capacity_level_state"),
            models.CheckConstraint(condition=Q(marking__in=Marking.values), name="capacity_level_marking"),
            models.CheckConstraint(condition=Q(horizon__gte=1, horizon__lte=240), name="capacity_level_horizon"),
            models.CheckConstraint(condition=~Q(source_en="", source_fr=""), name="capacity_level_names_its_source"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{kind}_{condition}__isnull": True}) | Q(**{f"{kind}_{condition}__lte": MOST}),
                    name=f"capacity_level_{kind}_{condition}",
                )
                for kind in ("required", "current")
                for condition in ("peace", "crisis", "conflict")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} ({self.as_of})"

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.AGREED

    @property
    def levels(self) -> list[Level]:
        return [
            Level(condition, getattr(self, f"required_{condition}"), getattr(self, f"current_{condition}"))
            for condition in Condition
        ]
