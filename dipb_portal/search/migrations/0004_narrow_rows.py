"""Keep long texts and their words out of the rows that a search counts.

A common word fits thousands of documents and entries, of which the search reads a few short columns. PostgreSQL moves
columns out of a long row until it is below this size: from two kilobytes a page of the table holds four rows, from a
quarter of one it holds twenty-five, and counting them takes less than half the time.
"""

from django.db import migrations

TABLES = ("boards_document", "workinggroups_registerentry")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_work_of_the_board")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} SET (toast_tuple_target = 256)", f"ALTER TABLE {table} RESET (toast_tuple_target)"
        )
        for table in TABLES
    ]
