"""A silence procedure: a frozen text, a frozen electorate, one deadline, one outcome."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from boards.models import Document, Nation
from recommendations.enums import Outcome, Stance
from recommendations.models.drafting import Paragraph, Revision


class Silence(models.Model):
    """`digest` is the revision's when the procedure was opened; `deadline` is one UTC instant, inclusive.

    The action sheet's texts are drafted when silence ends without a break; `action_sheet` numbers them.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="silences")
    digest = models.CharField(max_length=64)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deadline = models.DateTimeField(_("silence ends"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    action_sheet = models.OneToOneField(Document, models.PROTECT, null=True, related_name="silence")
    action_sheet_en = models.TextField(_("action sheet, English"), blank=True)
    action_sheet_fr = models.TextField(_("action sheet, French"), blank=True)

    class Meta:
        verbose_name = _("silence procedure")
        verbose_name_plural = _("silence procedures")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="silence_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="open", ended_at__isnull=True) | (~Q(outcome="open") & Q(ended_at__isnull=False)),
                name="silence_ended_has_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["revision"], condition=Q(outcome="open"), name="silence_one_open_a_revision"
            ),
        ]

    def __str__(self) -> str:
        return str(self.revision)


class Elector(models.Model):
    """A nation asked, frozen at opening."""

    silence = models.ForeignKey(Silence, models.CASCADE, related_name="electors")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["silence", "nation"], name="elector_once")]

    def __str__(self) -> str:
        return f"{self.silence} · {self.nation.alpha3}"


class PositionQuerySet(models.QuerySet["Position"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)


class Position(models.Model):
    """What a nation stated, once for the nation. Restating supersedes; nothing is deleted.

    `text` is the reservation or the reason for a break, verbatim; `lifting_text` the wording that would lift it.
    """

    silence = models.ForeignKey(Silence, models.PROTECT, related_name="positions")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="positions")
    stance = models.CharField(_("position"), max_length=20, choices=Stance)
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"), blank=True)
    lifting_text = models.TextField(_("text that would lift it"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    objects = PositionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["stated_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["silence", "nation"],
                condition=Q(superseded_at__isnull=True),
                name="position_one_current_a_nation",
            ),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="position_stance"),
            models.CheckConstraint(
                condition=Q(stance__in=["support", "scrutiny"]) | ~Q(text=""), name="position_gives_its_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.silence} · {self.nation.alpha3} · {self.stance}"
