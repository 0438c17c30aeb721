"""The registers as declared: for each its model, its fields as they are asked and shown, and its own rules.

One more register takes a model below `RegisterEntry` and one `Register` here. Forms, lists with their filters,
pages, exports, history and search are made from it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workinggroups.enums import ChallengeType, Contact, Source, Stand
from workinggroups.models import (
    Challenge,
    Engagement,
    GoodPractice,
    IndustryInsight,
    Measure,
    PriorityAction,
    RegisterEntry,
    Standard,
)

Values = dict[str, Any]  # without those that are wrong by themselves
Problem = tuple[str, Promise]
Rule = Callable[[Values], Iterator[Problem]]
OWNER = ("owner_nation", "owner_body", "owner_name")


@dataclass(frozen=True)
class Field:
    """One field of a register, by its name in the model; `name`_en and `name`_fr where it is in both languages.

    A field that is `living` is kept by the own side while the entry is accepted. The field `owner` stands for the
    three columns of `models.registers.Owned`.
    """

    name: str
    label: Promise
    hint: Promise | str = ""
    required: bool = True
    living: bool = False

    def columns(self, model: type[RegisterEntry]) -> tuple[str, ...]:
        """The model's fields behind this one."""
        if self.name == "owner":
            return OWNER
        both = (f"{self.name}_en", f"{self.name}_fr")
        return both if both[0] in {field.name for field in model._meta.fields} else (self.name,)


@dataclass(frozen=True)
class Register:
    """One register. `sources`: whose words its entries are; `columns` and `filters` name fields, and `depending`
    those that `rules` may call for though they are not required by themselves."""

    slug: str
    model: type[RegisterEntry]
    name: Promise
    one: Promise
    description: Promise
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    sources: tuple[Source, ...] = (Source.NATION, Source.BOARD)
    stands: tuple[Stand, ...] = (Stand.SPONSORS,)
    rules: tuple[Rule, ...] = ()
    depending: tuple[str, ...] = ()
    by_nation: bool = False

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def check(self, values: Values) -> None:
        """Raise ValidationError, by field, where `values` break the register's own rules."""
        problems: dict[str, list[str | Promise]] = {}
        for rule in self.rules:
            for field, message in rule(values):
                problems.setdefault(field, []).append(message)
        if problems:
            raise ValidationError(problems)


def _planning_names_its_step(values: Values) -> Iterator[Problem]:
    kind = values.get("type")
    if kind == ChallengeType.PLANNING and not values.get("ndpp_step"):
        yield "ndpp_step", _("Say which step of the NDPP the factor belongs to")
    if kind and kind != ChallengeType.PLANNING and values.get("ndpp_step"):
        yield "ndpp_step", _("Only a factor in defence planning belongs to a step of the NDPP")


def _one_owner(values: Values) -> Iterator[Problem]:
    given = [name for name in OWNER if values.get(name)]
    if len(given) != 1:
        yield "owner", _("Choose one owner, or name one")


def _material_or_component(values: Values) -> Iterator[Problem]:
    named = bool(values.get("component_en") or values.get("component_fr"))
    if bool(values.get("material")) == named:
        yield "material", _("Choose a material or name a component, not both")


def _period_in_order(values: Values) -> Iterator[Problem]:
    start, end = values.get("period_from"), values.get("period_to")
    if start and end and end < start:
        yield "period_to", _("The period ends before it begins")


def _answer_names_its_request(values: Values) -> Iterator[Problem]:
    kind, request = values.get("kind"), values.get("answers")
    if kind == Contact.ANSWER and not request:
        yield "answers", _("Say which request is answered")
    if kind and kind != Contact.ANSWER and request:
        yield "answers", _("Only an answer names a request")
    if request and request.kind != Contact.REQUEST:
        yield "answers", _("What is answered is not a request")


_OWNED = (
    Field("owner", _("Owner"), _("Who answers for it: a nation, a body, or somebody you name.")),
    Field("due", _("Due"), living=True),
    Field("status", _("Status"), living=True),
)

