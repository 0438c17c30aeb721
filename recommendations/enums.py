"""Choices and domain exceptions of the recommendations app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    RECOMMENDATION = "recommendation", _("Recommendation")
    ADVICE = "advice", pgettext_lazy("product of the Board", "Advice")


class Form(models.TextChoices):
    """What a recommendation carries besides its text (mission rows 29 and 30)."""

    GENERAL = "general", pgettext_lazy("form of a recommendation", "General")
    CAPACITY = "capacity", _("Required capacity level")
    STANDARDS = "standards", _("Standardisation and interoperability")


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


class ActionVerb(models.TextChoices):
    """What the addressee of a recommendation is to do (mission row 15)."""

    ESTABLISH = "establish", pgettext_lazy("to be done", "establish")
    ADOPT = "adopt", pgettext_lazy("to be done", "adopt")
    INCREASE = "increase", pgettext_lazy("to be done", "increase")
    MAINTAIN = "maintain", pgettext_lazy("to be done", "maintain")
    HARMONISE = "harmonise", pgettext_lazy("to be done", "harmonise")
    IMPLEMENT = "implement", pgettext_lazy("to be done", "implement")
    SHARE = "share", pgettext_lazy("to be done", "share")
    FUND = "fund", pgettext_lazy("to be done", "fund")
    PROCURE = "procure", pgettext_lazy("to be done", "procure together")
    REVIEW = "review", pgettext_lazy("to be done", "review")
    REPORT = "report", pgettext_lazy("to be done", "report")
    COORDINATE = "coordinate", pgettext_lazy("to be done", "coordinate")


class Beneficiary(models.TextChoices):
    """For whom capabilities are made available (mission row 2)."""

    NATO = "nato", pgettext_lazy("beneficiary", "NATO")
    ALLIES = "allies", pgettext_lazy("beneficiary", "Allies")


class Criterion(models.TextChoices):
    """What a defence industry should be (mission row 44)."""

    ROBUSTNESS = "robustness", _("Robustness")
    FLEXIBILITY = "flexibility", _("Flexibility")


class Area(models.TextChoices):
    """The areas of implications of a recommendation (domain rule 6.2, section 6 of the packet)."""

    FINANCIAL = "financial", pgettext_lazy("implications", "Financial")
    LEGAL = "legal", pgettext_lazy("implications", "Legal")
    RESOURCES = "resources", pgettext_lazy("implications", "Resources and staff")
    INDUSTRIAL = "industrial", pgettext_lazy("implications", "Industrial")
    SECURITY = "security", pgettext_lazy("implications", "Security and releasability")
    PARTNERS = "partners", pgettext_lazy("implications", "Partners and EU")


class AskedState(models.TextChoices):
    """How far a request for the Board's advice is; it follows from its instants and from its text."""

    ASKED = "asked", pgettext_lazy("request for advice", "Not accepted yet")
    RECEIVED = "received", pgettext_lazy("request for advice", "Accepted")
    DRAFTING = "drafting", pgettext_lazy("request for advice", "In drafting")
    AGREED = "agreed", pgettext_lazy("request for advice", "Agreed")
    SENT = "sent", pgettext_lazy("request for advice", "Sent")
    CLOSED = "closed", pgettext_lazy("request for advice", "Declined or withdrawn")


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


class ReportKind(models.TextChoices):
    """What a report to the CNAD is: recommendations submitted, or an account of a period's work."""

    SUBMISSION = "submission", _("Submission of recommendations")
    PROGRESS = "progress", _("Progress report")


class Means(models.TextChoices):
    """How a report went to the CNAD."""

    REGISTRY = "registry", _("By the registry")
    MAIL = "mail", _("By e-mail to the NADREPs")
    MEETING = "meeting", _("Tabled at a meeting")


class CnadOutcome(models.TextChoices):
    """What the CNAD made of a recommendation (domain rule 6.2)."""

    NOTED = "noted", pgettext_lazy("CNAD", "Noted")
    ENDORSED = "endorsed", pgettext_lazy("CNAD", "Endorsed")
    APPROVED = "approved", pgettext_lazy("CNAD", "Approved")
    AGREED_IN_PART = "in_part", pgettext_lazy("CNAD", "Agreed in part")
    DEFERRED = "deferred", pgettext_lazy("CNAD", "Deferred")
    RETURNED = "returned", pgettext_lazy("CNAD", "Returned for further work")
    NOT_AGREED = "not_agreed", pgettext_lazy("CNAD", "Not agreed")

    @property
    def is_followed(self) -> bool:
        """Whether actions can follow from it."""
        return self in (CnadOutcome.ENDORSED, CnadOutcome.APPROVED, CnadOutcome.AGREED_IN_PART)

    @property
    def owes_text(self) -> bool:
        """Whether what was said must be recorded with it."""
        return self in (CnadOutcome.AGREED_IN_PART, CnadOutcome.RETURNED, CnadOutcome.NOT_AGREED)


class ActionStatus(models.TextChoices):
    """How far a follow-up action is (domain rule 6.2)."""

    NOT_STARTED = "not_started", pgettext_lazy("follow-up", "Not started")
    IN_PROGRESS = "in_progress", pgettext_lazy("follow-up", "In progress")
    DONE = "done", pgettext_lazy("follow-up", "Done")
    OVERTAKEN = "overtaken", pgettext_lazy("follow-up", "Overtaken by events")
    TRANSFERRED = "transferred", pgettext_lazy("follow-up", "Transferred")

    @property
    def is_open(self) -> bool:
        return self in (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)


class Implementation(models.TextChoices):
    """What a nation reports on an action, or that it does not: reporting is voluntary."""

    IMPLEMENTED = "implemented", pgettext_lazy("implementation", "Implemented")
    IN_PROGRESS = "in_progress", pgettext_lazy("implementation", "In progress")
    PLANNED = "planned", pgettext_lazy("implementation", "Planned")
    DECLINED = "declined", pgettext_lazy("implementation", "Declines to report")
    NOT_APPLICABLE = "n/a", pgettext_lazy("implementation", "Not applicable")


class Bearing(models.TextChoices):
    """What the entry is to the recommendation; in the words of the recommendation's page, then of the entry's."""

    ANSWERS = "answers", pgettext_lazy("bearing", "answers")
    SUPPORTED = "supported", pgettext_lazy("bearing", "is supported by")
    MEASURED = "measured", pgettext_lazy("bearing", "is measured by")
    CARRIED = "carried", pgettext_lazy("bearing", "is carried out by")
    RELATED = "related", pgettext_lazy("bearing", "is related to")


FROM_ENTRY = {
    Bearing.ANSWERS: pgettext_lazy("bearing", "is answered by"),
    Bearing.SUPPORTED: pgettext_lazy("bearing", "supports"),
    Bearing.MEASURED: pgettext_lazy("bearing", "measures the effect of"),
    Bearing.CARRIED: pgettext_lazy("bearing", "carries out"),
    Bearing.RELATED: pgettext_lazy("bearing", "is related to"),
}
