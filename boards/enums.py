"""Choices and domain exceptions of the boards app."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Denied(PermissionDenied):
    """Somebody may see an object but not do this to it. `reason` is translatable and shown beside the button."""

    def __init__(self, reason: Promise | str):
        super().__init__(reason)
        self.reason = reason


class IllegalTransition(Exception):
    """The lifecycle has no such step from the state the object is in now."""


class StaleVersion(ValidationError):
    """Somebody else saved first; `theirs` is the row as it stands now."""

    def __init__(self, theirs: Any):
        super().__init__(_("Somebody else saved this text after you opened it. Both versions are shown below."))
        self.theirs = theirs


class BodyKind(models.TextChoices):
    PLENARY = "plenary", _("Plenary")
    GROUP = "group", _("Working group")
    SUPERIOR = "superior", _("Superior body")
    ADVISORY = "advisory", _("Advisory body")
    PARTNERS = "partners", _("Partners")


class Objective(models.TextChoices):
    """The four objectives of measures (mission rows 11 to 14)."""

    PRODUCTION = "production", _("Increase defence production")
    DETERRENCE = "deterrence", _("Strengthen national deterrence and defence capabilities")
    STOCKS = "stocks", _("Replenish stocks")
    UKRAINE = "ukraine", _("Deliver the Alliance's support to Ukraine")


class Goal(models.TextChoices):
    """The three goals of the Defence Production Action Plan (mission rows 53 to 55)."""

    PROCUREMENT = "procurement", _("Accelerate joint procurement")
    CAPACITY = "capacity", _("Strengthen industrial capacity")
    INTEROPERABILITY = "interoperability", _("Increase interoperability")


class DocumentKind(models.TextChoices):
    """The type letters of a reference (domain rule 2.5)."""

    DOCUMENT = "D", pgettext_lazy("reference type", "Document")
    DECISION_SHEET = "DS", _("Decision sheet")
    RECORD = "R", pgettext_lazy("reference type", "Record")
    WORKING_PAPER = "WP", _("Working paper")
    NOTICE = "N", pgettext_lazy("reference type", "Notice")
    MEMORANDUM = "M", _("Memorandum")
    AGENDA = "A", _("Agenda")


class Genre(models.TextChoices):
    """What a paper of the library is."""

    NOTE = "note", _("Knowledge note")
    NATIONAL = "national", _("National paper")
    BACKGROUND = "background", _("Background paper")


class Marking(models.TextChoices):
    """The markings that the portal may hold (domain rules 3.3)."""

    UNCLASSIFIED = "NU", _("NATO UNCLASSIFIED")
    COMMERCIAL = "NUC", _("NATO UNCLASSIFIED – COMMERCIAL")
    UNMARKED = "none", pgettext_lazy("marking", "No marking")


class Translation(models.TextChoices):
    """How a paper stands in the language that is not its original."""

    MISSING = "missing", pgettext_lazy("translation", "Not translated yet")
    COURTESY = "courtesy", _("Courtesy translation")
    REVISED = "revised", _("Revised translation")


class FileLanguage(models.TextChoices):
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    BOTH = "both", _("English and French")


class FileState(models.TextChoices):
    CHECKING = "checking", _("Being checked")
    READY = "ready", pgettext_lazy("file", "Checked")
    REFUSED = "refused", pgettext_lazy("file", "Refused")


class FileRefusal(models.TextChoices):
    """Why a worker refused an uploaded file."""

    MARKED = "marked", _("It bears a marking above NATO UNCLASSIFIED.")
    ENCRYPTED = "encrypted", _("It is protected by a password.")
    ACTIVE = "active", _("It contains programs or fetches parts of itself from elsewhere.")
    ATTACHED = "attached", _("Other files are attached inside it.")
    UNREADABLE = "unreadable", _("It cannot be read as the type of file it claims to be.")
    TOO_LARGE = "too_large", _("It needs too much time or memory to be read.")
    LOST = "lost", _("Its content is no longer there.")
    ATTEMPTS = "attempts", _("It brought down the workers that tried to read it.")


class MeetingFormat(models.TextChoices):
    """Who is invited beside the Allies (mission row 46)."""

    ALLIED = "allied", _("Allies only")
    PARTNER = "partner", _("Partner format")


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", pgettext_lazy("meeting", "Called")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CLOSED = "closed", pgettext_lazy("meeting", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class Purpose(models.TextChoices):
    """What an item of the agenda is for."""

    INFORMATION = "information", _("For information")
    DISCUSSION = "discussion", _("For discussion")
    DECISION = "decision", _("For decision")


class Answer(models.TextChoices):
    """What an invited delegation answered."""

    COMING = "coming", pgettext_lazy("invitation", "Coming")
    REMOTE = "remote", pgettext_lazy("invitation", "Taking part remotely")
    NOT_COMING = "not_coming", pgettext_lazy("invitation", "Not coming")


class Presence(models.TextChoices):
    """How a delegation was there on the day."""

    IN_PERSON = "in_person", pgettext_lazy("attendance", "In person")
    REMOTE = "remote", pgettext_lazy("attendance", "Remotely")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


class DecisionVerb(models.TextChoices):
    """The verbs of a decision sheet, as they follow "The Board" or « Le Bureau »."""

    NOTED = "noted", pgettext_lazy("decision", "noted")
    AGREED = "agreed", pgettext_lazy("decision", "agreed")
    ENDORSED = "endorsed", pgettext_lazy("decision", "endorsed")
    APPROVED = "approved", pgettext_lazy("decision", "approved")
    INVITED = "invited", pgettext_lazy("decision", "invited")
    TASKED = "tasked", pgettext_lazy("decision", "tasked")


class TaskingState(models.TextChoices):
    """How a task that the Board set stands; whether it is late follows from its day."""

    OPEN = "open", pgettext_lazy("tasking", "Open")
    ANSWERED = "answered", pgettext_lazy("tasking", "Answered")
    CLOSED = "closed", pgettext_lazy("tasking", "Closed")
    LAPSED = "lapsed", pgettext_lazy("tasking", "Lapsed")
