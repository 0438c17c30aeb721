"""The packet's own words in both languages at once, from the translation catalogue."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_noop as _

from dipb_portal.lib.deadlines import BRUSSELS, day_of
from recommendations.packets.contents import Language, Recommendation, Text

NO_BREAK = "\N{NO-BREAK SPACE}"

POSITIONS = {
    "support": _("can agree"),
    "support_comments": _("can agree, with comments"),
    "reservation": _("agrees with a reservation"),
    "scrutiny": _("scrutiny reserve"),
    "object": _("cannot agree"),
    "none": _("no position received"),
}
COMMENT_TYPES = {"C": _("Critical comments"), "S": _("Substantive comments"), "A": _("Administrative comments")}
DECISIONS = {
    "accept": _("accepted"),
    "modify": _("accepted, modified"),
    "reject": _("not accepted"),
    "note": _("noted"),
    "open": _("open"),
}
CONTRACTIONS = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
REPLIES = {"satisfied": _("satisfied"), "maintains": _("maintains"), "": ""}


def say(words: str | Promise, **values: str | Text) -> Text:
    """An English msgid or a lazy label in both languages, its %(name)s replaced by `values` in the same language."""
    return Text(*(_in(language, words, values) for language in ("en", "fr")))


def _in(language: Language, words: str | Promise, values: dict[str, str | Text]) -> str:
    with override(language):
        told = gettext(words) if words and isinstance(words, str) else str(words)
    read = {k: v.read(language)[0] if isinstance(v, Text) else v for k, v in values.items()}
    return told % read if read else told


def named(kind: str, number: int) -> Text:
    """ "Recommendation 1", or "Advice 1"."""
    told = _("Advice %(number)s") if kind == "advice" else _("Recommendation %(number)s")
    return say(told, number=str(number))


def mark(kind: str, number: int) -> str:
    """The name for a heading, the same in both languages: "R1", or "AV1" of an advice; "A1" is an annex."""
    return f"{'AV' if kind == 'advice' else 'R'}{number}"


def titled(items: Sequence[Recommendation]) -> Text:
    """What the section of texts is called: the Board recommends, advises, or does both."""
    kinds = {item.kind for item in items}
    if kinds == {"advice"}:
        return say(pgettext_lazy("product of the Board", "Advice"))
    return say(_("Recommendations and advice")) if "advice" in kinds else say(_("Recommendations"))


def requested(verb: Text, text: Text, stop: str) -> tuple[Text, Text]:
    """An action requested as verb and object, ended by `stop`; French contracts "de le" to "du" and the like."""
    en, fr = (f"{side.rstrip(' .;')}{stop}" for side in (text.en, text.fr))
    start, preposition = verb.fr.rpartition(" ")[::2]
    article, rest = fr.partition(" ")[::2]
    if contraction := CONTRACTIONS.get((preposition, article)):
        return Text(verb.en, f"{start} {contraction}"), Text(en, rest)
    return verb, Text(en, fr)


def day(value: date) -> Text:
    """ "4 August 2014", its parts bound together; of an instant, its day in Brussels."""
    return _date(_day_of(value), "j F Y", "j F Y")


def short_day(value: date) -> Text:
    """ "4 Aug 2014", for tables."""
    return _date(_day_of(value), "j M Y", "j N Y")


def moment(value: datetime) -> Text:
    """ "17:30 on Friday 4 December 2026", Brussels time, for running text."""
    return say(_("%(time)s on %(day)s"), time=hour(value), day=_date(local(value), "l j F Y", "l j F Y"))


def hour(value: datetime) -> Text:
    """ "09:30", « 9h30 », Brussels time, for running text."""
    return Text(f"{local(value):%H:%M}", f"{local(value):%-Hh%M}")


def header_moment(value: datetime) -> Text:
    """ "4 Dec 2026 17:30", Brussels time, for the head of the cover."""
    text = short_day(value)
    return Text(f"{text.en}{NO_BREAK}{local(value):%H:%M}", f"{text.fr}{NO_BREAK}{local(value):%H:%M}")


def local(value: datetime) -> datetime:
    """In Brussels time."""
    return value.astimezone(BRUSSELS)


def _day_of(value: date) -> date:
    return day_of(value) if isinstance(value, datetime) else value


@lru_cache(maxsize=1000)  # a table names hundreds of days, and both languages take a while to be chosen
def _date(value: date, english: str, french: str) -> Text:
    with override("en"):
        en = date_format(value, english)
    with override("fr"):
        fr = date_format(value, french).replace(".", "")
    if value.day == 1:
        fr = fr.replace("1 ", "1er ", 1)
    return Text(en.replace(" ", NO_BREAK), fr.replace(" ", NO_BREAK))
