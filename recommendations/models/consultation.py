"""A round of comments on a frozen revision, and what became of each comment."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from boards.models import Body, Nation
from recommendations.enums import CommentType, Decision
from recommendations.models.drafting import Paragraph, Revision


class Consultation(models.Model):
    """A round: who is asked to comment on which revision, until when (UTC)."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="consultations")
    number = models.PositiveSmallIntegerField(_("round"))
    audiences = models.ManyToManyField(Body, related_name="+", verbose_name=_("audiences"))
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(null=True)
    adjudicated_at = models.DateTimeField(null=True, help_text="every comment decided and the decisions told")
    last_serial = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("round of comments")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opened_at")), name="consultation_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.number}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def undecided(self) -> Self:
        return self.submitted().filter(adjudication__isnull=True)


class Comment(models.Model):
    """A comment of a nation or of a body on a paragraph, or in general where `paragraph` is null.

    Until `submitted_at` it is the delegation's own. `serial` is given at submission, stable for the round.
    `language` is that of the three texts, which are plain text.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="comments")
    nation = models.ForeignKey(Nation, models.PROTECT, null=True, related_name="comments")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="comments")
    type = models.CharField(_("type"), max_length=1, choices=CommentType)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("comment"))
    proposed_text = models.TextField(_("proposed text"), blank=True)
    rationale = models.TextField(_("rationale"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    serial = models.PositiveIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    objects = CommentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["consultation", "serial", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "serial"], name="comment_serial_once"),
            models.CheckConstraint(
                condition=Q(nation__isnull=False, body__isnull=True) | Q(nation__isnull=True, body__isnull=False),
                name="comment_of_a_nation_or_a_body",
            ),
            models.CheckConstraint(condition=Q(type__in=CommentType.values), name="comment_type"),
            models.CheckConstraint(condition=Q(type="A") | ~Q(proposed_text=""), name="comment_proposes_a_text"),
            models.CheckConstraint(condition=~Q(type="C") | ~Q(rationale=""), name="comment_gives_a_rationale"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, serial__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, serial__isnull=False, submitted_by__isnull=False),
                name="comment_submitted_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} · {self.serial or '–'} · {self.source_code}"

    @property
    def source_code(self) -> str:
        """The nation's alpha-3 code, or the body's code."""
        return self.nation.alpha3 if self.nation else self.body.code  # type: ignore[union-attr] # one of both, by a constraint

    @property
    def source_name(self) -> str:
        return str(self.nation or self.body)


class Adjudication(models.Model):
    """The decision on a submitted comment, with its explanation where one is owed (domain rule 5.3)."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="adjudication")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    explanation = models.TextField(_("explanation"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision on a comment")
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="adjudication_decision"),
            models.CheckConstraint(
                condition=~Q(decision__in=["modify", "reject"]) | ~Q(explanation=""),
                name="adjudication_explains",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment} · {self.decision}"
