"""The packet's words: what French makes of two that meet."""

from datetime import UTC, date, datetime

import pytest

from recommendations.packets import words
from recommendations.packets.contents import Text

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("verb", "text", "said"),
    [
        ("prendre note de", "le rapport", "prendre note du rapport;"),
        ("prendre note de", "les progrès.", "prendre note des progrès;"),
        ("prendre note de", "l’avis", "prendre note de l’avis;"),
        ("souscrire à", "les recommandations", "souscrire aux recommandations;"),
        ("souscrire à", "le calendrier", "souscrire au calendrier;"),
        ("charger", "le Bureau d’en rendre compte", "charger le Bureau d’en rendre compte;"),
    ],
)
def test_a_verb_and_its_object_contract_in_french(verb: str, text: str, said: str) -> None:
    asked, thing = words.requested(Text("note", verb), Text("the report", text), ";")
    assert f"{asked.fr} {thing.fr}" == said
    assert f"{asked.en} {thing.en}" == "note the report;"


def test_a_heading_marks_an_advice_otherwise_than_a_recommendation() -> None:
    assert [words.mark(kind, 3) for kind in ("recommendation", "advice")] == ["R3", "AV3"]
    assert [words.named(kind, 3).en for kind in ("recommendation", "advice")] == ["Recommendation 3", "Advice 3"]


def test_the_first_of_a_month_is_ordinal_in_french() -> None:
    assert words.day(date(2026, 12, 1)) == Text(f"1{NB}December{NB}2026", f"1er{NB}décembre{NB}2026")


def test_the_day_of_an_instant_is_that_in_brussels() -> None:
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert words.day(late) == words.day(date(2026, 12, 2))
    assert words.short_day(late) == words.short_day(date(2026, 12, 2))


def test_an_instant_is_told_in_brussels_time() -> None:
    told = words.moment(datetime(2026, 12, 1, 16, 30, tzinfo=UTC))
    assert told.fr == f"mardi{NB}1er{NB}décembre{NB}2026 à 17h30"
    assert told.en == f"17:30 on Tuesday{NB}1{NB}December{NB}2026"
    assert words.hour(datetime(2026, 12, 1, 8, 5, tzinfo=UTC)) == Text("09:05", "9h05")
