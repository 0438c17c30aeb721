"""Meetings of the Board and its groups: when and where, what about, on which papers, and who came."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import Answer, MeetingFormat, MeetingState, Presence, Purpose
from boards.models.bodies import Body, Nation
from boards.models.documents import Document
from dipb_portal.lib.ordinals import ordinal
from dipb_portal.lib.typography import french_text
from dipb_portal.ui.moments import in_words


class Meeting(models.Model):
    """A sitting of a body. `number` is given when it is called; `starts` and `ends` are UTC instants.

    `sheet_closes_at` is until when nations comment on the decision sheet in draft; the texts of the summary record
    stand here until `record` numbers them.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = TranslatedField(models.CharField(_("title"), max_length=200, blank=True))
    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    place = TranslatedField(models.CharField(_("place"), max_length=200))
    format = models.CharField(_("format"), max_length=10, choices=MeetingFormat, default=MeetingFormat.ALLIED)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(null=True, blank=True)
    why_cancelled = models.TextField(_("reason"), blank=True)
    agenda = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="agenda_of")
    sheet_circulated_at = models.DateTimeField(null=True, blank=True)
    sheet_closes_at = models.DateTimeField(_("comments close"), null=True, blank=True)
    decision_sheet = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="sheet_of")
    record_en = models.TextField(_("summary record, English"), blank=True)
    record_fr = models.TextField(_("summary record, French"), blank=True)
    record_version = models.PositiveIntegerField(default=1, editable=False)
    record = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="record_of")
    history = HistoricalRecords()

    title_en: str
    title_fr: str
    place_en: str
    place_fr: str

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts", "-pk"]
        indexes = [models.Index(fields=["body", "starts"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=Q(format__in=MeetingFormat.values), name="meeting_format"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | Q(agenda__isnull=False, number__isnull=False, called_at__isnull=False),
                name="meeting_called_has_an_agenda",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(decision_sheet__isnull=False), name="meeting_closed_has_a_sheet"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(why_cancelled=""), name="meeting_cancelled_says_why"
            ),
            models.UniqueConstraint(fields=["body", "number"], name="meeting_number_once"),
        ]

    def __str__(self) -> str:
        """Without the title: this is what the journal shows, also to who may not see the meeting."""
        return f"{self.body.acronym_en} {self.starts:%Y-%m-%d}"

    @property
    def name(self) -> str:
        """The title in the reader's language, or the meeting's number among those of its body, or its day."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The name in "en" or "fr"."""
        language = "fr" if language == "fr" else "en"
        title, body = getattr(self, f"title_{language}"), getattr(self.body, f"name_{language}")
        if title:
            return french_text(title) if language == "fr" else title
        if self.number:
            number = ordinal(self.number, language)
            return f"{number} réunion du {body}" if language == "fr" else f"{number} meeting of the {body}"
        with override(language):
            day = in_words(self.starts, "day")
        return f"Réunion du {body} du {day}" if language == "fr" else f"Meeting of the {body} on {day}"


class AgendaItem(models.Model):
    """One item; items follow one another, so that the start of each comes from the durations before it.

    What is `restricted` outsiders never see; the numbers shown to them run without it.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("number"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    title = TranslatedField(models.CharField(_("title"), max_length=200))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, default=Purpose.DISCUSSION)
    notes_en = models.TextField(_("notes, English"), blank=True)
    notes_fr = models.TextField(_("notes, French"), blank=True)
    restricted = models.BooleanField(_("restricted to Allies"), default=False)
    carried_over_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_over_to")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    title_en: str
    title_fr: str

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="agenda_item_purpose"),
            models.CheckConstraint(condition=Q(position__gte=1), name="agenda_item_from_one"),
            models.CheckConstraint(condition=Q(minutes__gte=0, minutes__lte=480), name="agenda_item_minutes"),
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_item_number_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.position}"

    @property
    def notes(self) -> str:
        """The notes in the reader's language, or in the other where they stand in one only."""
        first, second = self.notes_en, self.notes_fr
        if get_language() == "fr":
            first, second = second, first
        return first or second


class Paper(models.Model):
    """A numbered document before the meeting, by reference: whoever may not read it does not learn of it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, models.PROTECT, related_name="on_agendas")
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "document"], name="paper_once")]

    def __str__(self) -> str:
        return self.document.reference


class Attendance(models.Model):
    """One row for each nation and organisation invited: its answer, who comes, and how it was there.

    Made when the meeting is called. `organisation` names one that is no body of this portal.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    nation = models.ForeignKey(Nation, models.PROTECT, null=True, blank=True, related_name="attendances")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="attendances")
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    names = models.TextField(_("who comes"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.CheckConstraint(
                condition=Q(nation__isnull=False, body__isnull=True, organisation="")
                | Q(nation__isnull=True, body__isnull=False, organisation="")
                | Q(nation__isnull=True, body__isnull=True) & ~Q(organisation=""),
                name="attendance_of_one",
            ),
            models.UniqueConstraint(fields=["meeting", "nation"], name="attendance_once_a_nation"),
            models.UniqueConstraint(fields=["meeting", "body"], name="attendance_once_a_body"),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=~Q(organisation=""),
                name="attendance_once_an_organisation",
            ),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="attendance_answer"),
            models.CheckConstraint(condition=Q(presence__in=["", *Presence.values]), name="attendance_presence"),
        ]

    def __str__(self) -> str:
        return str(self.nation or self.body or self.organisation)


class CalendarFeed(models.Model):
    """The secret of a person's calendar address; a new secret revokes the old address."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return f"calendar feed of {self.user_id}"
