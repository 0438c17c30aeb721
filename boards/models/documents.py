"""Everything that bears a number, and the series the numbers come from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from boards.enums import DocumentKind
from boards.models.bodies import Body
from dipb_portal.lib.references import is_action_sheet


class Series(models.Model):
    """The last serial given in one series and year. Numbers are never reused (domain rule 2.5)."""

    root = models.CharField(max_length=20)
    sub = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=2, choices=DocumentKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "sub", "kind", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.root}{f'({self.sub})' if self.sub else ''}-{self.kind}({self.year})"


class Document(models.Model):
    """A numbered document; the app above hangs its content on it. Immutable but for its withdrawal."""

    reference = models.CharField(_("reference"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=2, choices=DocumentKind)
    body = models.ForeignKey(Body, models.PROTECT, related_name="documents")
    title = TranslatedField(models.CharField(_("title"), max_length=300, blank=True))
    original_language = models.CharField(_("original language"), max_length=2, choices=settings.LANGUAGES)
    text_en = models.TextField(blank=True, help_text="sanitised HTML, where the document has no rows of its own")
    text_fr = models.TextField(blank=True)
    dated = models.DateField(_("date"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    title_en: str
    title_fr: str

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_at", "-pk"]
        # The newest of those a reader may see, and how many they are, without reading the texts.
        indexes = [models.Index(fields=["-issued_at", "-id"], include=["body"], name="document_newest")]

    def __str__(self) -> str:
        return self.reference

    @property
    def called(self) -> str:
        """What it is: an action sheet has the type letters of the document that it is attached to."""
        return gettext("Action sheet") if is_action_sheet(self.reference) else self.get_kind_display()
