"""Rows kept beside the tables: to put them back takes milliseconds, to make them again a good part of a second.

They go and come past foreign keys and the triggers of append-only tables, which takes a superuser.
"""

from functools import cache

from django.db import connection, transaction

# Each is a schema, with one table for each that held rows.
BOARD = "board"  # what an empty portal holds: nations, bodies, roles
PEOPLE = "people"  # and what seating the actors of tests.scenarios adds to it


def keep(schema: str, *, besides: str = "") -> None:
    """Copy the rows of all tables to the new `schema`, without those that `besides` holds already."""
    known = _columns(besides)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
        for table, columns in _columns("public").items():
            rows = f"SELECT {columns} FROM {table}" + (f" EXCEPT TABLE {besides}.{table}" if table in known else "")
            cursor.execute(f"SELECT EXISTS ({rows})")
            if cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE {schema}.{table} AS {rows} ORDER BY 1")


def put(schema: str) -> None:
    """Add the rows of `schema` to the tables."""
    with connection.cursor() as cursor:
        cursor.execute(_insertions(schema))


def restore() -> None:
    """Leave in the tables what BOARD holds, after whoever is still writing."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = list(_columns("public"))
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("; ".join(f"DELETE FROM {table}" for table in tables))
        put(BOARD)


@cache
def _insertions(schema: str) -> str:
    return "; ".join(
        f"INSERT INTO {table} ({columns}) TABLE {schema}.{table}" for table, columns in _columns(schema).items()
    )


@cache
def _columns(schema: str) -> dict[str, str]:
    """The columns of every table in `schema` that are not computed by the database, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_name), string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = %s AND is_generated = 'NEVER' GROUP BY 1",
            [schema],
        )
        return dict(cursor.fetchall())
