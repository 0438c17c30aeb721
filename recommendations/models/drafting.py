"""The text itself: a recommendation, its revisions, their paragraphs."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import Goal, Objective
from boards.models import Body, Document, Tasking
from dipb_portal.lib.richtext import text_hash
from recommendations.enums import Form, Kind, State, Subject


class Recommendation(models.Model):
    """A recommendation or an advice of the Board, from first draft to the end of its follow-up.

    `title` is that of the newest issued revision, or the working title before the first. `state` is written by
    `actions.transitions.perform` alone.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.RECOMMENDATION)
    form = models.CharField(pgettext_lazy("recommendation", "form"), max_length=20, choices=Form, default=Form.GENERAL)
    body = models.ForeignKey(Body, models.PROTECT, related_name="recommendations", verbose_name=_("group"))
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    objectives = ArrayField(models.CharField(max_length=20, choices=Objective), verbose_name=_("objectives"))
    goals = ArrayField(models.CharField(max_length=20, choices=Goal), verbose_name=_("DPAP goals"))
    title = TranslatedField(models.CharField(_("title"), max_length=300, blank=True))
    original_language = models.CharField(_("original language"), max_length=2, choices=settings.LANGUAGES, default="en")
    rapporteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    tasking = models.ForeignKey(
        Tasking, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("tasking")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    state_since = models.DateTimeField(editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    title_en: str
    title_fr: str

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-state_since", "-pk"]
        indexes = [models.Index(fields=["state", "-state_since"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="recommendation_state"),
            models.CheckConstraint(
                condition=Q(objectives__contained_by=Objective.values), name="recommendation_objectives"
            ),
            models.CheckConstraint(condition=Q(goals__contained_by=Goal.values), name="recommendation_goals"),
            models.CheckConstraint(condition=~Q(title_en="", title_fr=""), name="recommendation_has_a_title"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="recommendation_form"),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_fr


class RevisionQuerySet(models.QuerySet["Revision"]):
    def issued(self) -> Self:
        return self.filter(issued_at__isnull=False)


class Revision(models.Model):
    """One numbered text. While `issued_at` is null it is the working text, of which there is at most one.

    Once issued, it and its paragraphs are frozen: triggers refuse every change. `version` counts the saves of
    the working text's structure.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    title = TranslatedField(models.CharField(_("title"), max_length=300, blank=True))
    version = models.PositiveIntegerField(default=1)
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="revision")
    issued_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over both titles and all texts")
    objects = RevisionQuerySet.as_manager()

    title_en: str
    title_fr: str

    class Meta:
        verbose_name = _("revision")
        ordering = ["recommendation", "number"]
        constraints = [
            # What it includes, the newest revision of every text is found by in one pass over the index.
            models.UniqueConstraint(
                fields=["recommendation", "number"],
                include=["id", "document", "issued_at"],
                name="revision_number_once",
            ),
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(issued_at__isnull=True), name="revision_one_working"
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, document__isnull=True, digest="")
                | (Q(issued_at__isnull=False, document__isnull=False) & ~Q(digest="")),
                name="revision_issued_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.document.reference if self.document else f"{self.recommendation} · {self.number}"

    @property
    def name(self) -> str:
        """Its reference, or what it will be in the reader's language."""
        if self.document:
            return self.document.reference
        return (
            gettext("Working text of REV%(number)s") % {"number": self.number}
            if self.number
            else gettext("Working text")
        )

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None


class Paragraph(models.Model):
    """A numbered paragraph in both languages. `identity` follows it through revisions, splits and moves.

    `translated_from` is the hash of the original-language text the translation was made from; where it is not
    that of the text as it stands, the translation is stale. Texts are sanitised HTML (`lib.richtext`).
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="paragraphs")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("number"))
    text_en = models.TextField(_("English"), blank=True)
    text_fr = models.TextField(_("French"), blank=True)
    translated_from = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("paragraph")
        ordering = ["revision", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "position"],
                name="paragraph_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["revision", "identity"], name="paragraph_identity_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} §{self.position}"

    def original(self, language: str) -> str:
        """The text in the recommendation's original `language`."""
        return self.text_fr if language == "fr" else self.text_en

    def translation(self, language: str) -> str:
        """The text in the other language than the original `language`."""
        return self.text_en if language == "fr" else self.text_fr

    def is_stale(self, language: str) -> bool:
        """Whether the translation is missing or was made from another original than the present one."""
        return not self.translation(language) or self.translated_from != text_hash(self.original(language))
