"""The registers, each with its own fields. What they share stands in `registers`, what is shown of them in
`workinggroups/registers.py`."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Nation
from workinggroups.enums import Adoption, ChallengeType, Contact, Dynamic, Level, Partner, PlanningStep
from workinggroups.models.registers import Owned, RegisterEntry


def _rich(name: Any) -> models.TextField:
    return models.TextField(name, blank=True, help_text="sanitised HTML")


class GoodPractice(RegisterEntry):
    """How a nation or a body did something well, for others to reuse (mission row 3)."""

    PREFIX = "GP"

    context = TranslatedField(_rich(_("context")))
    done = TranslatedField(_rich(_("what was done")))
    result = TranslatedField(_rich(_("result")))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")


class Challenge(RegisterEntry):
    """What stands in the way, raised by a nation or by industry (mission rows 7 to 9 and 27)."""

    PREFIX = "CH"

    type = models.CharField(_("type"), max_length=12, choices=ChallengeType)
    ndpp_step = models.CharField(_("NDPP step"), max_length=1, choices=PlanningStep, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Level)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            models.CheckConstraint(condition=Q(type__in=ChallengeType.values), name="challenge_type"),
            models.CheckConstraint(condition=Q(severity__in=Level.values), name="challenge_severity"),
            models.CheckConstraint(
                condition=Q(type="planning", ndpp_step__in=PlanningStep.values)
                | (~Q(type="planning") & Q(ndpp_step="")),
                name="challenge_in_planning_names_its_step",
            ),
        ]


class Measure(Owned, RegisterEntry):
    """A measure with its indicator (mission rows 10 and 48)."""

    PREFIX = "ME"

    indicator = TranslatedField(models.CharField(_("indicator"), max_length=300, blank=True))
    baseline = TranslatedField(models.CharField(_("baseline"), max_length=200, blank=True))
    target = TranslatedField(models.CharField(pgettext_lazy("measure", "target"), max_length=200, blank=True))
    history = HistoricalRecords()

    class Meta(Owned.Meta):
        abstract = False
        verbose_name = _("measure")
        verbose_name_plural = _("measures")


class Material(models.Model):
    """A raw material that is critical for defence (NATO's list of twelve); reference data."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = TranslatedField(models.CharField(_("name"), max_length=60))
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    history = HistoricalRecords()

    name_en: str
    name_fr: str

    class Meta:
        verbose_name = _("critical raw material")
        verbose_name_plural = _("critical raw materials")
        ordering = ["rank", "code"]

    def __str__(self) -> str:
        return self.name


class PriorityAction(Owned, RegisterEntry):
    """What is done about a risk to a material or a component (mission row 31)."""

    PREFIX = "PA"

    material = models.ForeignKey(
        Material, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("material")
    )
    component = TranslatedField(models.CharField(_("component"), max_length=120, blank=True))
    risk_level = models.CharField(_("risk level"), max_length=10, choices=Level)
    risk = TranslatedField(_rich(_("risk")))
    history = HistoricalRecords()

    component_en: str
    component_fr: str

    class Meta(Owned.Meta):
        abstract = False
        verbose_name = _("priority action")
        verbose_name_plural = _("priority actions")
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(risk_level__in=Level.values), name="priorityaction_risk_level"),
            models.CheckConstraint(
                condition=Q(material__isnull=False, component_en="", component_fr="")
                | (Q(material__isnull=True) & ~Q(component_en="", component_fr="")),
                name="priorityaction_material_or_component",
            ),
        ]


class IndustryInsight(RegisterEntry):
    """How industry sees what moves it, in industry's own name (mission row 26)."""

    PREFIX = "II"

    dynamic = models.CharField(_("dynamic"), max_length=10, choices=Dynamic)
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("industry insight")
        verbose_name_plural = _("industry insights")
        constraints = [
            models.CheckConstraint(condition=Q(dynamic__in=Dynamic.values), name="industryinsight_dynamic"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="industryinsight_period"),
        ]


class Engagement(RegisterEntry):
    """One dealing with industry: an event, a request, its answer, a visit (mission row 49)."""

    PREFIX = "EN"

    kind = models.CharField(_("kind"), max_length=10, choices=Contact)
    held_on = models.DateField(_("date"))
    counterpart = models.CharField(_("with whom"), max_length=200)
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by", verbose_name=_("request answered")
    )
    outcome = TranslatedField(_rich(_("outcome")))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Contact.values), name="engagement_kind"),
            models.CheckConstraint(
                condition=Q(kind="answer", answers__isnull=False) | (~Q(kind="answer") & Q(answers__isnull=True)),
                name="engagement_answer_names_its_request",
            ),
        ]


class Standard(RegisterEntry):
    """A standard and what each nation says of it (mission rows 30 and 57)."""

    PREFIX = "ST"

    number = models.CharField(_("STANAG"), max_length=40)
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    custodian = models.CharField(_("custodian"), max_length=120, blank=True)
    partner = models.CharField(_("coordination partner"), max_length=10, choices=Partner, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        constraints = [
            models.CheckConstraint(condition=Q(partner__in=["", *Partner.values]), name="standard_partner"),
        ]


class Implementation(models.Model):
    """What one nation says of one standard. Each nation writes its own."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="implementations")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="implementations", verbose_name=_("nation"))
    status = models.CharField(_("status"), max_length=20, choices=Adoption)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("implementation")
        verbose_name_plural = _("implementations")
        constraints = [
            models.UniqueConstraint(fields=["standard", "nation"], name="standard_implementation_once"),
            models.CheckConstraint(condition=Q(status__in=Adoption.values), name="standard_implementation_status"),
            models.CheckConstraint(
                condition=Q(status="planned", planned_for__isnull=False)
                | (~Q(status="planned") & Q(planned_for__isnull=True)),
                name="standard_implementation_planned_names_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id} {self.nation_id} {self.status}"
