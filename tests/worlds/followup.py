"""What the CNAD decided on a text, the actions that follow, what a nation reports on one; a progress report."""

from recommendations.actions import submission
from recommendations.enums import Addressee, ReportKind, State
from tests import followup_scenarios, scenarios
from tests.followup_scenarios import today
from tests.scenarios import People
from tests.worlds.world import MEMBERS, World

CANARIES = {
    "CANARY-DECISION-CAP": MEMBERS,
    "CANARY-ACTION-CAP": MEMBERS,
    "CANARY-IMPLEMENTATION-FRA": MEMBERS,
    "CANARY-PROGRESS-DRAFT": {"secretariat", "chair"},
}


def build(world: World, people: People) -> None:
    text = scenarios.text_in(State.SUBMITTED, people, title="Storage")
    followup_scenarios.disposed(people, text, text_en="CANARY-DECISION-CAP")
    action = followup_scenarios.action(people, text, title_en="CANARY-ACTION-CAP", title_fr="CANARY-ACTION-CAP")
    followup_scenarios.reported(action, people.head_fra, text="CANARY-IMPLEMENTATION-FRA")
    progress = submission.create_submission(
        kind=ReportKind.PROGRESS,
        title_en="CANARY-PROGRESS-DRAFT",
        title_fr="CANARY-PROGRESS-DRAFT",
        addressee=Addressee.NADREPS,
        plenary_date=None,
        period_from=today(),
        period_to=today(),
        by=people.secretariat,
    )
    item = followup_scenarios.item_of(text)
    world.add("recommendations:detail followup:for_text followup:add followup:close", text.pk)
    world.add("followup:action followup:edit followup:note followup:report", action.pk)
    world.add("followup:nation", "FRA")
    world.add("submissions:dispose", item.pk)
    for report in (item.submission, progress):
        world.add("submissions:detail submissions:edit submissions:transmission", report.pk)
