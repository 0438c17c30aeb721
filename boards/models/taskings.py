"""What the Board asks of a working group by a decision, by when, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import TaskingState
from boards.models.bodies import Body
from boards.models.decisions import Decision
from boards.models.documents import Document


class Tasking(models.Model):
    """A task set by the Board; recommendations that answer it name it. `due` is the last day, in Brussels.

    `state` is written by `actions.taskings` alone, along the table of `lifecycle`; `reminded_at` is when those
    who answer were told that it is due soon, null again once the deadline moves.
    """

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="taskings", verbose_name=_("decision")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="taskings", verbose_name=_("group"))
    title = TranslatedField(models.CharField(_("title"), max_length=300))
    text = TranslatedField(models.TextField(_("what is asked"), blank=True))
    due = models.DateField(_("due"))
    set_at = models.DateTimeField(_("set"), editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=TaskingState, default=TaskingState.OPEN, editable=False)
    state_since = models.DateTimeField(editable=False)
    answered_by = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("answered by")
    )
    outcome = models.TextField(_("what came of it"), blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    title_en: str
    title_fr: str
    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("tasking")
        verbose_name_plural = _("taskings")
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TaskingState.values), name="tasking_state"),
            models.CheckConstraint(condition=~Q(title_en="") & ~Q(title_fr=""), name="tasking_in_both_languages"),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(outcome="") | Q(answered_by__isnull=False),
                name="tasking_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en
