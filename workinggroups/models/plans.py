"""What nations need over the years and what they plan: theirs alone, until they decide otherwise line by line."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Nation

FIRST_YEAR, LAST_YEAR = 2020, 2060
MOST = 1_000_000_000


class Certainty(models.TextChoices):
    """How sure a requirement is, in the nation's own judgement."""

    FIRM = "firm", pgettext_lazy("requirement", "Firm")
    PLANNED = "planned", pgettext_lazy("requirement", "Planned")
    POSSIBLE = "possible", pgettext_lazy("requirement", "Possible")


class Audience(models.TextChoices):
    """Which Allies see a line or a plan. Whether industry gets it in aggregate is a choice of its own."""

    OWN = "own", _("Own delegation only")
    CHOSEN = "chosen", _("Chosen Allies")
    ALL = "all", _("All Allies")


class Category(models.Model):
    """A kind of capability or munition, and the unit it is counted in. Data of the customer's.

    `rounding` is the step to which figures released to industry are rounded.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = TranslatedField(models.CharField(_("name"), max_length=120))
    unit = TranslatedField(models.CharField(_("unit"), max_length=40))
    rounding = models.PositiveIntegerField(
        _("rounding for industry"), default=10, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    active = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords()

    name_en: str
    name_fr: str
    unit_en: str
    unit_fr: str

    class Meta:
        verbose_name = _("category of requirements")
        verbose_name_plural = _("categories of requirements")
        ordering = ["rank", "code"]
        constraints = [models.CheckConstraint(condition=Q(rounding__gte=1), name="category_rounds_to_something")]

    def __str__(self) -> str:
        return self.name

    @property
    def with_unit(self) -> str:
        return f"{self} ({self.unit})"


class Requirement(models.Model):
    """A long-term requirement of a nation; its quantities stand in yearly lines. The note stays in the delegation."""

    nation = models.ForeignKey(Nation, models.PROTECT, related_name="requirements")
    category = models.ForeignKey(Category, models.PROTECT, related_name="requirements", verbose_name=_("category"))
    description = TranslatedField(models.CharField(_("description"), max_length=300, blank=True))
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    description_en: str
    description_fr: str

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["category__rank", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(certainty__in=Certainty.values), name="requirement_certainty"),
            models.CheckConstraint(condition=~Q(description_en="", description_fr=""), name="requirement_is_described"),
        ]

    def __str__(self) -> str:
        return f"{self.nation.alpha3} · {self.pk}"


class RequirementLine(models.Model):
    """How much in one year, which Allies see it, and whether industry gets it in aggregate."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="lines")
    year = models.PositiveSmallIntegerField(_("year"))
    quantity = models.PositiveIntegerField(_("quantity"))
    audience = models.CharField(_("Allies"), max_length=10, choices=Audience, default=Audience.OWN)
    nations = models.ManyToManyField(Nation, related_name="+", blank=True, verbose_name=_("chosen Allies"))
    industry = models.BooleanField(_("industry, in aggregate"), default=False)
    history = HistoricalRecords(m2m_fields=[nations])

    class Meta:
        verbose_name = _("line of a requirement")
        verbose_name_plural = _("lines of requirements")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "year"], name="requirement_line_a_year"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="requirement_line_audience"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="requirement_line_year"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=MOST), name="requirement_line_quantity"),
        ]
        indexes = [
            models.Index(
                fields=["year", "audience"], include=["id", "requirement", "quantity"], name="requirement_line_summed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement} · {self.year}"

    @property
    def is_shared(self) -> bool:
        """Somebody beyond the delegation sees it, be it in aggregate."""
        return self.audience != Audience.OWN or self.industry


class NationalPlan(models.Model):
    """A plan a nation may share with Allies, such as one to strengthen its industrial capacity."""

    nation = models.ForeignKey(Nation, models.PROTECT, related_name="plans")
    title = TranslatedField(models.CharField(_("title"), max_length=300, blank=True))
    text = TranslatedField(models.TextField(_("text"), blank=True))
    first_year = models.PositiveSmallIntegerField(_("from"))
    last_year = models.PositiveSmallIntegerField(_("to"))
    categories = models.ManyToManyField(Category, related_name="plans", blank=True, verbose_name=_("categories"))
    audience = models.CharField(_("Allies"), max_length=10, choices=Audience, default=Audience.OWN)
    nations = models.ManyToManyField(Nation, related_name="+", blank=True, verbose_name=_("chosen Allies"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords(m2m_fields=[categories, nations])

    title_en: str
    title_fr: str
    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("national plan")
        verbose_name_plural = _("national plans")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="national_plan_audience"),
            models.CheckConstraint(condition=~Q(title_en="", title_fr=""), name="national_plan_has_a_title"),
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
                name="national_plan_years",
            ),
        ]
        indexes = [
            models.Index(fields=["-saved_at", "-id"], include=["audience", "nation"], name="national_plan_newest")
        ]

    def __str__(self) -> str:
        return f"{self.nation.alpha3} · {self.pk}"


class RequirementUpload(models.Model):
    """A workbook as it was read, kept for its delegation until somebody applies or drops what it would change."""

    nation = models.ForeignKey(Nation, models.PROTECT, related_name="+")
    rows = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("workbook of requirements")
        verbose_name_plural = _("workbooks of requirements")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.nation.alpha3} · {self.pk}"
