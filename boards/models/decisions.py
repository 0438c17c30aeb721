"""What is said and decided at a meeting: perspectives, decisions, comments on the decision sheet in draft."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import DecisionVerb
from boards.models.bodies import Body, Nation
from boards.models.meetings import AgendaItem, Meeting


class Statement(models.Model):
    """The perspective of a nation, or of the staff of a body, on an item: one for each, in either language.

    It is edited in place until the meeting is closed; `history` keeps what it said before.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="statements")
    nation = models.ForeignKey(Nation, models.PROTECT, null=True, blank=True, related_name="statements")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="statements")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(nation__isnull=False, body__isnull=True) | Q(nation__isnull=True, body__isnull=False),
                name="statement_of_one",
            ),
            models.UniqueConstraint(fields=["item", "nation"], name="statement_once_a_nation"),
            models.UniqueConstraint(fields=["item", "body"], name="statement_once_a_staff"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.nation.alpha3 if self.nation else self.body}"


class Decision(models.Model):
    """One point of the decision sheet under an item: "The Board: (a) noted ..."; `text` follows the verb.

    Seen by members once the sheet is circulated. `addressee` is the body a decision asks something of.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    position = models.PositiveSmallIntegerField(_("number"))
    verb = models.CharField(_("verb"), max_length=10, choices=DecisionVerb)
    text = TranslatedField(models.TextField(_("text"), blank=True))
    due = models.DateField(_("due"), null=True, blank=True)
    addressee = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="decisions_addressed", verbose_name=_("addressee")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["item__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=DecisionVerb.values), name="decision_verb"),
            models.UniqueConstraint(
                fields=["item", "position"], name="decision_number_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.letter}) {self.verb}"

    @property
    def letter(self) -> str:
        """ "a" for the first, "aa" after "z"."""
        turns, place = divmod(self.position - 1, 26)
        return chr(ord("a") + place) * (turns + 1)


class SheetComment(models.Model):
    """What a nation says of the decision sheet in draft, and what the secretariat answers."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sheet_comments")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="comments")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("comment"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("comment on a decision sheet")
        verbose_name_plural = _("comments on decision sheets")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="sheet_comment_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.nation.alpha3}"
