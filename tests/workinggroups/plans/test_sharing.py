"""Who sees what of a nation's requirements and plans: each line as its nation decided, and nothing else."""

import pytest
from django.core.exceptions import ValidationError

from boards.enums import Denied, StaleVersion
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.notifications.models import Kind, Notification
from tests import demand_scenarios as scenes
from tests.races import again, at_once
from tests.scenarios import People
from workinggroups.access.plans import (
    plans_visible_to,
    requirement_lines_visible_to,
    requirements_visible_to,
    uploads_visible_to,
)
from workinggroups.actions import plans, plans_sharing
from workinggroups.models import Requirement

pytestmark = pytest.mark.django_db

FRANCE = {"head_fra", "deputy_fra", "expert_fra"}
TABLE = FRANCE | {"secretariat", "chair", "group_chair", "rapporteur", "rapporteur_scs", "head_deu", "head_usa"}


def who_sees(people: People, found: Requirement) -> set[str]:
    return {
        name
        for name, user in vars(people).items()
        if requirement_lines_visible_to(again(user)).filter(requirement=found).exists()
    }


@pytest.mark.parametrize(
    ("audience", "with_", "industry", "expected"),
    [
        ("own", [], False, FRANCE),
        ("own", [], True, FRANCE),
        ("chosen", ["DEU"], False, FRANCE | {"head_deu"}),
        ("all", [], False, TABLE),
        ("all", [], True, TABLE),
    ],
)
def test_a_line_is_seen_by_whom_its_nation_chose(people: People, audience, with_, industry, expected) -> None:
    found = scenes.requirement(people.expert_fra)
    assert who_sees(people, found) == FRANCE
    scenes.share(found, people.head_fra, audience, with_=with_, industry=industry)
    assert who_sees(people, found) == expected


def test_each_line_on_its_own(people: People) -> None:
    found = scenes.requirement(people.head_fra)
    early = found.lines.get(year=scenes.YEAR)
    plans_sharing.share_lines(
        requirement=found, lines=[early], audience="all", nations=[], industry=False, by=people.deputy_fra
    )
    assert [line.year for line in requirement_lines_visible_to(people.head_deu)] == [scenes.YEAR]
    assert [line.year for line in requirement_lines_visible_to(people.head_fra)] == [scenes.YEAR, scenes.YEAR + 1]


def test_withdrawing_works_at_once(people: People) -> None:
    found = scenes.share(scenes.requirement(people.head_fra), people.head_fra, "chosen", with_=["DEU"], industry=True)
    plans_sharing.withdraw_lines(requirement=found, by=people.deputy_fra)
    assert who_sees(people, found) == FRANCE
    assert not found.lines.filter(industry=True).exists()
    assert not found.lines.filter(nations__isnull=False).exists()


def test_the_journal_tells_withdrawing_from_sharing(people: People) -> None:
    found = scenes.share(scenes.requirement(people.head_fra), people.head_fra, "all")
    plan = scenes.plan(people.head_fra)
    plans_sharing.share_plan(plan=plan, audience="all", nations=[], by=people.head_fra)
    plans_sharing.withdraw_lines(requirement=found, by=people.head_fra)
    plans_sharing.withdraw_plan(plan=plan, by=people.head_fra)
    acts = [f"{what}_{act}" for act in ("shared", "withdrawn") for what in ("requirement", "plan")]
    assert list(Entry.objects.filter(verb__in=acts).order_by("sequence").values_list("verb", flat=True)) == acts


def test_a_requirement_without_a_visible_line_does_not_exist(people: People) -> None:
    scenes.requirement(people.head_fra)
    for user in (people.head_deu, people.secretariat, people.niag, people.partner_ukr):
        assert not requirements_visible_to(user).exists()


def test_plans_follow_the_same_rule(people: People) -> None:
    plan = scenes.plan(people.expert_fra)
    assert not plans_visible_to(people.secretariat).exists()
    plans_sharing.share_plan(plan=plan, audience="chosen", nations=[scenes.nation("DEU")], by=people.head_fra)
    assert plans_visible_to(people.head_deu).exists()
    assert not plans_visible_to(people.head_usa).exists()
    plans_sharing.withdraw_plan(plan=plan, by=people.head_fra)
    assert not plans_visible_to(people.head_deu).exists()
    assert uploads_visible_to(people.head_deu).count() == 0


@pytest.mark.parametrize("name", ["expert_fra", "head_deu", "secretariat", "niag", "partner_ukr"])
def test_only_head_and_deputy_share(people: People, name: str) -> None:
    found, plan = scenes.requirement(people.head_fra), scenes.plan(people.head_fra)
    by: User = getattr(people, name)
    with pytest.raises(Denied):
        scenes.share(found, by)
    with pytest.raises(Denied):
        plans_sharing.share_plan(plan=plan, audience="all", nations=[], by=by)
    assert who_sees(people, found) == FRANCE


