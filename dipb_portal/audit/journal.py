"""Write to the journal, and check it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, models, transaction

from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry

GENESIS = "0" * 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def record(by: User | None, verb: str, obj: models.Model, why: str = "", **data: Any) -> None:
    """Add one entry on `obj` to the journal, within the transaction of the act itself.

    `by` is None for what the clock did. Make it the last write of an action: the journal is one chain, and
    whoever writes to it makes the others wait until commit.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a journal entry belongs to the transaction of its act")
    Entry.objects.bulk_create([entry(by, verb, obj, why, **data)])


def entry(by: User | None, verb: str, obj: models.Model, why: str = "", **data: Any) -> Entry:
    """An entry on `obj` that is not yet written: the database gives it its number, instant and digest."""
    return Entry(
        sequence=0,
        at=_EPOCH,
        actor=by,
        actor_label=by.email if by else "",
        verb=verb,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:300],
        why=why,
        data=json.dumps(data, sort_keys=True, ensure_ascii=False, default=str),
    )


def head() -> tuple[int, str]:
    """The sequence number and digest of the newest entry: what packets and action sheets print."""
    newest = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return newest or (0, GENESIS)


class Newest:
    """The journal as a sequence, newest first, to be paged through: its numbers have no gap, so that none need be
    counted or passed over to come to a page. One query, and one for each slice."""

    def __init__(self) -> None:
        self.length, self.digest = head()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, part: slice) -> models.QuerySet[Entry]:
        first, last = self.length - part.start, self.length - min(part.stop, self.length)
        return Entry.objects.filter(sequence__lte=first, sequence__gt=last)


def digest(entry: Entry) -> str:
    """Compute the entry's digest from its columns, as the database's trigger does."""
    instant = (entry.at - _EPOCH) // timedelta(microseconds=1)
    parts = (
        entry.previous,
        str(entry.sequence),
        str(instant),
        entry.actor_label,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.why,
        entry.data,
    )
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).hexdigest()


def faults() -> Iterator[tuple[int, str]]:
    """Walk the whole chain, oldest first; yield (sequence, what does not fit) for every entry that does not."""
    previous, expected = GENESIS, 1
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            yield entry.sequence, f"entry {expected} is missing"
        if entry.previous != previous:
            yield entry.sequence, "does not follow its predecessor"
        if entry.digest != digest(entry):
            yield entry.sequence, "was changed after it was written"
        previous, expected = entry.digest, entry.sequence + 1
