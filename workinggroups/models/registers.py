"""What every entry of every register has, and what hangs on it: its links, the nations that stand by it."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField

from boards.enums import Goal, Marking, Objective
from boards.models import Body, Nation
from workinggroups.enums import EntryState, Progress, Relation, Source, Stand


def one_of(*names: str) -> Q:
    """Exactly one of a nation (the first), a body (the second) and words (the third) is given."""
    nation, body, words = names
    return (
        Q(**{f"{nation}__isnull": False, f"{body}__isnull": True, words: ""})
        | Q(**{f"{nation}__isnull": True, f"{body}__isnull": False, words: ""})
        | (Q(**{f"{nation}__isnull": True, f"{body}__isnull": True}) & ~Q(**{words: ""}))
    )


class RegisterSeries(models.Model):
    """The last serial given in one register. Numbers are never reused."""

    register = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.register


class RegisterEntry(models.Model):
    """One entry. Each register is a model of its own below this one, so that links, releases, following and
    search have one target; `register` is that model's name.

    Whose words it is: of a nation, of a body (NIAG's are industry's), or of an organisation that is named.
    `state` is written by `actions.registers.perform` alone; `version` counts the saves of the content.
    """

    PREFIX: ClassVar[str] = ""

    register = models.CharField(max_length=40, editable=False)
    serial = models.PositiveIntegerField(editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="entries", verbose_name=_("group"))
    nation = models.ForeignKey(
        Nation, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("nation")
    )
    author_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="authored_entries", verbose_name=_("author body")
    )
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    title = TranslatedField(models.CharField(_("title"), max_length=300, blank=True))
    text = TranslatedField(models.TextField(_("text"), blank=True, help_text="sanitised HTML"))
    own = TranslatedField(models.TextField(default="", blank=True, editable=False, help_text="gathered for search"))
    original_language = models.CharField(_("original language"), max_length=2, choices=settings.LANGUAGES, default="en")
    marking = models.CharField(_("marking"), max_length=10, choices=Marking, default=Marking.UNCLASSIFIED)
    objectives = ArrayField(
        models.CharField(max_length=20, choices=Objective), default=list, blank=True, verbose_name=_("objectives")
    )
    goals = ArrayField(
        models.CharField(max_length=20, choices=Goal), default=list, blank=True, verbose_name=_("DPAP goals")
    )
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("tags"))
    state = models.CharField(_("state"), max_length=20, choices=EntryState, default=EntryState.DRAFT, editable=False)
    state_since = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    entered_at = models.DateTimeField(editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("entered by")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    title_en: str
    title_fr: str
    text_en: str
    text_fr: str

    class Meta:
        verbose_name = _("entry of a register")
        verbose_name_plural = _("entries of the registers")
        ordering = ["-state_since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["register", "serial"], name="entry_serial_once"),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="entry_state"),
            models.CheckConstraint(condition=Q(marking__in=Marking.values), name="entry_marking"),
            models.CheckConstraint(condition=one_of("nation", "author_body", "organisation"), name="entry_one_author"),
            models.CheckConstraint(condition=Q(objectives__contained_by=Objective.values), name="entry_objectives"),
            models.CheckConstraint(condition=Q(goals__contained_by=Goal.values), name="entry_goals"),
            models.CheckConstraint(condition=~Q(title_en="", title_fr=""), name="entry_has_a_title"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False) | Q(state__in=["draft", "withdrawn"]),
                name="entry_submitted_before_read",
            ),
        ]
        indexes = [
            models.Index(fields=["register", "-state_since"]),
            models.Index(fields=["body", "state"]),
            GinIndex(fields=["tags"], name="entry_tags"),
            # The overview counts what each reader sees: from here alone, without opening the entries.
            models.Index(
                fields=["register", "state"],
                include=["id", "body", "nation", "author_body", "organisation", "submitted_at"],
                name="entry_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.register = self.register or str(self._meta.model_name)
        self.gather()
        super().save(*args, **kwargs)

    def gather(self) -> None:
        """Take together what its register's own fields say in each language: search looks through one row."""
        for language in ("en", "fr"):
            own = (field.name for field in self._meta.local_fields if field.name.endswith(f"_{language}"))
            setattr(self, f"own_{language}", "\n".join(filter(None, (getattr(self, name) for name in own))))

    @property
    def specific(self) -> "RegisterEntry":
        """The entry with the fields of its own register."""
        return self if self._meta.model_name == self.register else getattr(self, self.register)

    @property
    def source(self) -> Source:
        if self.nation_id:
            return Source.NATION
        if self.author_body_id is None:
            return Source.ORGANISATION
        return Source.INDUSTRY if self.author_body.kind == "advisory" else Source.BOARD  # type: ignore[union-attr] # is set where its id is

    @property
    def author(self) -> str:
        """Whose words it is, in the reader's language. Needs `nation` and `author_body`."""
        if self.nation:
            return self.nation.name
        return self.author_body.acronym if self.author_body else self.organisation

    @property
    def is_published(self) -> bool:
        return self.state in (EntryState.ACCEPTED, EntryState.CLOSED)


class Owned(models.Model):
    """Somebody answers for it, by a day: one nation, one body, or who is named."""

    owner_nation = models.ForeignKey(
        Nation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner (nation)")
    )
    owner_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner (body)")
    )
    owner_name = models.CharField(_("owner (named)"), max_length=120, blank=True)
    due = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=10, choices=Progress, default=Progress.PLANNED)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=one_of("owner_nation", "owner_body", "owner_name"), name="%(class)s_one_owner"
            ),
            models.CheckConstraint(condition=Q(status__in=Progress.values), name="%(class)s_status"),
        ]

    @property
    def owner(self) -> str:
        """Who answers for it, in the reader's language. Needs `owner_nation` and `owner_body`."""
        if self.owner_nation:
            return self.owner_nation.name
        return self.owner_body.acronym if self.owner_body else self.owner_name


class NationStand(models.Model):
    """A nation puts its name to an entry: it co-sponsors it, or reuses the practice."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="stands")
    nation = models.ForeignKey(Nation, models.PROTECT, related_name="stands")
    stand = models.CharField(max_length=10, choices=Stand)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "nation", "stand"], name="stand_once"),
            models.CheckConstraint(condition=Q(stand__in=Stand.values), name="stand_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.nation_id} {self.stand} {self.entry_id}"


class EntryLink(models.Model):
    """One entry stands to another as `relation` says."""

    source = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="links")
    target = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="linked_from")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="entry_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="entry_link_to_another"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="entry_link_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"
