"""Bodies and nations to narrow a list by: those its rows name, under keys that an address can hold."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language


def parties(rows: QuerySet[Any], nation: str, body: str, other: str = "") -> list[tuple[str, str]]:
    """Keys ("b:CNAD", "a:NSPA", "n:FRA") and names of whomever any of `rows` names in these fields.

    Bodies come first, then those of `other`, a field that holds their names, then nations in the reader's order.
    One query, of a row for each.
    """
    language = "fr" if get_language() == "fr" else "en"
    names = (f"{body}__code", f"{body}__acronym_{language}", f"{nation}__rank_{language}", f"{nation}__alpha3")
    found = list(rows.order_by().values_list(*names, f"{nation}__name_{language}", *filter(None, [other])).distinct())
    bodies = sorted((f"b:{code}", acronym) for code, acronym, *_rest in found if code)
    others = sorted((f"a:{name}", name) for *_rest, name in found if other and name)
    nations = sorted((rank, f"n:{alpha3}", name) for _code, _acronym, rank, alpha3, name, *_other in found if alpha3)
    return [*bodies, *others, *((key, name) for _rank, key, name in nations)]


def naming(key: str, nation: str, body: str, other: str = "") -> Q:
    """The condition on rows that name in these fields whom the key of `parties` means."""
    kind, _colon, name = key.partition(":")
    return Q(**{{"n": f"{nation}__alpha3", "b": f"{body}__code", "a": other}[kind]: name})
