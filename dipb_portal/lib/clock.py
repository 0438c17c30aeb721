"""The only clock: PostgreSQL's, never that of a web server or worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, Func


class DatabaseNow(Func):
    """The database's present instant, for use in a query. Moves within a transaction."""

    function = "portal_now"
    output_field = DateTimeField()


def now() -> datetime:
    """Return the database's present instant, aware, in UTC. One round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_now()")
        return cursor.fetchone()[0]


@contextmanager
def specimen_clock(instant: datetime) -> Iterator[None]:
    """Let this connection's clock stand at `instant` while demo data is written, as if it had happened then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dipb.specimen_now', %s, false)", [instant.isoformat()])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('dipb.specimen_now', '', false)")
