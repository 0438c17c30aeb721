"""A worker that dies, is late, or finds nothing: the row is the job."""

import time
from datetime import timedelta

import pytest
from django.db.models import F

from boards.actions import checking
from boards.actions.filing import SUFFIX
from boards.enums import FileRefusal, FileState
from boards.models import DocumentFile
from boards.tasks import check_files
from dipb_portal.lib import clock, storage
from dipb_portal.lib.extraction import Extracted
from tests import library_scenarios as library


@pytest.mark.django_db
class TestLease:
    def test_a_file_whose_worker_went_silent_is_taken_again(self, people):
        library.paper(people.secretariat, check=False)
        first = checking.lease_next()
        assert checking.lease_next() is None
        DocumentFile.objects.update(leased_until=clock.now() - timedelta(seconds=1))
        assert checking.lease_next().pk == first.pk

    def test_a_worker_that_was_late_writes_nothing(self, people):
        library.paper(people.secretariat, check=False)
        late = checking.lease_next()
        DocumentFile.objects.update(leased_until=clock.now() - timedelta(seconds=1))
        present = checking.lease_next()
        checking.accept_file(late, Extracted("late", ""))
        checking.refuse_file(late, FileRefusal.MARKED)
        assert DocumentFile.objects.get().state == FileState.CHECKING
        checking.accept_file(present, Extracted("present", ""))
        assert DocumentFile.objects.get().text == "present"

    def test_a_late_worker_does_not_supersede(self, people):
        made = library.paper(people.secretariat)
        library.filing.add_file(filing=made.filing, file=library.new_file(), by=people.secretariat)
        late = checking.lease_next()
        DocumentFile.objects.filter(pk=late.pk).update(fence=F("fence") + 1)
        checking.accept_file(late, Extracted("late", ""))
        assert [file.version for file in DocumentFile.objects.current()] == [1]

    def test_a_file_that_brings_down_its_workers_is_refused(self, people):
        library.paper(people.secretariat, check=False)
        for _ in range(checking.MAX_ATTEMPTS):
            assert checking.lease_next()
            DocumentFile.objects.update(leased_until=clock.now() - timedelta(seconds=1))
        assert checking.lease_next() is None
        assert DocumentFile.objects.get().reason == FileRefusal.ATTEMPTS

    def test_a_file_whose_content_is_gone_is_refused(self, people):
        made = library.paper(people.secretariat, check=False)
        storage.remove(library.file_of(made).sha256, SUFFIX)
        library.check_files()
        assert DocumentFile.objects.get().reason == FileRefusal.LOST

    def test_content_of_refused_files_is_deleted_by_the_next_sweep(self, people):
        """Whoever refused it may have died before it came to that."""
        secret = library.new_file(library.pdf("NATO SECRET"))
        file = library.file_of(library.paper(people.secretariat, file=secret))
        assert storage.path(file.sha256, SUFFIX).exists()
        check_files()
        file.refresh_from_db()
        assert file.deleted_at
        assert not storage.path(file.sha256, SUFFIX).exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_a_file_leaves_it_to_the_next(people, celery_worker_process):
    """A real worker is killed in the middle of reading; another takes the file when the lease has run out."""
    long = library.new_file(library.docx(*["Powder lines and furnaces."] * 8_000), "long.docx")
    made = library.paper(people.secretariat, file=long, check=False)
    until(lambda: library.file_of(made).attempts == 1)
    celery_worker_process.kill()
    assert library.file_of(made).state == FileState.CHECKING
    DocumentFile.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    celery_worker_process.start()
    check_files.delay()
    until(lambda: library.file_of(made).state == FileState.READY)
    assert library.file_of(made).attempts == 2


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)
