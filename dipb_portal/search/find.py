"""Ask every source at once: one statement counts what the reader may see and ranks the newest of each kind."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from dipb_portal.accounts.models import User
from dipb_portal.search.query import Query
from dipb_portal.search.source import Source, literal
from dipb_portal.search.sources import SOURCES

PAGE = 20
# The newest, shared out among the kinds; what is older is counted, and listed once the search is narrowed.
RANKED = 600
FACETS = ("kind", "body", "state", "nation", "year")
# In Brussels, that is: a year begins there in winter time, an hour before it does in UTC, which is the session's zone.
# Converting each instant would take a fifth of the whole statement's time.
_YEAR = "date_part('year', dated + interval '1 hour')::integer"
# Titles outweigh texts, texts outweigh comments (the weights of D, C, B, A); long rows do not win by their length.
_RANK = "ts_rank('{{0.1, 0.2, 0.4, 1}}', {table}.words, {words}, 1)"


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
    matched = {}
    with connection.cursor() as cursor:
        cursor.execute(_fitting(query))
        for (kind,) in cursor.fetchall():
            with suppress(EmptyResultSet):  # the person's seats open none of these
                matched[kind] = _matched(kind, SOURCES[kind], query, user)
        if not matched:
            return Found()
        cursor.execute(_statement(matched, query, chosen, page))
        return _found(cursor.fetchall())


def _fitting(query: Query) -> str:
    """Of which kinds anything fits, for whomever: what a person sees of the others need not be put into words."""
    words = literal("%s::tsquery", [query.words])
    kinds = []
    for kind, source in enumerate(SOURCES):
        tables = [model._meta.db_table for model in (source.model, *(rows.model for rows, _key in source.more))]
        ways = [f"EXISTS (SELECT FROM {table} WHERE words @@ {words})" for table in tables]
        if query.reference and source.reference:
            ways = ["true"]
        kinds.append(f"SELECT {kind} WHERE {' OR '.join(ways)}")
    return " UNION ALL ".join(kinds)


def _matched(kind: int, source: Source, query: Query, user: User) -> str:
    """The visible rows that fit, with what they are counted and ordered by. Raises EmptyResultSet."""
    paths = {name: path for name, path in source.paths.items() if path}
    rows = literal(*source.matching(query, user).values_list(*paths.values()).query.sql_with_params())
    body, state, nation = (name if name in paths else "NULL" for name in ("body", "state", "nation"))
    exact = "0"
    if query.reference and source.reference:
        same = "CASE WHEN reference = %s THEN 2 WHEN starts_with(reference, %s) THEN 1 ELSE 0 END"
        exact = literal(same, [query.reference] * 2)
    return f"""
        SELECT {kind} AS kind, key, {body}::bigint AS body, {state}::text AS state, {nation}::bigint AS nation, dated,
            {exact} AS exact, {_YEAR} AS year
        FROM ({rows}) AS found ({", ".join(paths)})
    """


def _statement(matched: Mapping[int, str], query: Query, chosen: Mapping[str, Any], page: int) -> str:
    """One statement that answers with rows (what, value, count, rank, then the columns of a hit)."""
    words = literal("%s::tsquery", [query.words])
    conditions = {name: literal(f"{name} = %s", [chosen[name]]) for name in FACETS if name in chosen}
    every = " UNION ALL ".join(f"SELECT * FROM matched_{kind}" for kind in matched)
    ranked = RANKED if "kind" in chosen else RANKED // len(matched)
    best = " UNION ALL ".join(_best(kind, words, conditions, ranked) for kind in matched)
    counts = " UNION ALL ".join(_counted(facet, conditions) for facet in ("total", *FACETS))
    tables = ", ".join(f"matched_{kind} AS MATERIALIZED ({sql})" for kind, sql in matched.items())
    return f"""
        WITH {tables},
        cube AS MATERIALIZED (
            SELECT kind, body, state, nation, year, count(*) AS n FROM ({every}) GROUP BY 1, 2, 3, 4, 5
        ),
        best AS MATERIALIZED ({best}),
        listed AS (SELECT count(*) AS n FROM best)
        {counts}
        UNION ALL SELECT 'listed', NULL, n, {_NO_HIT} FROM listed
        UNION ALL (
            SELECT 'hit', NULL, NULL, rank, kind, key, body, state, nation, dated FROM best
            ORDER BY rank DESC, dated DESC, kind, key DESC LIMIT {PAGE}
            OFFSET (SELECT least({int(page) - 1}, greatest(n - 1, 0) / {PAGE}) * {PAGE} FROM listed)
        )
    """


_NO_HIT = "NULL::real, NULL::integer, NULL::bigint, NULL::bigint, NULL::text, NULL::bigint, NULL::timestamptz"


def _best(kind: int, words: str, conditions: Mapping[str, str], ranked: int) -> str:
    """The newest `ranked` of a kind with their rank, exact numbers first."""
    source = SOURCES[kind]
    rank = _RANK.format(table="own", words=words)
    for rows, key in source.more:
        table = rows.model._meta.db_table
        more = _RANK.format(table="other", words=words)
        rank = f"greatest({rank}, (SELECT max({more}) FROM {table} AS other WHERE other.{key} = own.id))"
    where = " AND ".join(conditions.values()) or "true"
    return f"""
        SELECT found.*, exact + {rank} AS rank
        FROM (SELECT * FROM matched_{kind} WHERE {where} ORDER BY exact DESC, dated DESC, key DESC LIMIT {ranked}) found
        JOIN {source.model._meta.db_table} AS own ON own.id = found.key
    """


def _counted(facet: str, conditions: Mapping[str, str]) -> str:
    """The count of each value of a facet, under what is chosen in the others; "total" is under all of it."""
    value = "NULL::text" if facet == "total" else f"{facet}::text"
    where = " AND ".join(condition for name, condition in conditions.items() if name != facet) or "true"
    return f"""
        SELECT '{facet}', {value}, sum(n)::bigint, {_NO_HIT}
        FROM cube WHERE {where} GROUP BY 2
    """


def _found(rows: list[tuple]) -> Found:
    found = Found()
    for what, value, count, _rank, *hit in rows:
        if what == "hit":
            found.hits.append(Hit(SOURCES[hit[0]], *hit[1:]))
        elif what in ("total", "listed"):
            setattr(found, what, count or 0)
        elif value is not None:
            found.counts[what][value] = count
    return found
