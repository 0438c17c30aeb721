"""What industry is told of demand: dated releases of aggregates; and where nations might buy together."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from boards.models import Body, Nation
from dipb_portal.lib.deadlines import day_of
from workinggroups.models.plans import FIRST_YEAR, LAST_YEAR, Category


class OutlookRelease(models.Model):
    """The demand outlook as it was released to industry on a day, at most once a quarter. Never changed since."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    released_at = models.DateTimeField(_("released"))
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    bodies = models.ManyToManyField(Body, related_name="+", verbose_name=_("released to"))

    class Meta:
        verbose_name = _("release of the demand outlook")
        verbose_name_plural = _("releases of the demand outlook")
        ordering = ["-released_at"]
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="outlook_release_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="outlook_release_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.quarter}"

    @property
    def released_on(self) -> date:
        return day_of(self.released_at)

    @property
    def next_from(self) -> date:
        """The first day of the next quarter."""
        return date(self.year + self.quarter // 4, self.quarter % 4 * 3 + 1, 1)


class ReleaseCell(models.Model):
    """One category in one year. No `figure`: too few nations, or one prevails. `since` is the release it dates from.

    `blanked_at` is when a nation withdrew what it had contributed: from then on nobody is shown the figure.
    """

    release = models.ForeignKey(OutlookRelease, models.CASCADE, related_name="cells")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    figure = models.PositiveBigIntegerField(null=True)
    since = models.ForeignKey(OutlookRelease, models.PROTECT, related_name="+", null=True)
    blanked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["category__rank", "year"]
        constraints = [
            models.UniqueConstraint(fields=["release", "category", "year"], name="release_cell_once"),
            models.CheckConstraint(
                condition=Q(figure__isnull=True, since__isnull=True) | Q(figure__isnull=False, since__isnull=False),
                name="release_cell_figure_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release} · {self.category.code} · {self.year}"

    @property
    def shown(self) -> int | None:
        return None if self.blanked_at else self.figure


class Contribution(models.Model):
    """What a nation contributed to a cell, and which Allies saw it by name then. Shown to nobody.

    Later releases are compared with it, so that no difference between two of them tells one nation's figure.
    """

    cell = models.ForeignKey(ReleaseCell, models.CASCADE, related_name="contributions")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="+")
    quantity = models.PositiveBigIntegerField()
    named_to = models.JSONField(
        default=list, help_text="ids of the Allies that saw some of it by name, each with how much"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "nation"], name="contribution_once")]

    def __str__(self) -> str:
        return f"{self.cell} · {self.nation.alpha3}"


class JointCandidate(models.Model):
    """A possible joint procurement: a category over some years. Nations join and leave it of their own accord."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("joint procurement", "Proposed")
        EXPLORED = "explored", pgettext_lazy("joint procurement", "Being explored")
        DROPPED = "dropped", pgettext_lazy("joint procurement", "Dropped")

    category = models.ForeignKey(Category, models.PROTECT, related_name="joint_candidates", verbose_name=_("category"))
    first_year = models.PositiveSmallIntegerField(_("from"))
    last_year = models.PositiveSmallIntegerField(_("to"))
    note = models.TextField(_("what might be bought together"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    nations = models.ManyToManyField(Nation, related_name="joint_candidates", blank=True)
    lead = models.ForeignKey(Nation, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey(Nation, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords(m2m_fields=[nations])

    class Meta:
        verbose_name = _("candidate for joint procurement")
        verbose_name_plural = _("candidates for joint procurement")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "explored", "dropped"]), name="joint_candidate_state"
            ),
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
                name="joint_candidate_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category.code} {self.first_year}–{self.last_year}"
