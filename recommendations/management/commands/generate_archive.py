"""`manage.py generate_archive`: years of the Board's work, to see that the portal stays quick. Specimens only."""

from random import Random
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from boards.models import Tasking
from dipb_portal.audit.journal import record
from recommendations.enums import State
from recommendations.management.archive import papers
from recommendations.management.archive.advice import Advice
from recommendations.management.archive.debates import Debates
from recommendations.management.archive.demand import Demand
from recommendations.management.archive.meetings import Meetings
from recommendations.management.archive.registers import Registers
from recommendations.management.archive.reports import Reports
from recommendations.management.archive.silences import Silences
from recommendations.management.archive.taskings import Taskings
from recommendations.management.archive.texts import Texts
from recommendations.management.archive.world import World


class Command(BaseCommand):
    help = (
        "Write the archive of N years beside the demo data: in 20 years 2,000 recommendations, 100,000 comments, "
        "25,000 documents, 25,000 entries of registers, 18,000 contributions to debates, 29,000 lines of demand, and "
        "the tasks and advice of those years, with the journal and the histories of all that."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=int, default=20, help="how many, up to last year")
        parser.add_argument("--scale", type=float, default=1.0, help="the part of a full year to write, such as 0.01")
        parser.add_argument("--seed", type=int, default=0, help="the same seed writes the same archive")

    def handle(self, *args: Any, years: int, scale: float, seed: int, **options: Any) -> None:
        if not settings.SPECIMEN:
            raise CommandError("An archive of fictitious data belongs in a specimen: set SPECIMEN=true.")
        begun = perf_counter()
        write(years, scale, seed)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")  # as the database does in its own time
        self.stdout.write(f"Archive of {years} years written in {perf_counter() - begun:.0f} seconds.")


@transaction.atomic
def write(years: int, scale: float = 1.0, seed: int = 0) -> None:
    """Write the archive in one transaction, a year at a time."""
    world = World(years, scale, Random(seed))  # noqa: S311 - repeatable, not secret
    texts, silences, reports, advice = Texts(world), Silences(world), Reports(world), Advice(world)
    registers, meetings, taskings = Registers(world), Meetings(world), Taskings(world)
    debates, demand = Debates(world), Demand(world)
    tasks: list[Tasking] = []
    for year in world.calendar:
        written = texts.write(year, tasks)
        agreed = [text for text in written if text.state == State.AGREED_BY_GROUP]
        silences.write(agreed)
        reports.write(year, [text for text in agreed if text.row.state != State.ENDORSED])
        advice.write(year, written)
        papers.write(world, year)
        registers.write(year)
        tasks = taskings.write(year, meetings.write(year))
        debates.write(year)
        demand.write(year)
        world.acts.write()
    world.close()
    registers.close()
    record(world.staff, "archive_generated", world.board, years=years, scale=scale, seed=seed)
