"""What a recommendation commits to: who is to do what by when, what it implies, and who stands behind it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Body, Nation
from recommendations.enums import ActionVerb, Area, Beneficiary, Criterion
from recommendations.models.drafting import Recommendation
from workinggroups.models import CapacityLevel, Standard


class Commitment(models.Model):
    """The concrete side of a recommendation (mission rows 2, 15, 35, 44); its texts are plain.

    The lead is a nation, a body, or somebody named in words. `levels` and `standards` are what a text of those
    forms rests on. What must be filled before the group agrees is in
    `access.guards.is_concrete`. Frozen with the text: it changes only where the text is written.
    """

    recommendation = models.OneToOneField(Recommendation, models.CASCADE, related_name="commitment")
    addressee = TranslatedField(models.CharField(_("addressee"), max_length=200, blank=True))
    verb = models.CharField(_("action verb"), max_length=20, choices=ActionVerb, blank=True)
    action = TranslatedField(models.CharField(_("action"), max_length=400, blank=True))
    lead_nation = models.ForeignKey(
        Nation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead nation")
    )
    lead_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead body")
    )
    lead = TranslatedField(models.CharField(_("lead, in words"), max_length=200, blank=True))
    due = models.DateField(_("due date"), null=True, blank=True)
    indicator = TranslatedField(models.CharField(_("indicator"), max_length=400, blank=True))
    capability = TranslatedField(models.CharField(_("capability contributed to"), max_length=300, blank=True))
    beneficiaries = ArrayField(
        models.CharField(max_length=10, choices=Beneficiary),
        verbose_name=_("beneficiary"),
        default=list,
        blank=True,
    )
    criteria = ArrayField(
        models.CharField(max_length=12, choices=Criterion), verbose_name=_("criteria"), default=list, blank=True
    )
    levels = models.ManyToManyField(CapacityLevel, blank=True, related_name="commitments")
    standards = models.ManyToManyField(Standard, blank=True, related_name="commitments")
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    addressee_en: str
    addressee_fr: str
    action_en: str
    action_fr: str
    lead_en: str
    lead_fr: str
    indicator_en: str
    indicator_fr: str
    capability_en: str
    capability_fr: str

    class Meta:
        verbose_name = _("what is to be done")
        constraints = [
            models.CheckConstraint(condition=Q(verb="") | Q(verb__in=ActionVerb.values), name="commitment_verb"),
            models.CheckConstraint(
                condition=Q(lead_nation__isnull=True) | Q(lead_body__isnull=True), name="commitment_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(beneficiaries__contained_by=Beneficiary.values), name="commitment_beneficiaries"
            ),
            models.CheckConstraint(condition=Q(criteria__contained_by=Criterion.values), name="commitment_criteria"),
        ]

    def __str__(self) -> str:
        return str(self.recommendation)


class Milestone(models.Model):
    """A date on the way to what is to be done."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    due = models.DateField(_("date"))
    text_en = models.CharField(_("English"), max_length=300)
    text_fr = models.CharField(_("French"), max_length=300)

    class Meta:
        verbose_name = _("milestone")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.due:%Y-%m-%d} {self.text_en}"


class Implication(models.Model):
    """What a recommendation implies in one area; "none identified" is an explicit choice (domain rule 6.2)."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="implications")
    area = models.CharField(_("area"), max_length=12, choices=Area)
    none_identified = models.BooleanField(_("none identified"), default=False)
    text_en = models.TextField(_("English"), blank=True)
    text_fr = models.TextField(_("French"), blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("implication")
        verbose_name_plural = _("implications")
        ordering = ["recommendation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "area"], name="implication_area_once"),
            models.CheckConstraint(condition=Q(area__in=Area.values), name="implication_area"),
            models.CheckConstraint(
                condition=Q(none_identified=True, text_en="", text_fr="") | Q(none_identified=False),
                name="implication_none_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} · {self.area}"


class CoSponsorQuerySet(models.QuerySet["CoSponsor"]):
    def standing(self) -> Self:
        return self.filter(left_at__isnull=True)


class CoSponsor(models.Model):
    """A nation that stands behind a recommendation with others (mission row 24), until it leaves."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="cosponsors")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    objects = CoSponsorQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-sponsor")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "nation"], condition=Q(left_at__isnull=True), name="cosponsor_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_by__isnull=True)
                | Q(left_at__isnull=False, left_by__isnull=False),
                name="cosponsor_left_has_an_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} · {self.nation.alpha3}"