_ALL = (
    Register(
        slug="good-practices",
        model=GoodPractice,
        name=_("Good practices"),
        one=_("Enter a good practice"),
        description=_("What a nation or a group did well, for others to reuse."),
        fields=(
            Field("context", _("Context"), _("What the situation was.")),
            Field("done", _("What was done")),
            Field("result", _("Result"), _("What came of it, with figures where there are any."), living=True),
        ),
        columns=(),
        sources=(Source.NATION, Source.BOARD, Source.INDUSTRY),
        stands=(Stand.REUSES, Stand.SPONSORS),
    ),
    Register(
        slug="challenges",
        model=Challenge,
        name=_("Challenges"),
        one=_("Raise a challenge"),
        description=_(
            "What stands in the way: capacity and ramp-up, industrial factors in defence planning, obstacles to "
            "cooperation. Raised by nations and by industry."
        ),
        fields=(
            Field("type", _("Type")),
            Field("ndpp_step", _("Step of the NDPP"), _("For factors in defence planning."), required=False),
            Field("severity", _("Severity"), living=True),
        ),
        columns=("type", "severity"),
        filters=("type", "severity", "ndpp_step"),
        sources=(Source.NATION, Source.BOARD, Source.INDUSTRY),
        rules=(_planning_names_its_step,),
        depending=("ndpp_step",),
    ),
    Register(
        slug="measures",
        model=Measure,
        name=_("Measures"),
        one=_("Enter a measure"),
        description=_("What is done to raise production, who answers for it, and how its effect is measured."),
        fields=(
            Field("indicator", _("Indicator"), _("What is counted, and how often.")),
            Field("baseline", _("Baseline"), required=False),
            Field("target", pgettext_lazy("measure", "Target")),
            *_OWNED,
        ),
        columns=("owner", "status", "due"),
        filters=("status",),
        rules=(_one_owner,),
        depending=("owner",),
    ),
    Register(
        slug="priority-actions",
        model=PriorityAction,
        name=_("Priority actions"),
        one=_("Enter a priority action"),
        description=_("What is done about risks to the supply of critical raw materials and components."),
        fields=(
            Field("material", _("Material"), _("One of the twelve defence-critical raw materials."), required=False),
            Field("component", _("Component"), _("Where the risk is to something else."), required=False),
            Field("risk_level", _("Risk level"), living=True),
            Field("risk", _("Risk")),
            *_OWNED,
        ),
        columns=("material", "component", "risk_level", "owner", "status", "due"),
        filters=("material", "risk_level", "status"),
        rules=(_one_owner, _material_or_component),
        depending=("owner", "material", "component"),
    ),
    Register(
        slug="industry-insights",
        model=IndustryInsight,
        name=_("Industry insights"),
        one=_("Enter an insight"),
        description=_("How industry sees what moves it. These are industry's words, not NATO's."),
        fields=(
            Field("dynamic", _("Dynamic")),
            Field("period_from", _("Period from")),
            Field("period_to", _("Period to")),
        ),
        columns=("dynamic", "period_from", "period_to"),
        filters=("dynamic",),
        sources=(Source.INDUSTRY, Source.ORGANISATION),
        stands=(),
        rules=(_period_in_order,),
    ),
    Register(
        slug="engagement",
        model=Engagement,
        name=_("Engagement with industry"),
        one=_("Enter an exchange"),
        description=_("Events with industry, requests and their answers, visits."),
        fields=(
            Field("kind", _("Kind")),
            Field("held_on", _("Date")),
            Field("counterpart", _("With whom")),
            Field(
                "answers",
                _("Request answered"),
                _("Where this is an answer: the number of the request, such as EN-0003."),
                required=False,
            ),
            Field("outcome", _("Outcome"), required=False, living=True),
        ),
        columns=("kind", "held_on", "counterpart"),
        filters=("kind",),
        sources=(Source.NATION, Source.BOARD, Source.INDUSTRY, Source.ORGANISATION),
        stands=(),
        rules=(_answer_names_its_request,),
        depending=("answers",),
    ),
    Register(
        slug="standards",
        model=Standard,
        name=_("Standards"),
        one=_("Enter a standard"),
        description=_("Standards that matter to production, and what each nation says of them."),
        fields=(
            Field("number", _("STANAG"), _("For example STANAG 4107.")),
            Field("edition", _("Edition"), required=False),
            Field("custodian", _("Custodian"), required=False),
            Field("partner", _("Coordination partner"), required=False),
        ),
        columns=("number", "edition", "partner"),
        filters=("partner",),
        sources=(Source.BOARD,),
        stands=(),
        by_nation=True,
    ),
)

REGISTERS: dict[str, Register] = {register.slug: register for register in _ALL}
_BY_MODEL = {str(register.model._meta.model_name): register for register in _ALL}


def register_of(entry: RegisterEntry) -> Register:
    return _BY_MODEL[entry.register]
