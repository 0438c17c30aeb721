"""Ask every source at once: one statement counts what the reader may see and ranks the newest of each kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Case, DateTimeField, F, Field, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from dipb_portal.accounts.models import User
from dipb_portal.search.query import Query
from dipb_portal.search.source import Source
from dipb_portal.search.sources import SOURCES

PAGE = 20
RANKED = 100  # of each kind, the newest; what is older is counted, and listed once the search is narrowed
FACETS = ("kind", "body", "state", "nation", "year")
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
    """Everything visible to `user` that fits, best first; `chosen` narrows by facet. One query.

    A page past the last one gives the last.
    """
    matched = {}
    for index, source in enumerate(SOURCES):
        try:
            matched[index] = _sql(*_rows(source, query, user).query.sql_with_params())
        except EmptyResultSet:  # the person's seats open none of these
            continue
    if not matched:
        return Found()
    with connection.cursor() as cursor:
        cursor.execute(_statement(matched, query, chosen, page))
        return _found(cursor.fetchall())


def _rows(source: Source, query: Query, user: User) -> QuerySet:
    """The visible rows that fit, as the columns of `_MATCHED`."""
    exact: Any = Value(0)
    if query.reference and source.reference:
        same, begins = (When(**{f"{source.reference}{how}": query.reference}) for how in ("", "__startswith"))
        same.result, begins.result = Value(2), Value(1)
        exact = Case(same, begins, default=0)
    found = source.matching(query, user).annotate(
        found_body=_column(source.body, BigIntegerField()),
        found_state=_column(source.state, TextField()),
        found_nation=_column(source.nation, BigIntegerField()),
        found_dated=Cast(source.dated, DateTimeField()),
        found_exact=exact,
    )
    return found.values_list("pk", "found_body", "found_state", "found_nation", "found_dated", "found_exact")


def _column(path: str, field: Field) -> Cast:
    return Cast(F(path) if path else Value(None), field)


def _statement(matched: Mapping[int, str], query: Query, chosen: Mapping[str, Any], page: int) -> str:
    """One statement that answers with rows (what, value, count, rank, then the columns of a hit)."""
    words = _sql("%s::tsquery", (query.words,))
    conditions = {name: _sql(f"{name} = %s", (chosen[name],)) for name in FACETS if name in chosen}
    every = " UNION ALL ".join(f"SELECT * FROM matched_{kind}" for kind in matched)
    best = " UNION ALL ".join(_best(kind, words, conditions) for kind in matched)
    counts = " UNION ALL ".join(_counted(facet, conditions) for facet in ("total", *FACETS))
    tables = ", ".join(
        f"matched_{kind} AS MATERIALIZED ({_MATCHED.format(kind, sql)})" for kind, sql in matched.items()
    )
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


_MATCHED = """
    SELECT {0} AS kind, *, extract(year FROM dated AT TIME ZONE 'Europe/Brussels')::integer AS year
    FROM ({1}) AS found (key, body, state, nation, dated, exact)
"""

_NO_HIT = "NULL::real, NULL::integer, NULL::bigint, NULL::bigint, NULL::text, NULL::bigint, NULL::timestamptz"


def _best(kind: int, words: str, conditions: Mapping[str, str]) -> str:
    """The newest of a kind with their rank, exact numbers first."""
    source = SOURCES[kind]
    rank = _RANK.format(table="own", words=words)
    for rows, key in source.more:
        table = rows.model._meta.db_table
        more = _RANK.format(table="other", words=words)
        rank = f"greatest({rank}, (SELECT max({more}) FROM {table} AS other WHERE other.{key} = own.id))"
    where = " AND ".join(conditions.values()) or "true"
    return f"""
        SELECT found.*, exact + {rank} AS rank
        FROM (SELECT * FROM matched_{kind} WHERE {where} ORDER BY exact DESC, dated DESC, key DESC LIMIT {RANKED}) found
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


def _sql(sql: str, parameters: Iterable[Any]) -> str:
    """`sql` with its parameters written out as psycopg writes literals, so that statements can be put together."""
    return connection.ops.compose_sql(sql, parameters)  # type: ignore[attr-defined] # PostgreSQL's operations have it
