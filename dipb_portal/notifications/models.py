"""The outbox: a row due to a person, shown in the inbox and sent by mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What happened. The sentences shown and mailed stand in `messages.py`."""

    CONSULTATION_OPENED = "consultation_opened", _("Round of comments opened")
    CONSULTATION_CLOSING = "consultation_closing", _("Round of comments about to close")
    COMMENTS_ADJUDICATED = "comments_adjudicated", _("Comments decided")
    SILENCE_OPENED = "silence_opened", _("Silence procedure opened")
    SILENCE_ENDING = "silence_ending", _("Silence procedure about to end")
    SILENCE_BROKEN = "silence_broken", _("Silence broken")
    SILENCE_CLOSED = "silence_closed", _("Silence procedure ended")
    PACKET_READY = "packet_ready", _("Packet built")
    PACKET_FAILED = "packet_failed", _("Packet not built")
    MEETING_CALLED = "meeting_called", _("Meeting called")
    MEETING_CHANGED = "meeting_changed", _("Meeting changed")
    SHEET_CIRCULATED = "sheet_circulated", _("Decision sheet circulated in draft")
    SHEET_ISSUED = "sheet_issued", _("Decision sheet issued")
    DECISION_ADDRESSED = "decision_addressed", _("Decision addressed to you")
    TASK_SET = "task_set", _("Task set")
    TASK_EXTENDED = "task_extended", _("Deadline of the task extended")
    TASK_CORRECTED = "task_corrected", _("Words of the task corrected")
    TASK_DUE = "task_due", _("Task about to be due")
    TOPIC_OPENED = "topic_opened", _("Debate opened")
    ENTRY_SUBMITTED = "entry_submitted", _("Register entry to moderate")
    ENTRY_DECIDED = "entry_decided", _("Register entry decided")
    SPONSORED_WITHDRAWN = "sponsored_withdrawn", _("Something co-sponsored withdrawn")
    FOLLOWED_CHANGED = "followed_changed", _("Something followed has changed")
    PLAN_SHARED = "plan_shared", _("Plan shared")
    OUTLOOK_RELEASED = "outlook_released", _("Demand outlook released")
    RELEASED = "released", _("Something released")
    ADVICE_ASKED = "advice_asked", _("Advice asked of the Board")
    ADVICE_REQUESTED = "advice_requested", _("Advice requested")
    ADVICE_GIVEN = "advice_given", _("Advice given")
    ADVICE_CLOSED = "advice_closed", _("Request for advice closed")
    CNAD_DISPOSED = "cnad_disposed", _("Decision of the CNAD recorded")
    FOLLOW_UP_SET = "follow_up_set", _("Follow-up action set")
    FOLLOW_UP_DUE = "follow_up_due", _("Follow-up action about to be due")
    SEAT_OPENED = "seat_opened", _("Seat opened")
    FILE_REFUSED = "file_refused", _("File refused")
    BOOK_READY = "book_ready", _("Book of a meeting built")


class Notification(models.Model):
    """One message to one person. `key` makes it unique: a repeated cause writes no second row.

    The sentence is made at reading time, in the reader's language, from `kind` and `params` (strings only);
    whether the person may still see the object is asked by its page, so `params` carry no content of texts.
    `mailed_at` is when a worker handed the mail over.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30, choices=Kind)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=200, help_text="path of the page it leads to")
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notification_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="notification_kind"),
        ]
        indexes = [models.Index(fields=["user", "-created_at"]), models.Index(fields=["mailed_at"])]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"


class Following(models.Model):
    """A person asked to be told when one object changes; `object_type` is its model's label, as in the journal."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="following")
    object_type = models.CharField(max_length=100)
    object_id = models.PositiveBigIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "object_type", "object_id"], name="following_once")]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.object_type} {self.object_id}"
