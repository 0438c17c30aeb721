"""The report to the CNAD, and the packets built from it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Body, Document, Meeting
from recommendations.enums import Addressee, Edition, PacketState, ReportKind, Verb
from recommendations.models.drafting import Recommendation, Revision


class Submission(models.Model):
    """A report to the CNAD: drafted until it is issued, then numbered and frozen. Texts are sanitised HTML.

    It submits recommendations, or gives an account of the work of a period (both days included).
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind, default=ReportKind.SUBMISSION)
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    title = TranslatedField(models.CharField(_("title"), max_length=300))
    addressee = models.CharField(_("addressee"), max_length=10, choices=Addressee)
    plenary_date = models.DateField(_("date of the plenary session"), null=True, blank=True)
    introduction = TranslatedField(models.TextField(_("introduction"), blank=True))
    summary = TranslatedField(models.TextField(_("executive summary"), blank=True))
    way_ahead = TranslatedField(models.TextField(_("way ahead"), blank=True))
    no_advice = TranslatedField(models.TextField(_("why NIAG's advice was not requested"), blank=True))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="submission")
    issued_at = models.DateTimeField(null=True)
    contents = models.JSONField(null=True, help_text="the frozen snapshot the issued packets say")
    history = HistoricalRecords(excluded_fields=["contents"])

    title_en: str
    title_fr: str
    introduction_en: str
    introduction_fr: str
    summary_en: str
    summary_fr: str
    way_ahead_en: str
    way_ahead_fr: str
    no_advice_en: str
    no_advice_fr: str

    class Meta:
        verbose_name = _("report to the CNAD")
        verbose_name_plural = _("reports to the CNAD")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(addressee__in=Addressee.values), name="submission_addressee"),
            models.CheckConstraint(
                condition=~Q(addressee="plenary") | Q(plenary_date__isnull=False),
                name="submission_plenary_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(kind="submission", period_from__isnull=True, period_to__isnull=True)
                | Q(
                    kind="progress",
                    period_from__isnull=False,
                    period_to__isnull=False,
                    period_to__gte=F("period_from"),
                ),
                name="submission_progress_has_a_period",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, document__isnull=True, contents__isnull=True)
                | Q(issued_at__isnull=False, document__isnull=False, contents__isnull=False),
                name="submission_issued_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """The number; before there is one, the title in "en" or "fr"."""
        return self.document.reference if self.document else getattr(self, f"title_{language}")

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def is_progress(self) -> bool:
        return self.kind == ReportKind.PROGRESS


class SubmissionItem(models.Model):
    """An endorsed recommendation, in the revision that was endorsed, at its place in the report."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="items")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="submission_items")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "recommendation"], name="submission_item_once"),
            models.UniqueConstraint(
                fields=["submission", "position"],
                name="submission_item_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.recommendation}"


class ActionRequested(models.Model):
    """One thing the CNAD is invited to do: "(a) note …"."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    verb = models.CharField(_("verb"), max_length=10, choices=Verb)
    text_en = models.CharField(_("English"), max_length=600)
    text_fr = models.CharField(_("French"), max_length=600)

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(condition=Q(verb__in=Verb.values), name="action_verb")]

    def __str__(self) -> str:
        return f"{self.verb} {self.text_en}"


class Packet(models.Model):
    """One build of a report, or of the book of a meeting, in one edition. The row is the job.

    A worker takes it under a lease (`leased_until`, `fence`); a write that carries an older fence is refused.
    `contents` is what the packet says, frozen when it was asked for; `sha256` the stored file. A book is made for
    one `audience`, an outside body, or for the members; its papers also stand in an archive.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="packets")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="books")
    audience = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="+", help_text="the outside body a book is for; null: the members"
    )
    edition = models.CharField(_("edition"), max_length=4, choices=Edition)
    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="idempotency key of the request")
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    contents = models.JSONField()
    issued = models.BooleanField(default=False, help_text="a build of the issued report, not of its draft")
    state = models.CharField(_("state"), max_length=10, choices=PacketState, default=PacketState.QUEUED)
    stages = ArrayField(models.CharField(max_length=40), default=list, help_text="the stages, in order")
    stage = models.PositiveSmallIntegerField(default=0, help_text="how many stages are done")
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, help_text="bytes")
    pages = models.PositiveIntegerField(null=True)
    archive_sha256 = models.CharField(max_length=64, blank=True, help_text="a book's papers as a ZIP")
    archive_size = models.PositiveBigIntegerField(null=True, help_text="bytes")

    class Meta:
        verbose_name = _("packet")
        verbose_name_plural = _("packets")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["state", "leased_until"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PacketState.values), name="packet_state"),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(sha256="") & Q(size__isnull=False, finished_at__isnull=False)),
                name="packet_done_is_stored",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=False, meeting__isnull=True, audience__isnull=True)
                | Q(submission__isnull=True, meeting__isnull=False),
                name="packet_of_a_report_or_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(state="done", meeting__isnull=False)
                | ~Q(archive_sha256="") & Q(archive_size__isnull=False),
                name="packet_book_has_an_archive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission or self.meeting} · {self.edition}"
