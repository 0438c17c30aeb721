from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dipb_portal.audit import journal
from dipb_portal.audit.models import Entry


class Command(BaseCommand):
    help = "Verify the whole journal; name the first entry that does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            metavar="SEQUENCE:DIGEST",
            action="append",
            default=[],
            help="a chain head printed in a packet or action sheet, held by somebody else",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for sequence, fault in journal.faults():
            raise CommandError(f"Entry {sequence} {fault}.")
        for anchor in options["anchor"]:
            sequence, _, digest = anchor.partition(":")
            if not sequence.isdigit():
                raise CommandError(f"{anchor}: an anchor reads SEQUENCE:DIGEST.")
            if not Entry.objects.filter(sequence=sequence, digest=digest).exists():
                raise CommandError(f"Entry {sequence} is not the one that was printed.")
        sequence, digest = journal.head()
        self.stdout.write(f"{sequence} entries, the chain holds. Head {sequence}:{digest}")
