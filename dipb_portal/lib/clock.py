"""The only clock: PostgreSQL's, never that of a web server or worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, Func
from django.db.models.expressions import CombinedExpression

from dipb_portal.lib.deadlines import day_of


class DatabaseNow(Func):
    """The database's present instant, for use in a query. Moves within a transaction."""

    function = "portal_now"
    output_field = DateTimeField()


def two_years_ago() -> CombinedExpression:
    """From when on lists to choose from offer what is over, for use in a query: all of it would grow with the years."""
    return DatabaseNow() - timedelta(days=2 * 366)


def now() -> datetime:
    """Return the database's present instant, aware, in UTC. One round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_now()")
        return cursor.fetchone()[0]


def today() -> date:
    """Return the day it is in Brussels now. One round trip."""
    return day_of(now())


@contextmanager
def specimen_clock(instant: datetime) -> Iterator[None]:
    """Let this connection's clock stand at `instant` while demo data is written, as if it had happened then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dipb.specimen_now', %s, false)", [instant.isoformat()])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('dipb.specimen_now', '', false)")
