"""Taskings, mandates, programmes and debates of two groups; one debate is released to industry."""

from tests import group_scenarios as groups
from tests import scenarios
from tests.scenarios import People
from tests.worlds.world import MEMBERS, World
from workinggroups.actions import debates

SCS_MEMBERS = {"secretariat", "chair", "rapporteur_scs", "head_fra", "deputy_fra", "head_deu", "head_usa"}
CANARIES = {
    "CANARY-TASK-SCS": SCS_MEMBERS,
    "CANARY-TASK-CAP": MEMBERS,
    "CANARY-MANDATE-SCS": SCS_MEMBERS,
    "CANARY-ITEM-SCS": SCS_MEMBERS,
    "CANARY-MILESTONE-CAP": MEMBERS,
    "CANARY-DEBATE-SCS": SCS_MEMBERS,
    "CANARY-POST-SCS": SCS_MEMBERS,
    "CANARY-DEBATE-CAP": MEMBERS | {"niag"},
    "CANARY-QUESTION-BEFORE": MEMBERS,
    "CANARY-POST-ALLIES": MEMBERS,
    "CANARY-POST-BEFORE": MEMBERS,
    "CANARY-POST-OPEN": MEMBERS | {"niag"},
    "CANARY-POST-NIAG": MEMBERS | {"niag"},
    "CANARY-POST-WITHDRAWN": set(),
}
OF_GROUP = ("detail", "mandate", "amend", "programme", "programme_export", "item_new", "debates", "debate_new")


def build(world: World, people: People) -> None:
    for code in ("CAP", "SCS"):
        for name in (*OF_GROUP, "members", "documents"):
            world.add(f"workinggroups:{name}", code)
        _kept(world, people, code)
    text = scenarios.draft(people.rapporteur, title="Answer")
    world.add("recommendations:tasking", text.pk)
    _debates(world, people)


def _kept(world: World, people: People, code: str) -> None:
    tasking = groups.tasked(people, group=code, title=f"CANARY-TASK-{code}")
    world.add("taskings:detail taskings:extend taskings:correct", tasking.pk)
    for step in ("answer", "close"):
        world.add("taskings:step", tasking.pk, step)
    groups.mandate(people, group=code, words=f"CANARY-MANDATE-{code}")
    item = groups.item(people, group=code, title=f"CANARY-ITEM-{code}")
    milestone = groups.milestone(people, item, title=f"CANARY-MILESTONE-{code}")
    world.add("workinggroups:item workinggroups:milestone_new", code, item.pk)
    world.add("workinggroups:milestone workinggroups:reach", code, item.pk, milestone.pk)


def _debates(world: World, people: People) -> None:
    inner = groups.topic(people, group="SCS", title="CANARY-DEBATE-SCS")
    groups.post(inner, people.head_fra, "CANARY-POST-SCS")
    outer = groups.topic(people, title="CANARY-QUESTION-BEFORE")
    groups.corrected(outer, people.secretariat, title="CANARY-DEBATE-CAP")
    groups.released(outer, people)
    first = groups.post(outer, people.head_fra, "CANARY-POST-BEFORE")
    debates.edit_post(post=first, version=1, language="en", text="<p>Half.</p>", allies_only=False, by=people.head_fra)
    allies = groups.post(outer, people.head_deu, "CANARY-POST-ALLIES", allies_only=True)
    groups.post(outer, people.head_usa, "CANARY-POST-OPEN")
    groups.post(outer, people.niag, "CANARY-POST-NIAG")
    groups.post(outer, people.head_fra, "Among us.", reply=allies)
    gone = groups.post(outer, people.head_deu, "CANARY-POST-WITHDRAWN")
    debates.withdraw_post(post=gone, by=people.head_deu)
    for topic in (inner, outer):
        world.add("debates:detail debates:reschedule debates:close debates:release debates:write", topic.pk)
        world.add("debates:correct debates:question_versions", topic.pk)
        for post in topic.posts.all():
            world.add("debates:reply debates:edit debates:withdraw debates:versions", topic.pk, post.pk)
