"""What a kind of object tells the search about itself."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Expression, Field, Model, Prefetch, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import Promise, cached_property

from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import plain


class Column(Expression):
    """A column of the row that the migrations here make. Models do not know it: no page loads it."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return f"{compiler.quote_name_unless_alias(compiler.query.get_initial_alias())}.{self.name}", []


WORDS = Column("words", SearchVectorField())
SUPERSEDED = Column("superseded", BooleanField())


@dataclass(frozen=True)
class Card:
    """One found object as it is listed. `texts` are plain, by language: excerpts come from them."""

    title_en: str
    title_fr: str
    url: str
    reference: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def words_of(row: Any, *names: str) -> dict[str, str]:
    """The words of a row's sanitised `name`_en and `name`_fr, one after the other; of `text` where none is named."""
    texts = {
        language: "\n".join(plain(getattr(row, f"{name}_{language}")) for name in names or ("text",)).strip()
        for language in ("en", "fr")
    }
    return {language: text for language, text in texts.items() if text}


@dataclass(frozen=True)
class Source:
    """A kind of object. `name` stands in addresses, `label` names the kind and `one` an object of it.

    `visible_to` is the whole of the access rule: nothing else decides what is found, counted or quoted. Where it takes
    two sets of rows, `besides` is the other, which has none of the first; each is then found by an index. The words
    stand in the column `words` of the model's table and of the tables of `more` (rows, their key to the model); the
    migrations make it. The other paths are from the model; `states` names the values of `state`, `reference` is a
    document's number, `files` are read with the rows for their cards. `elsewhere` are those of another
    kind, by their key to the model, that have the same words: this one finds its rows of them by number only.
    """

    name: str
    label: Promise
    one: Promise
    model: type[Model]
    visible_to: Callable[[User], QuerySet[Any]]
    card: Callable[[Any], Card]
    dated: str | Expression
    body: str = ""
    state: str = ""
    nation: str = ""
    reference: str = ""
    states: Mapping[Any, Any] = field(default_factory=dict)
    more: tuple[tuple[QuerySet[Any], str], ...] = ()
    related: tuple[str, ...] = ()
    files: Prefetch | None = None
    elsewhere: tuple[QuerySet[Any], str] | None = None
    besides: Callable[[User], QuerySet[Any]] | None = None

    @property
    def paths(self) -> dict[str, str | Expression]:
        """Where a row's key is found, and what it is narrowed and ordered by; empty for what the kind does not have."""
        facets = {"body": self.body, "state": self.state, "nation": self.nation}
        return {"key": "pk", **facets, "dated": self.dated, "reference": self.reference, "words": WORDS}

    def readable(self, user: User) -> str:
        """The statement of all rows the person may read, with the columns of `paths`; empty where there can be none."""
        statements = []
        for rows in filter(None, (self.visible_to, self.besides)):
            with suppress(EmptyResultSet):
                statements.append(_written(rows(user), *(path for path in self.paths.values() if path)))
        return " UNION ALL ".join(statements)

    @cached_property
    def others(self) -> list[str]:
        """The statements of the rows of `more`: the key they lead to, and words."""
        return [_written(rows, key, WORDS) for rows, key in self.more]

    @cached_property
    def unsought(self) -> str:
        """The statement of the keys that `elsewhere` leads to; empty where there is no such kind."""
        return _written(*self.elsewhere) if self.elsewhere else ""

    @cached_property
    def numbers(self) -> str:
        """The statement of all rows' keys and numbers, for a number is sought before it is asked who may read it."""
        return _written(self.model._default_manager.all(), "pk", self.reference)

    def cards(self, keys: list[int]) -> dict[int, Card]:
        """The cards of the rows with these keys, which were found for the reader. One query, two with files."""
        rows = self.model._base_manager.order_by()
        if self.related:  # without a name, `select_related` follows every relation
            rows = rows.select_related(*self.related)
        if self.files:
            rows = rows.prefetch_related(self.files)
        return {key: self.card(row) for key, row in rows.in_bulk(keys).items()}


def _written(rows: QuerySet[Any], *columns: str | Expression) -> str:
    return literal(*rows.order_by().values_list(*columns).query.sql_with_params())


def literal(sql: str, parameters: Iterable[Any]) -> str:
    """`sql` with its parameters written out as psycopg writes literals, so that statements can be put together."""
    return connection.ops.compose_sql(sql, parameters)  # type: ignore[attr-defined] # PostgreSQL's operations have it
