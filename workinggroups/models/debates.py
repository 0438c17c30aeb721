"""Debates of a working group: a question, what nations and staff say on it, and the summary that closes it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.models import Body, Document, Nation, Seat
from dipb_portal.lib.clock import DatabaseNow


class TopicQuerySet(models.QuerySet["Topic"]):
    def open(self) -> Self:
        """Debates in which can still be written: not closed, and before the hour announced."""
        return self.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=DatabaseNow()), closed_at__isnull=True)


class Topic(models.Model):
    """A question a group debates. `closes_at` is announced; the debate ends with a summary at `closed_at`.

    `version` counts the corrections of the question's words.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="topics", verbose_name=_("group"))
    title = TranslatedField(models.CharField(_("title"), max_length=300, blank=True))
    question = TranslatedField(models.TextField(_("question"), blank=True))
    paper = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name=_("paper")
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"), editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    summary = TranslatedField(models.TextField(_("closing summary"), blank=True))
    objects = TopicQuerySet.as_manager()
    history = HistoricalRecords()

    title_en: str
    title_fr: str
    question_en: str
    question_fr: str
    summary_en: str
    summary_fr: str

    class Meta:
        verbose_name = _("debate")
        verbose_name_plural = _("debates")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["body", "-opened_at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title_en="", title_fr=""), name="topic_has_a_title"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opened_at")), name="topic_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, summary_en="", summary_fr="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(summary_en="", summary_fr="")),
                name="topic_closed_with_a_summary",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_fr

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Post(models.Model):
    """What somebody says in a debate, from the `seat` that says for whom. `version` counts the edits.

    `allies_only` keeps it from the outside bodies that the debate is released to. Withdrawn words stay in the
    history, and are shown to nobody.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="posts")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    in_reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"))
    allies_only = models.BooleanField(_("Allies only"), default=False)
    at = models.DateTimeField(editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contribution to a debate")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["topic", "at", "id"])]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="post_has_words")]

    def __str__(self) -> str:
        return f"{self.topic_id} · {self.pk}"

    @property
    def nation(self) -> Nation | None:
        """The nation spoken for; None for staff, officers of the group and industry."""
        return self.seat.nation


class TopicVisit(models.Model):
    """Up to which instant somebody has read a debate."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_to = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "user"], name="topic_visit_once")]

    def __str__(self) -> str:
        return f"{self.topic_id} · {self.user_id}"
