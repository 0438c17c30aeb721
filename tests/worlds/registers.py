"""Entries of the registers in every state, released and linked, with what nations say of them."""

from boards.models import Body
from recommendations.actions.links import link_entry
from recommendations.models import Recommendation
from tests import register_scenarios as scenarios
from tests.scenarios import People
from tests.worlds.world import DRAFTERS, FRANCE, MEMBERS, World
from workinggroups.actions import registers
from workinggroups.enums import Stand

CANARIES = {
    "CANARY-ENTRY-DRAFT": FRANCE,
    "CANARYENTRYBEFORE": FRANCE,  # one word: a redline takes others apart
    "CANARY-ENTRY-SUBMITTED": FRANCE | DRAFTERS - {"chair"},
    "CANARY-ENTRY-REASON": FRANCE | DRAFTERS - {"chair"},
    "CANARY-ENTRY-ACCEPTED": MEMBERS,
    "CANARY-ENTRY-RELEASED": MEMBERS | {"niag"},
    "CANARY-ENTRY-PARTNERS": MEMBERS | {"partner_ukr"},
    "CANARY-ENTRY-NIAG-DRAFT": {"niag"},
    "CANARY-ENTRY-NOTE": MEMBERS,
    "CANARY-ENTRY-STAFF": {"secretariat", "chair", "rapporteur_scs"},
}


def build(world: World, people: People) -> None:
    world.add("registers:list registers:create", "challenges")
    world.add("registers:list registers:create", "industry-insights")
    world.add("registers:export", "challenges", "csv")
    _challenges(world, people)
    _others(world, people)
    world.add("notifications:follow")


def _visit(world: World, slug: str, entry) -> None:
    world.add(
        "registers:detail registers:history registers:edit registers:link registers:release registers:implementation",
        slug,
        entry.pk,
    )
    for step in ("submit", "return", "close"):
        world.add("registers:step", slug, entry.pk, step)
    world.add("registers:stand", slug, entry.pk, "sponsors")
    world.add("links:add_to_entry", entry.pk)


def _challenges(world: World, people: People) -> None:
    draft = scenarios.entry("challenges", people.head_fra, title="CANARY-ENTRY-DRAFT")
    submitted = scenarios.submitted("challenges", people.head_fra, title="CANARY-ENTRY-SUBMITTED")
    returned = scenarios.submitted("challenges", people.head_fra, title="Furnaces")
    registers.perform(entry=returned, step="return", by=people.secretariat, why="CANARY-ENTRY-REASON")
    changed = scenarios.entry("challenges", people.head_fra, text_en="<p>CANARYENTRYBEFORE</p>")
    values = {"text_en": "<p>CANARY-ENTRY-ACCEPTED</p>"}
    changed = registers.save_entry(entry=changed, version=1, values=values, by=people.head_fra)
    registers.perform(entry=changed, step="submit", by=people.head_fra)
    registers.perform(entry=changed, step="accept", by=people.secretariat)
    released = scenarios.accepted("challenges", people.head_deu, people, title="CANARY-ENTRY-RELEASED")
    registers.release(entry=released, bodies=Body.objects.filter(code="NIAG"), by=people.secretariat)
    registers.take_stand(entry=released, stand=Stand.SPONSORS, joins=True, by=people.head_usa)
    link = registers.link(source=released, target=changed, relation="related", by=people.secretariat)
    world.add("registers:unlink", "challenges", released.pk, link.pk)
    text = Recommendation.objects.order_by("pk").first()
    made = link_entry(recommendation=text, entry=released, bearing="answers", by=people.secretariat)
    world.add("links:for_text links:add_to_text", text.pk)
    world.add("links:remove", made.pk)
    for each in (draft, submitted, returned, changed, released):
        _visit(world, "challenges", each)


def _others(world: World, people: People) -> None:
    partners = scenarios.accepted("good-practices", people.head_fra, people, title="CANARY-ENTRY-PARTNERS")
    registers.release(entry=partners, bodies=Body.objects.filter(code="PARTNERS"), by=people.secretariat)
    insight = scenarios.entry("industry-insights", people.niag, title="CANARY-ENTRY-NIAG-DRAFT")
    standard = scenarios.accepted("standards", people.secretariat, people, title="Quality")
    registers.release(entry=standard, bodies=Body.objects.filter(code="NIAG"), by=people.secretariat)
    registers.state_implementation(
        standard=standard, version=0, status="ratified", planned_for=None, note="CANARY-ENTRY-NOTE", by=people.head_fra
    )
    staff = scenarios.entry("challenges", people.secretariat, group="SCS", title="CANARY-ENTRY-STAFF")
    found = {"good-practices": partners, "industry-insights": insight, "standards": standard, "challenges": staff}
    for slug, entry in found.items():
        _visit(world, slug, entry)
