import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from dipb_portal.lib import storage
from recommendations.enums import PacketState
from recommendations.models import Packet


class Command(BaseCommand):
    help = "Wait until a worker has built the first issued packet, and say where it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=180)

    def handle(self, *args: Any, **options: Any) -> None:
        for _second in range(options["seconds"]):
            packet = Packet.objects.filter(issued=True).order_by("requested_at", "pk").first()
            if packet is None:
                self.stdout.write("No packet has been issued yet.")
                return
            if packet.state == PacketState.DONE:
                page = settings.PORTAL_URL + reverse("submissions:packet", args=[packet.pk])
                self.stdout.write(
                    f"First packet, built by the worker: {storage.path(packet.sha256)}\n  its page: {page}"
                )
                return
            if packet.state == PacketState.FAILED:
                raise CommandError(f"The first packet failed: {packet.error}")
            time.sleep(1)
        self.stdout.write("The first packet is still being built; its page shows how far it is.")
