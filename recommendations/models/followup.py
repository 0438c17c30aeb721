"""What the CNAD makes of a report: its way there, what was decided on each text, and what follows from it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Body, Nation
from recommendations.enums import ActionStatus, CnadOutcome, Implementation, Means
from recommendations.models.drafting import Recommendation
from recommendations.models.submission import Submission, SubmissionItem


class Transmission(models.Model):
    """The way of an issued report: sent, received, on the agenda of a plenary session, examined. Days, not instants."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="transmission")
    sent_on = models.DateField(_("transmitted on"))
    means = models.CharField(_("how"), max_length=10, choices=Means)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    scheduled_for = models.DateField(_("scheduled for examination on"), null=True, blank=True)
    examined_on = models.DateField(_("examined on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("transmission")
        verbose_name_plural = _("transmissions")
        constraints = [
            models.CheckConstraint(condition=Q(means__in=Means.values), name="transmission_means"),
            models.CheckConstraint(
                condition=(Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")))
                & (Q(scheduled_for__isnull=True) | Q(scheduled_for__gte=F("sent_on")))
                & (Q(examined_on__isnull=True) | Q(examined_on__gte=F("sent_on"))),
                name="transmission_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.submission)


class DispositionQuerySet(models.QuerySet["Disposition"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)

    def deferrals(self) -> Self:
        """By which the CNAD puts off what it will decide: the text stays submitted."""
        return self.current().filter(outcome=CnadOutcome.DEFERRED)


class Disposition(models.Model):
    """What the CNAD decided on one text of a report. A correction is a new row; triggers refuse every other change.

    `reference` is the CNAD's document that says so; `text` what was said there; `why` the reason of a correction.
    """

    item = models.ForeignKey(SubmissionItem, models.PROTECT, related_name="dispositions")
    outcome = models.CharField(_("outcome"), max_length=12, choices=CnadOutcome)
    deferred_until = models.DateField(_("deferred until"), null=True, blank=True)
    reference = models.CharField(_("reference of the CNAD"), max_length=80)
    decided_on = models.DateField(_("decided on"))
    text = TranslatedField(models.TextField(_("what was said"), blank=True))
    why = models.CharField(_("reason for the correction"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    objects = DispositionQuerySet.as_manager()

    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("disposition by the CNAD")
        verbose_name_plural = _("dispositions by the CNAD")
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["decided_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(superseded_at__isnull=True), name="disposition_one_current_an_item"
            ),
            models.CheckConstraint(condition=Q(outcome__in=CnadOutcome.values), name="disposition_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="deferred", deferred_until__isnull=False, deferred_until__gte=F("decided_on"))
                | (~Q(outcome="deferred") & Q(deferred_until__isnull=True)),
                name="disposition_deferred_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["in_part", "returned", "not_agreed"]) | ~Q(text_en="", text_fr=""),
                name="disposition_says_what_was_said",
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="disposition_has_a_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.item.recommendation}"


class FollowUpActionQuerySet(models.QuerySet["FollowUpAction"]):
    def open(self) -> Self:
        return self.filter(status__in=[status.value for status in ActionStatus if status.is_open])


class FollowUpAction(models.Model):
    """What follows from a text: who does it, by when, how far it is.

    Exactly one of `nation`, `body` and `agency` owns it. Where `each_nation` is set every Ally may report on it.
    `status` repeats the newest of `notes`; `news_at` is when last something was heard: a note or a national report.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="follow_up_actions")
    disposition = models.ForeignKey(Disposition, models.PROTECT, null=True, blank=True, related_name="actions")
    title = TranslatedField(models.CharField(_("title"), max_length=200))
    text = TranslatedField(models.TextField(_("what is to be done"), blank=True))
    nation = models.ForeignKey(
        Nation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nation")
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body"))
    agency = models.CharField(_("agency"), max_length=120, blank=True)
    each_nation = models.BooleanField(_("each nation separately"), default=False)
    due = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=12, choices=ActionStatus, default=ActionStatus.NOT_STARTED)
    news_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects = FollowUpActionQuerySet.as_manager()
    history = HistoricalRecords()

    title_en: str
    title_fr: str
    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("follow-up action")
        verbose_name_plural = _("follow-up actions")
        ordering = ["due", "pk"]
        # The list of all actions begins with the earliest due.
        indexes = [models.Index(fields=["status", "due"]), models.Index(fields=["due", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ActionStatus.values), name="follow_up_status"),
            models.CheckConstraint(
                condition=Q(nation__isnull=False, body__isnull=True, agency="")
                | Q(nation__isnull=True, body__isnull=False, agency="")
                | (Q(nation__isnull=True, body__isnull=True) & ~Q(agency="")),
                name="follow_up_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(each_nation=False) | Q(nation__isnull=True), name="follow_up_one_nation_or_each"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return ActionStatus(self.status).is_open

    @property
    def owner(self) -> str:
        """Who does it, in the reader's language."""
        if self.nation:
            return self.nation.name
        return self.body.acronym if self.body else self.agency


class ActionNote(models.Model):
    """A step in the life of an action: its status from then on, and a word why. Never changed, never deleted."""

    action = models.ForeignKey(FollowUpAction, models.PROTECT, related_name="notes")
    status = models.CharField(_("status"), max_length=12, choices=ActionStatus)
    text = models.TextField(_("note"), blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("note on an action")
        verbose_name_plural = _("notes on an action")
        ordering = ["-noted_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(status__in=ActionStatus.values), name="action_note_status")]

    def __str__(self) -> str:
        return f"{self.action} · {self.status}"


class ImplementationReportQuerySet(models.QuerySet["ImplementationReport"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)


class ImplementationReport(models.Model):
    """What a nation says of an action, verbatim in its language. Reporting again supersedes; nothing is deleted."""

    action = models.ForeignKey(FollowUpAction, models.PROTECT, related_name="reports")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="+")
    status = models.CharField(_("implementation"), max_length=12, choices=Implementation)
    planned_by = models.DateField(_("planned by"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    objects = ImplementationReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("national report on implementation")
        verbose_name_plural = _("national reports on implementation")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "nation"],
                condition=Q(superseded_at__isnull=True),
                name="implementation_one_current_a_nation",
            ),
            models.CheckConstraint(condition=Q(status__in=Implementation.values), name="implementation_status"),
            models.CheckConstraint(
                condition=Q(status="planned", planned_by__isnull=False)
                | (~Q(status="planned") & Q(planned_by__isnull=True)),
                name="implementation_planned_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} · {self.nation.alpha3}"
