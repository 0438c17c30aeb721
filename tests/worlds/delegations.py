"""A delegation with an expert and a mailbox of its own."""

from boards.actions import delegations
from boards.models import Body
from dipb_portal.home.dashboards import DASHBOARDS
from tests.scenarios import People
from tests.worlds.world import FRANCE, World

CANARIES = {"canary-mailbox-fra": FRANCE}


def build(world: World, people: People) -> None:
    nation = people.head_fra.seats.get().nation
    expert = delegations.seat_expert(
        nation=nation,
        email="lucie.aubin@dipb.example",
        name="Lucie Aubin",
        language="fr",
        bodies=Body.objects.filter(code="SOI"),
        by=people.head_fra,
    )
    mailbox = delegations.add_mailbox(nation=nation, address="canary-mailbox-fra@fra.example", by=people.head_fra)
    world.add("people:nation", "FRA")
    world.add("people:end", expert.seats.get().pk)
    world.add("people:remove_mailbox", mailbox.pk)
    for slug in DASHBOARDS:
        world.add("dashboard", slug)
