"""For the migrations: give a table its searchable words."""

from django.db import migrations


def words(table: str, expression: str, former: str = "") -> migrations.RunSQL:
    """Give `table` the generated column `words`, kept by the database from `expression`, and its index.

    `former` is what they were made from until now. The database refuses to alter the type of the columns in
    `expression`: a migration that must do so drops `words` before and adds it again after.
    """
    drop = f"ALTER TABLE {table} DROP COLUMN words;"
    return migrations.RunSQL(
        (drop if former else "") + _add(table, expression), drop + (_add(table, former) if former else "")
    )


def _add(table: str, expression: str) -> str:
    return (
        "SET LOCAL statement_timeout = 0;"  # a large table is written anew
        f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({expression}) STORED;"
        f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (fastupdate = off);"
    )
