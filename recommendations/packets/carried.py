"""Freeze what recommendations carry beside their texts: what is to be done, what it implies, industry's advice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.models import Nation
from dipb_portal.lib.deadlines import day_of
from recommendations.enums import ActionVerb, Area, Beneficiary, Criterion, Form, Kind
from recommendations.models import AdviceAsked, AdviceRequest, Commitment, Recommendation, SubmissionItem
from recommendations.packets import contents as say
from recommendations.packets import words
from recommendations.packets.contents import Language, Text
from recommendations.packets.rows import both, labels, said
from workinggroups.enums import Adoption
from workinggroups.models import CapacityLevel, Implementation, Standard

NONE_IDENTIFIED = pgettext_lazy("implications", "None identified")


def carried(recommendation: Recommendation) -> dict[str, tuple]:
    """The members of `contents.Recommendation` that its commitment and its implications fill."""
    commitment = Commitment.objects.filter(recommendation=recommendation).select_related("lead_nation", "lead_body")
    mine = commitment.first() or Commitment(recommendation=recommendation)
    stored = mine.pk is not None
    return {
        "todo": tuple(_todo(mine)),
        "milestones": tuple(say.Milestone(each.due, Text(each.text_en, each.text_fr)) for each in mine.milestones.all())
        if stored
        else (),
        "capacities": tuple(_capacity(level) for level in _levels(mine)) if stored else (),
        "standards": tuple(_standards(mine)) if stored else (),
        "implications": tuple(_implications(recommendation)),
    }


def facts(recommendation: Recommendation) -> Iterator[say.Fact]:
    """What is known beside group, objectives and goals: who asked, form, capability, criteria, co-sponsors."""
    mine = Commitment.objects.filter(recommendation=recommendation).first() or Commitment()
    if recommendation.kind == Kind.RECOMMENDATION and recommendation.form != Form.GENERAL:
        yield say.Fact(said(_("Form")), said(Form(recommendation.form).label))
    yield from _told(
        (said(_("Asked by")), _asker(recommendation)),
        (said(_("Capability contributed to")), both(mine, "capability")),
        (said(_("Beneficiary")), labels(Beneficiary, mine.beneficiaries)),
        (said(_("Criteria")), labels(Criterion, mine.criteria)),
        (said(_("Co-sponsors")), _co_sponsors(recommendation)),
    )


def _told(*pairs: tuple[Text, Text]) -> Iterator[say.Fact]:
    return (say.Fact(label, value) for label, value in pairs if value)


def _asker(recommendation: Recommendation) -> Text:
    """Who asked for an advice, by which letter and when; empty for what nobody asked for."""
    related = ("asker_body", "asker_nation")
    asked = AdviceAsked.objects.filter(recommendation=recommendation).select_related(*related).first()
    if asked is None:
        return Text()
    asker, day = both(asked.asker, "name"), words.day(asked.received_on)
    letter = f", {asked.letter}" if asked.letter else ""
    return Text(f"{asker.en}{letter}, {day.en}", f"{asker.fr}{letter}, {day.fr}")


def _co_sponsors(recommendation: Recommendation) -> Text:
    nations = Nation.objects.filter(pk__in=recommendation.cosponsors.standing().values("nation"))
    return Text(
        "; ".join(each.name_en for each in nations.order_by("rank_en")),
        " ; ".join(each.name_fr for each in nations.order_by("rank_fr")),
    )


def _todo(mine: Commitment) -> Iterator[say.Fact]:
    lead = mine.lead_nation or mine.lead_body
    verb = said(ActionVerb(mine.verb).label) if mine.verb else Text()
    action = Text(f"{verb.en} {mine.action_en}".strip(), f"{verb.fr} {mine.action_fr}".strip())
    yield from _told(
        (said(_("Addressee")), both(mine, "addressee")),
        (said(_("Action")), action),
        (said(_("Lead")), both(lead, "name") if lead else both(mine, "lead")),
    )
    if mine.due:
        yield say.Fact(said(_("Due")), words.day(mine.due))
    yield from _told((said(_("Indicator")), both(mine, "indicator")))


def _levels(mine: Commitment) -> Iterable[CapacityLevel]:
    return mine.levels.filter(state=CapacityLevel.State.AGREED).select_related("category")


def _capacity(row: CapacityLevel) -> say.Capacity:
    return say.Capacity(
        both(row.category, "name"),
        both(row, "unit"),
        row.as_of,
        row.horizon,
        tuple(say.Level(said(each.label), each.required, each.current, each.missing) for each in row.levels),
    )


def _standards(mine: Commitment) -> Iterator[say.Standard]:
    rows = list(mine.standards.order_by("number"))
    stated: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in Implementation.objects.filter(standard__in=rows).select_related("nation").order_by("nation__rank_en"):
        stated[each.standard_id][each.status].append(each.nation.alpha3)
    for row in rows:
        yield say.Standard(_number(row), both(row, "title"), _status(stated[row.pk]))


def _number(row: Standard) -> str:
    number = f"STANAG {row.number.removeprefix('STANAG').strip()}"
    return f"{number} ({row.edition})" if row.edition else number


def _status(nations: dict[str, list[str]]) -> Text:
    """Who says what, in the order of the choices; nations by code, none counted."""
    sides = []
    for language, colon, stop in (("en", ": ", "; "), ("fr", "\N{NO-BREAK SPACE}: ", "\N{NARROW NO-BREAK SPACE}; ")):
        told = [(said(Adoption(status).label), nations[status]) for status in Adoption.values if status in nations]
        sides.append(stop.join(f"{getattr(label, language)}{colon}{', '.join(codes)}" for label, codes in told))
    return Text(*sides)


def _implications(recommendation: Recommendation) -> Iterator[say.Fact]:
    rows = {row.area: row for row in recommendation.implications.all()}
    for area in Area:
        if row := rows.get(area):
            yield say.Fact(
                said(area.label), said(NONE_IDENTIFIED) if row.none_identified else Text(row.text_en, row.text_fr)
            )


def advices(items: Iterable[SubmissionItem]) -> Iterator[say.IndustryAdvice]:
    """Every standing request on the texts of the report, in their order, answered or not."""
    for item in items:
        asked = (
            AdviceRequest.objects.standing()
            .filter(revision__recommendation=item.recommendation)
            .select_related("revision__document", "body", "advice")
            .order_by("requested_at", "pk")
        )
        for request in asked:
            yield _advice(item, request)


def _advice(item: SubmissionItem, request: AdviceRequest) -> say.IndustryAdvice:
    party = say.Party(request.body.code, both(request.body, "acronym"))
    question, asked = both(request, "question"), day_of(request.requested_at)
    advice = getattr(request, "advice", None)
    if advice is None or advice.given_at is None:
        return say.IndustryAdvice(str(item.revision), str(request.revision), party, question, asked)
    language: Language = "fr" if advice.language == "fr" else "en"
    return say.IndustryAdvice(
        str(item.revision),
        str(request.revision),
        party,
        question,
        asked,
        day_of(advice.given_at),
        language,
        advice.text,
        advice.interests,
        both(request, "taken"),
        day_of(request.deadline) if advice.is_late else None,
    )
