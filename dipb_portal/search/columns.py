"""For the migrations: give a table its searchable words."""

from django.db import migrations


def words(table: str, expression: str) -> migrations.RunSQL:
    """Add to `table` the generated column `words`, kept by the database from `expression`, and its index.

    The database then refuses to alter the type of the columns in `expression`: a migration that must do so drops
    `words` before and adds it again after.
    """
    return migrations.RunSQL(
        "SET LOCAL statement_timeout = 0;"  # a large table is written anew
        f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({expression}) STORED;"
        f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (fastupdate = off);",
        f"ALTER TABLE {table} DROP COLUMN words;",
    )
