"""Choices and domain exceptions of the recommendations app."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IllegalTransition(Exception):
    """The lifecycle has no such step from the state the recommendation is in now."""


class StaleVersion(ValidationError):
    """Somebody else saved first; `theirs` is the row as it stands now."""

    def __init__(self, theirs: Any):
        super().__init__(_("Somebody else saved this text after you opened it. Both versions are shown below."))
        self.theirs = theirs


class Kind(models.TextChoices):
    RECOMMENDATION = "recommendation", _("Recommendation")
    ADVICE = "advice", pgettext_lazy("product of the Board", "Advice")


class Subject(models.TextChoices):
    """What the recommendation is about (mission row 5)."""

    PLANNING = "planning", _("Defence industrial planning")
    ACQUISITION = "acquisition", _("Acquisition")
    OTHER = "other", _("Other")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_CONSULTATION = "in_consultation", _("In consultation")
    ADJUDICATION = "adjudication", _("Adjudication")
    AGREED_BY_GROUP = "agreed_by_group", _("Agreed by group")
    UNDER_SILENCE = "under_silence", _("Under silence")
    ENDORSED = "endorsed", _("Endorsed")
    SUBMITTED = "submitted", _("Submitted")
    EXAMINED = "examined", _("Examined")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Superseded")


class CommentType(models.TextChoices):
    CRITICAL = "C", _("Critical")
    SUBSTANTIVE = "S", _("Substantive")
    ADMINISTRATIVE = "A", _("Administrative")

    @property
    def owes_text(self) -> bool:
        """Whether such a comment must propose a text (domain rule 5.3)."""
        return self != CommentType.ADMINISTRATIVE

    @property
    def owes_rationale(self) -> bool:
        return self == CommentType.CRITICAL


class Decision(models.TextChoices):
    """What became of a comment (domain rule 5.3)."""

    ACCEPT = "accept", _("Accepted")
    MODIFY = "modify", _("Accepted with modification")
    REJECT = "reject", _("Not accepted")
    NOTE = "note", _("Noted")

    @property
    def owes_explanation(self) -> bool:
        return self in (Decision.MODIFY, Decision.REJECT)


class Stance(models.TextChoices):
    """The positions a nation can state (domain rule 2.2). No position received is the absence of a row."""

    SUPPORT = "support", _("Supports")
    SUPPORT_COMMENTS = "support_comments", _("Supports, with comments")
    RESERVATION = "reservation", _("Reservation")
    SCRUTINY = "scrutiny", _("Scrutiny reserve")
    OBJECT = "object", _("Broke silence")


class Outcome(models.TextChoices):
    """How a silence procedure ended."""

    OPEN = "open", _("Open")
    AGREED = "agreed", _("Agreed under silence")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "withdrawn", _("Withdrawn by the chair")


class Addressee(models.TextChoices):
    PLENARY = "plenary", _("CNAD in plenary session")
    NADREPS = "nadreps", _("NADREPs, on behalf of the National Armaments Directors")


class Verb(models.TextChoices):
    """The actions a report may request of the CNAD (domain rule 6.2)."""

    NOTE = "note", pgettext_lazy("action requested", "note")
    APPROVE = "approve", pgettext_lazy("action requested", "approve")
    AGREE = "agree", pgettext_lazy("action requested", "agree")
    TASK = "task", pgettext_lazy("action requested", "task")
    INVITE = "invite", pgettext_lazy("action requested", "invite")
    DISCLOSE = "disclose", pgettext_lazy("action requested", "agree to the public disclosure of")


class Edition(models.TextChoices):
    """The languages of one built packet."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    PARALLEL = "both", _("English and French in parallel")


class PacketState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("packet", "Waiting for a worker")
    RUNNING = "running", pgettext_lazy("packet", "Being built")
    DONE = "done", pgettext_lazy("packet", "Built")
    FAILED = "failed", pgettext_lazy("packet", "Failed")


class PacketFailure(models.TextChoices):
    """Why a packet was not built, in words that tell nothing of its content."""

    MEMORY = "memory", _("It needs more memory than a packet may use.")
    DEPTH = "depth", _("A text in it is nested too deeply.")
    PAGES = "pages", _("It has more pages than a packet may have.")
    TIME = "time", _("It took longer than a packet may take.")
    CRASH = "crash", _("The renderer stopped unexpectedly.")
    FAULT = "fault", _("A fault in the portal, which the log of the worker names.")
    ATTEMPTS = "attempts", _("Its worker stopped each time: given up.")
