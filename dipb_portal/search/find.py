"""Ask every source at once: one statement counts what the reader may see and ranks the newest of each kind."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from boards.access import rights_of
from dipb_portal.accounts.models import User
from dipb_portal.search.query import Query
from dipb_portal.search.source import Source, literal
from dipb_portal.search.sources import SOURCES
from dipb_portal.ui.paging import ROWS

# The newest, shared out among the kinds; what is older is counted, and listed once the search is narrowed.
RANKED = 600
FACETS = ("kind", "body", "state", "nation", "year")
# In Brussels, that is: a year begins there in winter time, an hour before it does in UTC, which is the session's zone.
# Converting each instant would take a fifth of the whole statement's time.
_YEAR = "date_part('year', dated + interval '1 hour')::integer"


class Hit(NamedTuple):
    source: Source
    key: int
    body: int | None
    state: str | None
    nation: int | None
    dated: datetime


@dataclass
class Found:
    """What fits: `total` of them, of which `listed` can be paged through; `hits` are those of the page.

    `counts` gives for each facet its values, as if nothing were chosen in that one.
    """

    total: int = 0
    listed: int = 0
    counts: dict[str, dict[Any, int]] = field(default_factory=lambda: defaultdict(dict))
    hits: list[Hit] = field(default_factory=list)


def find(query: Query, user: User, chosen: Mapping[str, Any], page: int = 1) -> Found:
    """Everything visible to `user` that fits, best first; `chosen` narrows by facet. Two queries.

    A page past the last one gives the last.
    """
    reader, matched = Reader(rights_of(user).key, user), {}
    with connection.cursor() as cursor, _unprepared():
        cursor.execute(_fitting(query))
        for (kind,) in cursor.fetchall():
            if readable := _readable(kind, reader):
                matched[kind] = _matched(kind, readable, query)
        if not matched:
            return Found()
        cursor.execute(_statement(matched, query, chosen, page))
        return _found(cursor.fetchall())


@contextmanager
def _unprepared() -> Iterator[None]:
    """Ask without keeping the plan: a search is worded anew each time, and a plan of it takes two megabytes."""
    session = connection.connection
    kept, session.prepare_threshold = session.prepare_threshold, None
    try:
        yield
    finally:
        session.prepare_threshold = kept


def _fitting(query: Query) -> str:
    """Of which kinds anything fits, for whomever: the others need not be planned."""
    words = literal("%s::tsquery", [query.words])
    kinds = []
    for kind, source in enumerate(SOURCES):
        tables = [model._meta.db_table for model in (source.model, *(rows.model for rows, _key in source.more))]
        ways = [f"EXISTS (SELECT FROM {table} WHERE words @@ {words})" for table in tables]
        if query.reference and source.reference:
            ways = ["true"]
        kinds.append(f"SELECT {kind} WHERE {' OR '.join(ways)}")
    return " UNION ALL ".join(kinds)


@dataclass(frozen=True)
class Reader:
    """A person as the access rules know them: whoever holds the same rights reads the same rows."""

    rights: Hashable
    user: User = field(compare=False)


@lru_cache(maxsize=1024)
def _readable(kind: int, reader: Reader) -> str:
    """What `reader` may read of a kind, as a statement; empty where their seats open none of it.

    To put an access rule into words takes longer than to search by it. A rule asks nothing but rights, so that its
    words hold for as long as those are the same.
    """
    return SOURCES[kind].readable(reader.user)


def _matched(kind: int, readable: str, query: Query) -> str:
    """The rows of `readable` that fit, by their words or by their number, with what they are counted and ordered by.

    The keys of other ways are arrays, so that PostgreSQL uses an index for each.
    """
    source = SOURCES[kind]
    paths = [name for name, path in source.paths.items() if path]
    words = literal("words @@ %s::tsquery", [query.words])
    ways = [f"SELECT key FROM ({rows}) AS other (key, words) WHERE {words}" for rows in source.others]
    exact, begins = "0", "false"
    if query.reference and source.reference:
        begins = literal("starts_with(reference, %s)", [query.reference])
        ways.append(f"SELECT key FROM ({source.numbers}) AS numbered (key, reference) WHERE {begins}")
        exact = literal(f"CASE WHEN reference = %s THEN 2 WHEN {begins} THEN 1 ELSE 0 END", [query.reference])
    fits = " OR ".join([words, *(f"key = ANY(ARRAY({way}))" for way in ways)])
    if source.unsought:
        fits = f"({fits}) AND (key NOT IN ({source.unsought}) OR {begins})"
    body, state, nation = (name if name in paths else "NULL" for name in ("body", "state", "nation"))
    return f"""
        SELECT {kind} AS kind, key, {body}::bigint AS body, {state}::text AS state, {nation}::bigint AS nation, dated,
            {exact} AS exact, {_YEAR} AS year
        FROM ({readable}) AS found ({", ".join(paths)})
        WHERE {fits}
    """


def _statement(matched: Mapping[int, str], query: Query, chosen: Mapping[str, Any], page: int) -> str:
    """One statement that answers with rows (what, value, count, rank, then the columns of a hit)."""
    words = literal("%s::tsquery", [query.words])
    conditions = {name: literal(f"{name} = %s", [chosen[name]]) for name in FACETS if name in chosen}
    order = f"{'exact DESC, ' if query.reference else ''}dated DESC, key DESC"  # where all are 0, to compare them costs
    ranked = RANKED if "kind" in chosen else RANKED // len(matched)
    best = " UNION ALL ".join(_best(kind, words, conditions, order, ranked) for kind in matched)
    tables = ", ".join(f"matched_{kind} AS MATERIALIZED ({sql})" for kind, sql in matched.items())
    return f"""
        WITH {tables},
        best AS MATERIALIZED ({best}),
        listed AS (SELECT count(*) AS n FROM best)
        {_counts(matched, conditions)}
        UNION ALL SELECT 'listed', NULL, n, {_NO_HIT} FROM listed
        UNION ALL (
            SELECT 'hit', NULL, NULL, rank, kind, key, body, state, nation, dated FROM best
            ORDER BY rank DESC, dated DESC, kind, key DESC LIMIT {ROWS}
            OFFSET (SELECT least({int(page) - 1}, greatest(n - 1, 0) / {ROWS}) * {ROWS} FROM listed)
        )
    """


_NO_HIT = "NULL::real, NULL::integer, NULL::bigint, NULL::bigint, NULL::text, NULL::bigint, NULL::timestamptz"


def _best(kind: int, words: str, conditions: Mapping[str, str], order: str, ranked: int) -> str:
    """The first `ranked` of a kind in `order`, with their rank."""
    source = SOURCES[kind]
    ranks = [_rank(source.model, "id", words), *(_rank(rows.model, key, words) for rows, key in source.more)]
    where = " AND ".join(conditions.values()) or "true"
    return f"""
        SELECT found.*, exact + greatest({", ".join(ranks)}) AS rank
        FROM (SELECT * FROM matched_{kind} WHERE {where} ORDER BY {order} LIMIT {ranked}) found
    """


def _rank(model: type[Model], key: str, words: str) -> str:
    """The highest rank of those rows of `model` whose column `key` is that of what was found.

    Titles outweigh texts, texts outweigh comments (the weights of D, C, B, A); long rows do not win by their length.
    """
    rank = f"max(ts_rank('{{0.1, 0.2, 0.4, 1}}', words, {words}, 1))"
    return f"(SELECT {rank} FROM {model._meta.db_table} AS own WHERE own.{key} = found.key)"


def _counts(kinds: Iterable[int], conditions: Mapping[str, str]) -> str:
    """The count of each value of a facet, under what is chosen in the others; "total" is under all of it.

    What is alike in every facet is counted first: the sets then have hundreds of rows to go through, not thousands.
    """
    alike = " UNION ALL ".join(
        f"SELECT {kind} AS kind, body, state, nation, year, count(*) AS n FROM matched_{kind}"
        " GROUP BY body, state, nation, year"
        for kind in kinds
    )
    names, counts = "", ""
    for facet in (*FACETS, "total"):
        when = "true" if facet == "total" else f"grouping({facet}) = 0"
        where = " AND ".join(condition for name, condition in conditions.items() if name != facet) or "true"
        names += f" WHEN {when} THEN '{facet}'"
        counts += f" WHEN {when} THEN sum(n) FILTER (WHERE {where})::bigint"
    values = ", ".join(f"{facet}::text" for facet in FACETS)
    return f"""
        SELECT CASE {names} END, coalesce({values}), CASE {counts} END, {_NO_HIT}
        FROM ({alike}) AS alike GROUP BY GROUPING SETS ({", ".join(FACETS)}, ())
    """


def _found(rows: list[tuple]) -> Found:
    found = Found()
    for what, value, count, _rank, *hit in rows:
        if what == "hit":
            found.hits.append(Hit(SOURCES[hit[0]], *hit[1:]))
        elif what in ("total", "listed"):
            setattr(found, what, count or 0)
        elif value is not None and count:
            found.counts[what][value] = count
    return found
