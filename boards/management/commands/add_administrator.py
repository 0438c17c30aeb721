from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from boards.actions.seats import open_seat
from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.accounts.models import User


class Command(BaseCommand):
    help = "Enter an administrator of people and reference data; they set a password by the reset page's mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(email=options["email"].lower()).exists():
            raise CommandError("Somebody with this address is entered already.")
        user = User.objects.create_user(options["email"], name=options["name"], is_staff=True)
        user.groups.add(Group.objects.get(name="administrator"))
        board = Body.objects.get(kind=BodyKind.PLENARY)
        open_seat(user=user, body=board, role="administrator", by=None, why="entered at the command line")
        self.stdout.write(f"{user.email} administers the portal once a password is set.")
