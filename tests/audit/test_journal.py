"""The journal is gapless, chained and append-only, and any tampering is named."""

from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.core.paginator import Paginator
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from boards.models import Nation
from dipb_portal.audit import journal
from dipb_portal.audit.models import Entry


def acts(count: int) -> None:
    nation = Nation(pk=1, alpha3="FRA", name_en="France", name_fr="France")
    for number in range(count):
        journal.record(None, "tested", nation, why=f"reason {number} – é", number=number)


def tamper(sql: str) -> None:
    """What somebody with the superuser's password could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks outstanding cannot be altered
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_no_change")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_no_change")


@pytest.mark.django_db
def test_entries_are_numbered_and_chained() -> None:
    sequence, previous = journal.head()
    acts(3)
    entries = list(Entry.objects.filter(sequence__gt=sequence).order_by("sequence"))
    assert [entry.sequence for entry in entries] == [sequence + 1, sequence + 2, sequence + 3]
    for entry in entries:
        assert entry.previous == previous
        assert entry.digest == journal.digest(entry)
        previous = entry.digest
    assert journal.head() == (sequence + 3, previous)
    assert list(journal.faults()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET why = ''", "DELETE FROM audit_entry"])
def test_an_entry_cannot_be_changed_or_deleted(statement: str) -> None:
    acts(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_journal_cannot_be_emptied() -> None:
    acts(1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE audit_entry CASCADE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE audit_entry SET why = 'another' WHERE sequence = {2}", "Entry {2} was changed"),
        ("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE sequence = {2}", "Entry {2} was changed"),
        ("DELETE FROM audit_entry WHERE sequence = {2}", "Entry {3} entry {2} is missing"),
        ("UPDATE audit_entry SET previous = repeat('0', 64) WHERE sequence = {3}", "Entry {3} does not follow"),
    ],
)
def test_verification_names_the_first_entry_that_does_not_fit(sql: str, fault: str) -> None:
    start = journal.head()[0]
    acts(4)
    numbers = [start + number for number in range(5)]
    tamper(sql.format(*numbers))
    with pytest.raises(CommandError, match=fault.format(*numbers)):
        call_command("verify_journal")


@pytest.mark.django_db
def test_a_rewritten_chain_is_caught_by_a_head_that_others_hold(capsys) -> None:
    acts(2)
    sequence, digest = journal.head()
    call_command("verify_journal", anchor=[f"{sequence}:{digest}"])
    assert "the chain holds" in capsys.readouterr().out
    tamper(f"DELETE FROM audit_entry WHERE sequence = {sequence}")
    acts(1)
    call_command("verify_journal")
    with pytest.raises(CommandError, match="is not the one that was printed"):
        call_command("verify_journal", anchor=[f"{sequence}:{digest}"])


@pytest.mark.django_db
def test_an_anchor_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="SEQUENCE:DIGEST"):
        call_command("verify_journal", anchor=["everything"])


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_act_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        acts(1)


@pytest.mark.django_db(transaction=True)
def test_many_writers_leave_no_gap() -> None:
    start, together = journal.head()[0], Barrier(8)

    def write() -> None:
        together.wait()
        try:
            for _ in range(5):
                with transaction.atomic():
                    acts(1)
        finally:
            connection.close()

    writers = [Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(start + 1, start + 41)
    )
    assert list(journal.faults()) == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_leaves_no_entry_and_no_gap() -> None:
    class Fault(Exception):
        pass

    with suppress(Fault), transaction.atomic():
        acts(1)
        raise Fault
    with transaction.atomic():
        acts(1)
    assert list(journal.faults()) == []
    assert journal.head()[0] == Entry.objects.count()


@pytest.mark.django_db
def test_it_is_paged_through_newest_first_without_counting() -> None:
    acts(7)
    whole = list(Entry.objects.order_by("-sequence"))
    newest = journal.Newest()
    assert (newest.length, newest.digest) == journal.head()
    pages = Paginator(newest, 3)
    assert [entry for page in pages for entry in page] == whole
    with CaptureQueriesContext(connection) as asked:
        list(Paginator(newest, 3).page(2))
    (query,) = asked
    assert "OFFSET" not in query["sql"]
