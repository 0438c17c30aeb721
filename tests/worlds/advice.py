"""Advice asked of the Board and of industry; what texts carry beside their words."""

from boards.models import Body
from recommendations.actions import commitment
from recommendations.enums import Form
from tests import advice_scenarios as scenarios
from tests.scenarios import People, draft
from tests.scenarios import issued as issued_text
from tests.worlds.world import DRAFTERS, FRANCE, MEMBERS, World

EVERY_MEMBER = MEMBERS | {"rapporteur_scs"}
CANARIES = {
    "CANARY-ASKED-FRA": FRANCE | {"secretariat", "chair", "group_chair"},
    "CANARY-ASKED-ACCEPTED": EVERY_MEMBER,
    "CANARY-ASKED-NIAG": EVERY_MEMBER | {"niag"},
    "CANARY-ADVICE-DRAFT": {"niag"},
    "CANARY-ADVICE-GIVEN": MEMBERS | {"niag"},
    "CANARY-COMMITMENT": MEMBERS,
    "CANARY-COMMITMENT-DRAFT": DRAFTERS,
}


def build(world: World, people: People) -> None:
    _asked(world, people)
    _industry(world, people)
    _carried(world, people)


def _asked(world: World, people: People) -> None:
    for row in (
        scenarios.asked(people, by=people.head_fra, title="CANARY-ASKED-FRA"),
        scenarios.accepted(people, title="CANARY-ASKED-ACCEPTED"),
        scenarios.accepted(people, title="CANARY-ASKED-NIAG", asker=Body.objects.get(code="NIAG")),
    ):
        world.add("advice:detail advice:accept advice:begin advice:send advice:close", row.pk)


def _industry(world: World, people: People) -> None:
    open_one = scenarios.requested(people)
    scenarios.drafted(open_one, people.niag, text="<p>CANARY-ADVICE-DRAFT</p>")
    text = scenarios.released(people, "Castings")
    answered = scenarios.requested(people, text)
    scenarios.drafted(answered, people.niag, text="<p>CANARY-ADVICE-GIVEN</p>")
    scenarios.industry.give(request=answered, version=1, by=people.niag)
    for request in (open_one, answered):
        world.add("industry:detail industry:write industry:give industry:withdraw industry:taken", request.pk)
        world.add("industry:for_text industry:ask", request.revision.recommendation_id)


def _carried(world: World, people: People) -> None:
    for word, text in (
        ("CANARY-COMMITMENT", issued_text(people, title="Powder bags")),
        ("CANARY-COMMITMENT-DRAFT", draft(people.rapporteur, title="Fuzes")),
    ):
        commitment.save_commitment(
            recommendation=text,
            version=1,
            form=Form.GENERAL,
            values={"addressee_en": word},
            milestones=[],
            by=people.secretariat,
        )
        names = "for_text edit implications join leave"
        world.add(" ".join(f"commitments:{name}" for name in names.split()), text.pk)
