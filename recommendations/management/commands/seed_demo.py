"""`manage.py seed_demo`: play the demo's story through the portal's own actions."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F

from boards.actions.filing import Particulars, file_document
from boards.enums import DocumentKind, Genre, Marking
from boards.reference_data import ALLIES, PARTNERS
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import ROLES
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Notification
from recommendations.management.demo import (
    advice_player,
    commitment_player,
    delegations,
    followup_player,
    groups,
    library,
    meetings,
    plans,
    registers,
)
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast, sign_on
from recommendations.management.demo.report_player import ReportPlayer
from recommendations.management.demo.script import DOMAIN, FoundingDocument, Person, Script, load
from recommendations.management.demo.text_player import Beat, TextPlayer
from workinggroups.models import WorkItem

DEMO_PASSWORD = "Consensus-2026!"  # noqa: S105 - fictitious people, and refused outside a specimen
SEATED = datetime(2023, 11, 20, 9, tzinfo=UTC)  # in time to be invited to it
FIRST_DAY = datetime(2023, 12, 13, 9, tzinfo=UTC)  # the Board's first meeting
READ_UNTIL = -12  # what is older is read in every inbox
LAST_VISIT = -4  # everybody looked at the portal on that day
_SHOWN = (
    "secretariat",
    "chair",
    "rapporteur.scs",
    "head.fra",
    "expert.fra",
    "head.deu",
    "head.usa",
    "niag",
    "partner.ukr",
    "auditor",
    "admin",
)


def _describe(person: Person) -> str:
    names = {alpha3: name_en for alpha3, _alpha2, name_en, *_rest in (*ALLIES, *PARTNERS)}
    role = str(ROLES[person.role].name)
    return f"{person.name}, {role}, {names[person.nation]}" if person.nation else f"{person.name}, {role}"


NAMED_ACCOUNTS = {
    person.email: _describe(person) for account in _SHOWN for person in load().people if person.account == account
}


class Command(BaseCommand):
    help = "Fill an empty specimen portal with the demo data; does nothing where it is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SPECIMEN:
            raise CommandError("Demo data belong in a specimen: set SPECIMEN=true.")
        if User.objects.filter(email=f"secretariat@{DOMAIN}").exists():
            self.stdout.write("The demo data are there already.")
            return
        play(load())
        self.stdout.write(f"Demo accounts, password {DEMO_PASSWORD}:")
        for email, who in NAMED_ACCOUNTS.items():
            self.stdout.write(f"  {email:28} {who}")


@transaction.atomic
def play(script: Script) -> None:
    """Play the whole story in one transaction: each act under the clock of its own instant, in their order."""
    call_command("bootstrap")
    calendar = Calendar(clock.today())
    with clock.specimen_clock(SEATED):
        cast = sign_on(script.people, DEMO_PASSWORD)
    for instant, act in sorted(beats(script, cast, calendar), key=itemgetter(0)):
        with clock.specimen_clock(instant):
            act()
    settle(calendar)


def beats(script: Script, cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    """Every act of every text and report, with its instant."""
    yield from delegations.beats(SEATED, cast)
    for text in script.documents:
        instant = datetime.combine(text.date, FIRST_DAY.time(), UTC)
        yield instant, partial(file_founding_document, text, cast)
    yield FIRST_DAY, partial(enter_programme, script, cast, calendar)
    players = {text.code: TextPlayer(text, cast, calendar) for text in script.texts}
    for player in players.values():
        yield from player.beats()
    yield from commitment_player.beats(players, cast, calendar)
    yield from advice_player.beats(players, cast, calendar)
    yield from meetings.beats(players, cast, calendar)
    yield from library.beats(cast, calendar)
    yield from groups.beats(players, cast, calendar)
    reports = {report.code: ReportPlayer(report, players, cast, calendar) for report in script.reports}
    for report in reports.values():
        yield from report.beats()
    yield from followup_player.beats(players, reports, cast, calendar)
    yield from plans.beats(cast, calendar)
    yield from registers.beats(players, cast, calendar)


def file_founding_document(text: FoundingDocument, cast: Cast) -> None:
    board = cast.bodies["DIPB"]
    paper = Particulars(
        kind=DocumentKind.NOTICE,
        genre=Genre.BACKGROUND,
        marking=Marking.UNMARKED,
        title_en="",
        title_fr=text.title,
        original_language="fr",
        origin=board,
        text_fr=text.text,
    )
    file_document(body=board, paper=paper, file=None, by=cast["secretariat"])


def enter_programme(script: Script, cast: Cast, calendar: Calendar) -> None:
    for item in script.programme:
        row = WorkItem.objects.create(
            body=cast.bodies[item.group],
            title_en=item.title_en,
            title_fr=item.title_fr,
            due=calendar.day(item.due),
        )
        record(cast["secretariat"], "work_item_entered", row)


def settle(calendar: Calendar) -> None:
    """Leave the inboxes as people would: nothing to mail, the old read, a last visit a few days ago."""
    Notification.objects.update(mailed_at=F("created_at"))
    Notification.objects.filter(created_at__lt=calendar.at(READ_UNTIL, 0)).update(read_at=F("created_at"))
    User.objects.update(desk_seen_at=calendar.at(LAST_VISIT, 9))
