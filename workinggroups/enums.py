"""Choices of the working groups: the states of an entry in a register, and what each register asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("entry", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("entry", "Submitted")
    RETURNED = "returned", pgettext_lazy("entry", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("entry", "Accepted")
    CLOSED = "closed", pgettext_lazy("entry", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("entry", "Withdrawn")


class Source(models.TextChoices):
    """Whose words an entry is: industry's are never shown as NATO's."""

    NATION = "nation", pgettext_lazy("source", "Nations")
    INDUSTRY = "industry", pgettext_lazy("source", "Industry")
    BOARD = "board", pgettext_lazy("source", "The Board and its groups")
    ORGANISATION = "organisation", pgettext_lazy("source", "Other organisations")


class Relation(models.TextChoices):
    """How one entry stands to another; read from the other side in `INVERSE`."""

    ANSWERS = "answers", pgettext_lazy("relation", "answers")
    SUPPORTS = "supports", pgettext_lazy("relation", "supports")
    MEASURES = "measures", pgettext_lazy("relation", "measures the effect of")
    DEPENDS = "depends", pgettext_lazy("relation", "depends on")
    RELATED = "related", pgettext_lazy("relation", "is related to")


INVERSE = {
    Relation.ANSWERS: pgettext_lazy("relation", "is answered by"),
    Relation.SUPPORTS: pgettext_lazy("relation", "is supported by"),
    Relation.MEASURES: pgettext_lazy("relation", "is measured by"),
    Relation.DEPENDS: pgettext_lazy("relation", "is needed for"),
    Relation.RELATED: pgettext_lazy("relation", "is related to"),
}


class Stand(models.TextChoices):
    """What a nation can put its name to on an entry that is not its own."""

    SPONSORS = "sponsors", pgettext_lazy("nation", "Co-sponsors")
    REUSES = "reuses", pgettext_lazy("nation", "Reuses the practice")


class ChallengeType(models.TextChoices):
    """Mission rows 7, 8 and 9."""

    CAPACITY = "capacity", _("Capacity and ramp-up")
    PLANNING = "planning", _("Industrial factors in defence planning")
    COOPERATION = "cooperation", _("Obstacle to cooperation")


class PlanningStep(models.TextChoices):
    """The five steps of the NATO Defence Planning Process."""

    GUIDANCE = "1", _("Step 1: establish political guidance")
    REQUIREMENTS = "2", _("Step 2: determine requirements")
    TARGETS = "3", _("Step 3: apportion requirements and set targets")
    IMPLEMENTATION = "4", _("Step 4: facilitate implementation")
    REVIEW = "5", _("Step 5: review results")


class Level(models.TextChoices):
    """How grave a challenge or a risk is."""

    LOW = "low", pgettext_lazy("level", "Low")
    MEDIUM = "medium", pgettext_lazy("level", "Medium")
    HIGH = "high", pgettext_lazy("level", "High")
    CRITICAL = "critical", pgettext_lazy("level", "Critical")


class Progress(models.TextChoices):
    """How far a measure or an action is."""

    PLANNED = "planned", pgettext_lazy("progress", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("progress", "Under way")
    ON_HOLD = "on_hold", pgettext_lazy("progress", "On hold")
    DONE = "done", pgettext_lazy("progress", "Done")
    ABANDONED = "abandoned", pgettext_lazy("progress", "Abandoned")

    @property
    def is_over(self) -> bool:
        return self in (Progress.DONE, Progress.ABANDONED)


class Dynamic(models.TextChoices):
    """What moves industry (mission row 26)."""

    DEMAND = "demand", _("Demand and orders")
    CAPACITY = "capacity", _("Capacity and investment")
    WORKFORCE = "workforce", _("Workforce and skills")
    MATERIALS = "materials", _("Materials and energy")
    FINANCE = "finance", _("Finance and insurance")
    RULES = "rules", _("Rules and licensing")


class Contact(models.TextChoices):
    """Kinds of dealings with industry (mission row 49)."""

    EVENT = "event", pgettext_lazy("engagement", "Event")
    REQUEST = "request", pgettext_lazy("engagement", "Request")
    ANSWER = "answer", pgettext_lazy("engagement", "Answer")
    VISIT = "visit", pgettext_lazy("engagement", "Visit")


class Partner(models.TextChoices):
    """With whom work on a standard is coordinated (mission row 57)."""

    NSO = "nso", _("NATO Standardization Office (NSO)")
    CS = "cs", _("Committee for Standardization (CS)")
    NSPA = "nspa", _("NATO Support and Procurement Agency (NSPA)")
    LC = "lc", _("Logistics Committee (LC)")


class Adoption(models.TextChoices):
    """What a nation says of a standard."""

    RATIFIED = "ratified", pgettext_lazy("standard", "Ratified")
    RESERVATIONS = "reservations", pgettext_lazy("standard", "Ratified with reservations")
    IMPLEMENTED = "implemented", pgettext_lazy("standard", "Implemented")
    PLANNED = "planned", pgettext_lazy("standard", "Implementation planned")
    NOT_PARTICIPATING = "not_participating", pgettext_lazy("standard", "Not participating")
