"""What a kind of object tells the search about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Expression, F, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import Promise

from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import plain
from dipb_portal.search.query import Query


class Matches(Expression):
    """Whether the column `words` of the row fits a tsquery. Models do not know the column: no page loads it."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, words: str):
        super().__init__(output_field=BooleanField())
        self.words = words

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[str]]:
        return f'"{compiler.query.get_initial_alias()}".words @@ %s::tsquery', [self.words]


@dataclass(frozen=True)
class Card:
    """One found object as it is listed. `texts` are plain, by language: excerpts come from them."""

    title_en: str
    title_fr: str
    url: str
    reference: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def words_of(row: Any) -> dict[str, str]:
    """The words of a row's sanitised `text_en` and `text_fr`."""
    return {language: plain(text) for language in ("en", "fr") if (text := getattr(row, f"text_{language}"))}


@dataclass(frozen=True)
class Source:
    """A kind of object. `name` stands in addresses; the expressions are over the model of `visible_to`.

    `visible_to` is the whole of the access rule: nothing else decides what is found, counted or quoted. The words
    stand in the column `words` of the model's table and of the tables of `more` (rows, the key that leads to the
    model); the migrations make it. `label` names the kind, `one` an object of it; `states` names the values of `state`; `reference` is the path to a number.
    """

    name: str
    label: Promise
    one: Promise
    model: type[Model]
    visible_to: Callable[[User], QuerySet[Any]]
    card: Callable[[Any], Card]
    body: str
    dated: Expression | F
    state: Expression | F | None = None
    nation: str = ""
    reference: str = ""
    states: Mapping[Any, Any] = field(default_factory=dict)
    more: tuple[tuple[QuerySet[Any], str], ...] = ()
    related: tuple[str, ...] = ()

    def matching(self, query: Query, user: User) -> QuerySet[Any]:
        visible, every = self.visible_to(user).order_by(), self.model._default_manager.order_by()
        ways = [rows.order_by().filter(Matches(query.words)).values(key) for rows, key in self.more]
        if query.reference and self.reference:
            ways.append(every.filter(**{f"{self.reference}__startswith": query.reference}).values("pk"))
        if not ways:
            return visible.filter(Matches(query.words))
        return visible.filter(pk__in=every.filter(Matches(query.words)).values("pk").union(*ways))

    def cards(self, user: User, keys: list[int]) -> dict[int, Card]:
        """The cards of the rows with these keys that the person may see. One query."""
        rows: dict[int, Model] = self.visible_to(user).select_related(*self.related).in_bulk(keys)
        return {key: self.card(row) for key, row in rows.items()}

