"""What the templates print beside the texts: what is to be done, implications, industry's advice. Pure."""

from typing import Any

from django.utils.translation import gettext_noop as _

from recommendations.packets import words
from recommendations.packets.contents import Capacity, Contents, IndustryAdvice, Recommendation, Text
from recommendations.packets.notes import WRITTEN
from recommendations.packets.words import say

DASH = Text("–", "–")


def tables_of(item: Recommendation) -> dict[str, Any]:
    """What follows the paragraphs of one recommendation."""
    return {
        "todo_caption": say(_("What is to be done")),
        "todo": item.todo,
        "milestones_caption": say(_("Milestones")),
        "milestones": [(words.short_day(each.due), each.what) for each in item.milestones],
        "milestone_labels": (say(_("Date")), say(_("Milestone"))),
        "capacities": [_capacity(each) for each in item.capacities],
        "standards_caption": say(_("Standards concerned")),
        "standard_labels": (say(_("Standard")), say(_("Title")), say(_("What nations state"))),
        "standards": [(each.number, each.title, each.status or DASH) for each in item.standards],
    }


def _capacity(each: Capacity) -> dict[str, Any]:
    told = _("%(category)s: %(unit)s, as of %(day)s, to be sustained for %(months)s months")
    values: dict[str, str | Text] = {
        "category": each.category,
        "unit": each.unit,
        "day": words.day(each.day),
        "months": str(each.horizon),
    }
    return {
        "caption": say(told, **values),
        "labels": (say(_("Condition")), say(_("Required")), say(_("Current")), say(_("Missing"))),
        "rows": [
            (level.condition, [_amount(each) for each in (level.required, level.current, level.missing)])
            for level in each.levels
        ],
    }


def _amount(value: int | None) -> Text:
    """Thousands are parted by a narrow space, which both languages read."""
    told = "–" if value is None else f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return Text(told, told)


def implications_context(contents: Contents) -> dict[str, Any]:
    tables = [
        {"name": words.named(item.kind, number), "title": item.title, "rows": item.implications}
        for number, item in enumerate(contents.recommendations, start=1)
        if item.implications
    ]
    return {"tables": tables, "labels": (say(_("Area")), say(_("Implication")))}


def advice_context(contents: Contents) -> dict[str, Any]:
    names = {item.reference: words.named(item.kind, n) for n, item in enumerate(contents.recommendations, start=1)}
    asked = {advice.recommendation for advice in contents.advices}
    left = [name for reference, name in names.items() if reference not in asked]
    return {
        "advices": [_advice(each, names) for each in contents.advices],
        "texts": [*_not_requested(left), *contents.no_advice] if contents.no_advice else (),
        "interests_label": say(_("Interests declared")),
        "taken_label": say(_("How it was taken into account")),
        "after": len(contents.advices),
    }


def _not_requested(left: list[Text]) -> list[Text]:
    if not left:
        return []
    listed = Text(", ".join(name.en for name in left), ", ".join(name.fr for name in left))
    told = say(_("%(names)s: the advice of NIAG was not requested, for the reason given below."), names=listed)
    return [Text(f"<p>{told.en}</p>", f"<p>{told.fr}</p>")]


def _advice(each: IndustryAdvice, names: dict[str, Text]) -> dict[str, Any]:
    values: dict[str, str | Text] = {
        "name": names.get(each.recommendation, Text(each.reference, each.reference)),
        "body": each.party.name,
        "reference": each.reference,
        "asked": words.day(each.requested),
        "question": each.question,
    }
    if each.given:
        told = _(
            "%(name)s: the advice of %(body)s on %(reference)s, requested on %(asked)s (“%(question)s”), was given on "
            "%(given)s. It is quoted verbatim."
        )
        values["given"] = words.day(each.given)
        if each.missed:
            late = _("%(given)s, after the deadline of %(deadline)s")
            values["given"] = say(late, given=values["given"], deadline=words.day(each.missed))
    else:
        told = _(
            "%(name)s: the advice of %(body)s on %(reference)s was requested on %(asked)s (“%(question)s”). None had "
            "been given when this packet was frozen."
        )
    html = WRITTEN.sub(r" [\1]", each.html)  # a note inside a quotation stands where it is called
    return {
        "how": say(told, **values),
        "language": each.language,
        "quote": Text(**{each.language: html}),
        "interests": Text(**{each.language: each.interests}),
        "taken": each.taken,
    }
