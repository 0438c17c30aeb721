"""The library: what was filed, its files by language and version, and what texts cite."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boards.enums import FileLanguage, FileRefusal, FileState, Genre, Marking, Translation
from boards.models.bodies import Body, Nation
from boards.models.documents import Document


class Filing(models.Model):
    """How a document came to the library: what it is, who wrote it, which marking it bears."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="filing")
    genre = models.CharField(_("kind of paper"), max_length=10, choices=Genre)
    nation = models.ForeignKey(Nation, models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("originating body")
    )
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    marking = models.CharField(_("marking"), max_length=10, choices=Marking)
    translation = models.CharField(_("translation"), max_length=10, choices=Translation)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        constraints = [
            models.CheckConstraint(condition=Q(genre__in=Genre.values), name="filing_genre"),
            models.CheckConstraint(condition=Q(marking__in=Marking.values), name="filing_marking"),
            models.CheckConstraint(condition=Q(translation__in=Translation.values), name="filing_translation"),
            models.CheckConstraint(
                condition=Q(nation__isnull=False, origin__isnull=True, organisation="")
                | Q(nation__isnull=True, origin__isnull=False, organisation="")
                | Q(nation__isnull=True, origin__isnull=True) & ~Q(organisation=""),
                name="filing_one_originator",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
                name="filing_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def originator(self) -> Nation | Body | str:
        return self.nation or self.origin or self.organisation


class DocumentFileQuerySet(models.QuerySet["DocumentFile"]):
    def ready(self) -> Self:
        """Checked, and fit to be given out; older versions too."""
        return self.filter(state=FileState.READY)

    def current(self) -> Self:
        """Checked, and not superseded: at most one a language."""
        return self.ready().filter(superseded_at=None)


class DocumentFile(models.Model):
    """One version of a document's file in one language. The row is the job of checking it.

    The content stands in the store under `sha256`, and a refused one no longer: `deleted_at` says since when.
    A worker reads it under a lease (`leased_until`, `fence`), as packets are built.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    language = models.CharField(_("language"), max_length=4, choices=FileLanguage)
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=FileState, default=FileState.CHECKING)
    reason = models.CharField(max_length=20, blank=True, help_text="why it was refused (FileRefusal)")
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True, help_text="the words of the file, for search")
    text_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["language", "-version"]
        indexes = [models.Index(fields=["state", "leased_until"]), models.Index(fields=["sha256"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="file_state"),
            models.CheckConstraint(condition=Q(language__in=FileLanguage.values), name="file_language"),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") & Q(text="")
                | ~Q(state="refused") & Q(reason="", deleted_at__isnull=True),
                name="file_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="checking", checked_at__isnull=True)
                | ~Q(state="checking") & Q(checked_at__isnull=False),
                name="file_checked_once",
            ),
            models.UniqueConstraint(fields=["document", "language", "version"], name="file_version_once"),
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=Q(state="ready", superseded_at__isnull=True),
                name="file_one_current_a_language",
            ),
            models.UniqueConstraint(
                fields=["document", "language"], condition=Q(state="checking"), name="file_one_checked_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.name}"

    @property
    def why(self) -> str:
        """The reason of a refusal in the reader's words."""
        return str(FileRefusal(self.reason).label) if self.reason else ""


class Citation(models.Model):
    """A document's text names a reference, which may or may not be one of ours."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    reference = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "reference"], name="citation_once")]

    def __str__(self) -> str:
        return f"{self.document} → {self.reference}"
