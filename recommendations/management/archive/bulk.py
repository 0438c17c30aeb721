"""Rows by the hundred thousand: COPY into the tables, with keys given here."""

from collections.abc import Iterable, Iterator
from itertools import count
from operator import attrgetter
from typing import Any

from django.db import connection, models


class Keys(dict[type[models.Model], Iterator[int]]):
    """Of each model the keys that nobody has, in turn. Nobody else may insert meanwhile."""

    def __missing__(self, model: type[models.Model]) -> Iterator[int]:
        last = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
        self[model] = keys = count(last + 1)
        return keys


def copy(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Insert unsaved `rows`, which have a value for each column. Triggers and constraints hold as ever."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = attrgetter(*(str(field.attname) for field in fields))  # as they are: psycopg knows each of their types
    made = list(rows)  # before COPY begins, during which the connection answers nothing else
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as target:
            for row in made:
                target.write_row(values(row))
        if any(isinstance(field, models.AutoField) for field in fields):
            key = model._meta.pk.column
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest(max({key}), 1)) FROM {model._meta.db_table}",  # noqa: S608 - names of our own models
                [model._meta.db_table, key],
            )
