"""The journal: who did what, when, why, on what; append-only and hash-chained by the database itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act. `sequence`, `at`, `previous` and `digest` are written by a trigger (migration 0001), not here.

    `digest` is the SHA-256 of the concatenated SHA-256 digests of, in order: previous, sequence, the instant in
    microseconds since 1970 UTC, actor's e-mail, verb, object type, object id, object label, why, data.
    """

    sequence = models.PositiveBigIntegerField(unique=True, editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(_("who"), max_length=254, blank=True)
    verb = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    object_label = models.CharField(_("on what"), max_length=300)
    why = models.TextField(_("why"), blank=True)
    data = models.TextField(default="{}", help_text="canonical JSON")
    previous = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"]), models.Index(fields=["verb", "at"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"
