"""Nations, bodies, and who sits where, in which role, and when."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import TranslatedField

from boards.enums import BodyKind
from dipb_portal.accounts.roles import PERMISSIONS, ROLES
from dipb_portal.lib.clock import DatabaseNow
from dipb_portal.lib.references import series


class NationQuerySet(models.QuerySet["Nation"]):
    def protocol_order(self) -> Self:
        """Allies, then partners, by name in the reader's language, as NATO lists nations in that language."""
        return self.order_by("-ally", "rank_fr" if get_language() == "fr" else "rank_en")


class Nation(models.Model):
    """An Ally or a partner, under both of its names."""

    alpha3 = models.CharField(_("code"), max_length=3, unique=True)
    alpha2 = models.CharField(_("two-letter code"), max_length=2, unique=True)
    name = TranslatedField(models.CharField(_("name"), max_length=60))
    rank_en = models.PositiveSmallIntegerField(_("rank in English order"))
    rank_fr = models.PositiveSmallIntegerField(_("rank in French order"))
    ally = models.BooleanField(_("Ally"), default=True)
    objects = NationQuerySet.as_manager()
    history = HistoricalRecords()

    name_en: str
    name_fr: str

    class Meta:
        verbose_name = _("nation")
        verbose_name_plural = _("nations")
        constraints = [
            models.UniqueConstraint(fields=["ally", "rank_en"], name="nation_rank_en"),
            models.UniqueConstraint(fields=["ally", "rank_fr"], name="nation_rank_fr"),
        ]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """The plenary, a working group, or a body beside them. Names, acronyms and series roots are data."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=BodyKind)
    name = TranslatedField(models.CharField(_("name"), max_length=160))
    acronym = TranslatedField(models.CharField(_("acronym"), max_length=20))
    chair_title = TranslatedField(models.CharField(_("title of the chair"), max_length=120, blank=True))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent body")
    )
    series_root = models.CharField(_("series root"), max_length=20, blank=True)
    series_sub = models.CharField(_("sub-body in references"), max_length=10, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    group = models.OneToOneField(Group, models.PROTECT, editable=False, related_name="body")
    history = HistoricalRecords()

    name_en: str
    name_fr: str
    acronym_en: str
    acronym_fr: str
    chair_title_en: str
    chair_title_fr: str

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["rank", "code"]
        permissions = [(code, str(name)) for code, name in PERMISSIONS.items()]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Guardian releases objects to groups: every body is one.
        if self.group_id is None:
            self.group, _created = Group.objects.get_or_create(name=f"body:{self.code}")
        super().save(*args, **kwargs)

    @property
    def series(self) -> str:
        """What the numbers of its documents begin with, "DIPB(CAP)"; empty where it has none."""
        return series(self.series_root, self.series_sub)


class SeatQuerySet(models.QuerySet["Seat"]):
    def live(self) -> Self:
        """Seats whose period holds the database's present instant."""
        now = DatabaseNow()
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=now), starts__lte=now)


class Period(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Seat(models.Model):
    """A person's role in a body, for a nation or an organisation, over a period: [starts, ends)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("person"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("body"))
    role = models.CharField(_("role"), max_length=20, choices=[(r.code, r.name) for r in ROLES.values()])
    nation = models.ForeignKey(
        Nation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("nation")
    )
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"), null=True, blank=True)
    objects = SeatQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")), name="seat_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[r.code for r in ROLES.values() if r.national], nation__isnull=False)
                | Q(role__in=[r.code for r in ROLES.values() if not r.national], nation__isnull=True),
                name="seat_nation_fits_role",
                violation_error_message=_(
                    "Heads of delegation, deputies, experts and observers act for a nation, the other roles for none."
                ),
            ),
            ExclusionConstraint(
                name="seat_no_overlap",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("body"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (Period("starts", "ends", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The person holds this role in this body already, in a part of the period."),
            ),
            ExclusionConstraint(
                name="seat_one_head_a_nation",
                expressions=[
                    (F("nation"), RangeOperators.EQUAL),
                    (F("body"), RangeOperators.EQUAL),
                    (Period("starts", "ends", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="head"),
                violation_error_message=_("The nation has a head of delegation already, in a part of the period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.nation or self.organisation or self.body}"

    def clean(self) -> None:
        """Say it before the constraints are asked: of such a period the database makes no range."""
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("A seat ends after it begins.")})

    @property
    def role_in_text(self) -> str:
        """The role after other words: "head of delegation", but "NIAG liaison"."""
        role = self.get_role_display()
        return role[0].lower() + role[1:] if role[1:2].islower() else role
