"""Choices and domain exceptions of the boards app."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Denied(PermissionDenied):
    """Somebody may see an object but not do this to it. `reason` is translatable and shown beside the button."""

    def __init__(self, reason: Promise | str):
        super().__init__(reason)
        self.reason = reason


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
    RECORD = "R", _("Record")
    WORKING_PAPER = "WP", _("Working paper")
    NOTICE = "N", pgettext_lazy("reference type", "Notice")
    MEMORANDUM = "M", _("Memorandum")
    AGENDA = "A", _("Agenda")
