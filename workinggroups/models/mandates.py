"""What the Board has charged a working group with: its mandate, and the earlier ones."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Body, Decision


class Days(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Mandate(models.Model):
    """Terms of reference in force over [since, until). `authority` names the decision where no row stands for it.

    A trigger freezes the words: a mandate is amended by the next one.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates", verbose_name=_("group"))
    text = TranslatedField(models.TextField(_("terms of reference")))
    adopted_on = models.DateField(_("adopted on"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("decision")
    )
    authority = models.CharField(_("reference of the decision sheet"), max_length=80, blank=True)
    since = models.DateField(_("in force from"))
    until = models.DateField(_("in force until"), null=True, blank=True)
    history = HistoricalRecords()

    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="mandate_period"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(authority=""), name="mandate_rests_on_a_decision"
            ),
            models.CheckConstraint(condition=~Q(text_en="") & ~Q(text_fr=""), name="mandate_in_both_languages"),
            ExclusionConstraint(
                name="mandate_one_in_force",
                expressions=[
                    (F("body"), RangeOperators.EQUAL),
                    (Days("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.since}"
