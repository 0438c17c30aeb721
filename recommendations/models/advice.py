"""Advice asked of the Board, and the advice of industry that the Board asks for."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import BodyKind
from boards.models import Body, Nation
from recommendations.models.drafting import Recommendation, Revision


class AdviceAskedQuerySet(models.QuerySet["AdviceAsked"]):
    def open(self) -> Self:
        return self.filter(sent_at__isnull=True, closed_at__isnull=True)

    def of_cnad(self) -> Self:
        return self.filter(asker_body__kind=BodyKind.SUPERIOR)


class AdviceAsked(models.Model):
    """A request for the Board's advice by a nation or a body, answered by an advice text (mission row 4).

    A nation's request waits until it is accepted; acceptance names the `group` that drafts and the `due` instant.
    How far it is follows from these instants and from the state of `recommendation`; see `queries.advice`.
    """

    asker_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    asker_nation = models.ForeignKey(Nation, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.CharField(_("reference of the letter"), max_length=120, blank=True)
    received_on = models.DateField(_("received on"))
    title = TranslatedField(models.CharField(_("subject of the request"), max_length=200, blank=True))
    question = TranslatedField(models.TextField(_("question"), blank=True))
    due = models.DateTimeField(_("due"), null=True, blank=True)
    group = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="advice_asked", verbose_name=_("group that drafts")
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recommendation = models.OneToOneField(Recommendation, models.PROTECT, null=True, related_name="asked")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, help_text="declined or withdrawn")
    closed_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = AdviceAskedQuerySet.as_manager()
    history = HistoricalRecords()

    title_en: str
    title_fr: str
    question_en: str
    question_fr: str

    class Meta:
        verbose_name = _("request for advice")
        verbose_name_plural = _("requests for advice")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asker_body__isnull=False, asker_nation__isnull=True)
                | Q(asker_body__isnull=True, asker_nation__isnull=False),
                name="advice_asked_by_a_body_or_a_nation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(group__isnull=False, due__isnull=False),
                name="advice_accepted_has_a_group",
            ),
            models.CheckConstraint(
                condition=Q(recommendation__isnull=True) | Q(accepted_at__isnull=False),
                name="advice_drafted_was_accepted",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(recommendation__isnull=False, closed_at__isnull=True),
                name="advice_sent_is_written",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closed_why=""), name="advice_closed_gives_a_reason"
            ),
            models.CheckConstraint(condition=~Q(question_en="", question_fr=""), name="advice_asked_has_a_question"),
            models.CheckConstraint(condition=~Q(title_en="", title_fr=""), name="advice_asked_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_fr

    @property
    def asker(self) -> Nation | Body:
        return self.asker_nation or self.asker_body  # type: ignore[return-value] # one of both, by a constraint

    @property
    def is_of_cnad(self) -> bool:
        """Whether a report carries the answer."""
        return self.asker_body is not None and self.asker_body.kind == BodyKind.SUPERIOR


class AdviceRequestQuerySet(models.QuerySet["AdviceRequest"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def unanswered(self) -> Self:
        return self.standing().exclude(advice__given_at__isnull=False)


class AdviceRequest(models.Model):
    """A formal request for the advice of industry on an issued revision released to its body (mission row 25).

    `taken` says afterwards what became of the advice. Once it was given, a trigger keeps what was asked.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="advice_requests")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    question = TranslatedField(models.TextField(_("question")))
    deadline = models.DateTimeField(_("deadline"))
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)
    taken = TranslatedField(models.TextField(_("how it was taken into account"), blank=True))
    version = models.PositiveIntegerField(default=1)
    objects = AdviceRequestQuerySet.as_manager()

    question_en: str
    question_fr: str
    taken_en: str
    taken_fr: str

    class Meta:
        verbose_name = _("request for the advice of industry")
        verbose_name_plural = _("requests for the advice of industry")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "body"], condition=Q(withdrawn_at__isnull=True), name="advice_request_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=models.F("requested_at")), name="advice_request_ends_after_asking"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="advice_request_withdrawn_gives_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(question_en="") & ~Q(question_fr=""), name="advice_request_in_both_languages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.code} · {self.revision}"


class IndustryAdvice(models.Model):
    """The one answer of a body to a request, drafted by its liaisons together, given once, then frozen (trigger).

    `text` is sanitised HTML in `language`; `interests` the plain text by which industry declares its interests.
    """

    request = models.OneToOneField(AdviceRequest, models.PROTECT, related_name="advice")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    text = models.TextField(_("advice of industry"), blank=True)
    interests = models.TextField(_("interests declared"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("advice of industry")
        verbose_name_plural = _("advice of industry")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by__isnull=True)
                | (Q(given_at__isnull=False, given_by__isnull=False) & ~Q(text="") & ~Q(interests="")),
                name="industry_advice_given_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)

    @property
    def is_late(self) -> bool:
        """Whether it was given after its deadline."""
        return self.given_at is not None and self.given_at > self.request.deadline
