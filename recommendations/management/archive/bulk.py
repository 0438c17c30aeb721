"""Rows by the hundred thousand: COPY into the tables, with keys given here."""

from collections.abc import Iterable, Iterator

from django.db import connection, models


class Keys:
    """Keys of `model` that nobody has, in turn. Nobody else may insert meanwhile."""

    def __init__(self, model: type[models.Model]):
        self.last = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0

    def __next__(self) -> int:
        self.last += 1
        return self.last

    def __iter__(self) -> Iterator[int]:
        return self


def copy(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert unsaved `rows` that have their keys. Triggers and constraints hold as ever."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as target:
            for row in rows:
                target.write_row(
                    [field.get_db_prep_save(getattr(row, str(field.attname)), connection) for field in fields]
                )
        if any(isinstance(field, models.AutoField) for field in fields):
            key = model._meta.pk.column
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest(max({key}), 1)) FROM {model._meta.db_table}",  # noqa: S608 - names of our own models
                [model._meta.db_table, key],
            )
