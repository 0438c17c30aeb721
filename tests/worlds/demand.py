"""Requirements and plans with each kind of sharing, a release to industry, a joint procurement, capacity levels."""

from boards.models import Body
from tests import demand_scenarios as scenes
from tests.scenarios import People
from tests.worlds.world import FRANCE, MEMBERS, World
from workinggroups.actions import joint, plans, plans_sharing, plans_upload
from workinggroups.actions.outlook import release_outlook
from workinggroups.forms.plans_workbook import Row

TABLE = MEMBERS | {"rapporteur_scs"}
CANARIES = {
    "CANARY-NEED-FRA": FRANCE,
    "7654321": FRANCE,  # the quantity of it
    "CANARY-NEED-USA": FRANCE | {"head_usa"},
    "CANARY-NEED-DEU": TABLE,
    "CANARY-NOTE-DEU": {"head_deu"},
    "CANARY-NEED-INDUSTRY": {"head_usa"},
    "CANARY-PLAN-FRA": FRANCE,
    "CANARY-PLAN-DEU": TABLE,
    "CANARY-UPLOAD-FRA": FRANCE,
    "CANARY-JOINT": TABLE,
    "CANARY-LEVEL-DRAFT": {"secretariat", "group_chair", "rapporteur"},
    "CANARY-LEVEL-AGREED": MEMBERS,
}
_REQUIREMENT = "plans:requirement plans:edit plans:share plans:withdraw plans:delete"
_PLAN = "plans:plan plans:edit_plan plans:share_plan plans:withdraw_plan plans:delete_plan"


def build(world: World, people: People) -> None:
    _requirements(world, people)
    _plans(world, people)
    contributors = scenes.heads(4)
    scenes.contribute(contributors)
    made = release_outlook(bodies=list(Body.objects.filter(code__in=["NIAG", "PARTNERS"])), by=people.secretariat)
    world.add("outlook:release outlook:release_export", made.pk)
    candidate = joint.propose_candidate(
        category=scenes.category(), first_year=2027, last_year=2028, note="CANARY-JOINT", by=people.head_deu
    )
    world.add("outlook:candidate outlook:join outlook:leave outlook:lead outlook:move", candidate.pk)
    for word, agreed in (("CANARY-LEVEL-DRAFT", False), ("CANARY-LEVEL-AGREED", True)):
        level = scenes.level(people.rapporteur, source=word, agreed=agreed)
        world.add("capacity:level capacity:edit capacity:agree", level.pk)


def _requirements(world: World, people: People) -> None:
    own = scenes.requirement(people.head_fra, title="CANARY-NEED-FRA", years={scenes.YEAR: 7654321})
    chosen = scenes.requirement(people.head_usa, title="CANARY-NEED-USA")
    scenes.share(chosen, people.head_usa, "chosen", with_=["FRA"])
    everybody = scenes.requirement(people.head_deu, title="CANARY-NEED-DEU")
    plans.save_requirement(
        requirement=everybody,
        version=everybody.version,
        quantities={},
        by=people.head_deu,
        category=everybody.category,
        description_en=everybody.description_en,
        description_fr="",
        certainty="firm",
        note="CANARY-NOTE-DEU",
    )
    scenes.share(everybody, people.head_deu)
    industry = scenes.requirement(people.head_usa, title="CANARY-NEED-INDUSTRY")
    scenes.share(industry, people.head_usa, "own", industry=True)
    for each in (own, chosen, everybody, industry):
        world.add(_REQUIREMENT, each.pk)
    row = Row(
        2,
        category=scenes.category().pk,
        description_en="CANARY-UPLOAD-FRA",
        certainty="firm",
        quantities={str(scenes.YEAR): 5},
    )
    upload = plans_upload.keep_upload(nation=own.nation, rows=[row], by=people.head_fra)
    world.add("plans:preview", upload.pk)


def _plans(world: World, people: People) -> None:
    own = scenes.plan(people.expert_fra, "CANARY-PLAN-FRA")
    shared = scenes.plan(people.head_deu, "CANARY-PLAN-DEU")
    plans_sharing.share_plan(plan=shared, audience="all", nations=[], by=people.head_deu)
    for each in (own, shared):
        world.add(_PLAN, each.pk)