@pytest.mark.parametrize(("audience", "with_"), [("chosen", []), ("chosen", ["FRA"]), ("chosen", ["UKR"]), ("x", [])])
def test_a_choice_that_makes_no_sense_is_refused(people: People, audience: str, with_: list[str]) -> None:
    found = scenes.requirement(people.head_fra)
    with pytest.raises(ValidationError):
        scenes.share(found, people.head_fra, audience, with_=with_)


def test_nobody_shares_figures_they_have_not_seen(people: People) -> None:
    found = scenes.requirement(people.head_fra)
    opened = found.version
    plans.save_quantities(changes={found: (opened, {scenes.YEAR: 999})}, by=people.expert_fra)
    with pytest.raises(StaleVersion):
        plans_sharing.share_lines(
            requirement=found,
            version=opened,
            lines=list(found.lines.all()),
            audience="all",
            nations=[],
            industry=False,
            by=people.head_fra,
        )


def test_an_expert_does_not_change_what_others_see(people: People) -> None:
    found = scenes.share(scenes.requirement(people.head_fra, years={scenes.YEAR: 1}), people.head_fra)
    with pytest.raises(ValidationError, match=str(scenes.YEAR)):
        plans.save_quantities(changes={found: (found.version, {scenes.YEAR: 2})}, by=people.expert_fra)
    plans.save_quantities(changes={found: (found.version, {scenes.YEAR + 1: 2})}, by=people.expert_fra)
    assert found.lines.get(year=scenes.YEAR + 1).audience == "own"
    with pytest.raises(Denied):
        plans.delete_requirement(requirement=found, by=people.expert_fra)


def told() -> set[User]:
    return {each.user for each in Notification.objects.filter(kind=Kind.PLAN_SHARED).select_related("user")}


def test_who_no_longer_sees_it_finds_no_word_of_it(people: People) -> None:
    found = scenes.share(scenes.requirement(people.head_fra), people.head_fra, "chosen", with_=["DEU", "USA"])
    other = scenes.share(scenes.requirement(people.head_fra), people.head_fra, "chosen", with_=["USA"])
    assert told() == {people.head_deu, people.head_usa}
    first, *rest = found.lines.all()
    sharing = {"requirement": found, "audience": "chosen", "industry": False, "by": people.head_fra}
    plans_sharing.share_lines(lines=rest, nations=[scenes.nation("USA")], **sharing)
    assert told() == {people.head_deu, people.head_usa}  # Germany still sees the first
    plans_sharing.share_lines(lines=[first], nations=[scenes.nation("USA")], **sharing)
    assert told() == {people.head_usa}
    plans_sharing.withdraw_lines(requirement=found, by=people.head_fra)
    assert Notification.objects.filter(kind=Kind.PLAN_SHARED).count() == 1  # of the other
    plans.delete_requirement(requirement=other, by=people.head_fra)
    assert told() == set()


def test_a_plan_withdrawn_or_deleted_is_told_to_nobody(people: People) -> None:
    for end in (plans_sharing.withdraw_plan, plans.delete_plan):
        plan = scenes.plan(people.head_fra)
        plans_sharing.share_plan(
            plan=plan, audience="chosen", nations=[scenes.nation("DEU"), scenes.nation("USA")], by=people.head_fra
        )
        assert told() == {people.head_deu, people.head_usa}
        end(plan=plan, by=people.head_fra)
        assert told() == set()


def test_those_chosen_are_told_and_nobody_else(people: People) -> None:
    found = scenes.requirement(people.head_fra)
    scenes.share(found, people.head_fra, "chosen", with_=["DEU"])
    scenes.share(found, people.head_fra, "all")
    notices = Notification.objects.filter(kind=Kind.PLAN_SHARED)
    assert told() == {people.head_deu}
    assert notices.get().params["nation_en"] == "France"


@pytest.mark.django_db(transaction=True)
def test_a_share_and_a_change_at_once_keep_both(people: People) -> None:
    found = scenes.requirement(people.head_fra)
    head, deputy = again(people.head_fra), again(people.deputy_fra)
    at_once(
        lambda: scenes.share(found, head),
        lambda: plans.save_quantities(changes={found: (found.version, {scenes.YEAR: 555})}, by=deputy),
    )
    line = found.lines.get(year=scenes.YEAR)
    assert (line.quantity, line.audience) == (555, "all")
