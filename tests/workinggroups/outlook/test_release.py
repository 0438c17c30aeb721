"""Releases to industry: sums of several nations, dated, frozen, and blanked where a nation withdraws."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.enums import Denied
from boards.models import Body
from dipb_portal.lib.clock import specimen_clock
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Kind, Notification
from dipb_portal.notifications.tasks import send_due_mail
from tests import demand_scenarios as scenes
from tests.races import again, at_once
from tests.scenarios import People
from workinggroups.access.outlook import releases_visible_to
from workinggroups.actions import plans, plans_sharing
from workinggroups.actions.outlook import release_outlook
from workinggroups.models import Contribution, OutlookRelease, ReleaseCell
from workinggroups.queries.outlook import published_before

pytestmark = pytest.mark.django_db

WINTER, SPRING, SUMMER, AUTUMN = (datetime(2026, month, 5, 12, tzinfo=UTC) for month in (1, 4, 7, 10))


def test_a_sum_of_four_is_rounded_and_released(people: People) -> None:
    scenes.contribute(scenes.heads(4))  # 100 + 101 + 102 + 103
    assert scenes.shown(scenes.release(people)) == 410


def test_those_it_is_released_to_are_told_in_the_portal_and_by_mail(people: People) -> None:
    made = scenes.release(people, "NIAG")
    told = Notification.objects.get(kind=Kind.OUTLOOK_RELEASED)
    assert told.user == people.niag
    assert told.path == reverse("outlook:release", args=[made.pk])
    assert sentence(told) == f"The demand outlook {made.year}/{made.quarter} is released to you."
    send_due_mail()
    assert [each.to for each in mail.outbox] == [[people.niag.email]]


def test_three_are_too_few_where_each_knows_its_own(people: People) -> None:
    scenes.contribute(scenes.heads(3))
    made = scenes.release(people)
    assert scenes.shown(made) is None
    assert made.cells.count() == 1
    assert not Contribution.objects.exists()


def test_three_suffice_where_all_are_named_to_all(people: People) -> None:
    for head in scenes.heads(3):
        scenes.share(scenes.requirement(head, years={scenes.YEAR: 100}), head, "all", industry=True)
    assert scenes.shown(scenes.release(people)) == 300


def test_what_is_not_for_industry_is_in_no_sum(people: People) -> None:
    scenes.contribute(scenes.heads(4))
    scenes.share(scenes.requirement(people.head_usa, years={scenes.YEAR: 5000}), people.head_usa, "all")
    assert scenes.shown(scenes.release(people)) == 410


def test_one_that_prevails_is_not_released(people: People) -> None:
    scenes.contribute(scenes.heads(4))
    scenes.contribute([people.head_usa], quantity=5000)
    assert scenes.shown(scenes.release(people)) is None


def test_the_one_nation_allies_cannot_see_by_name_is_not_told(people: People) -> None:
    for head in scenes.heads(4):
        scenes.share(scenes.requirement(head, years={scenes.YEAR: 100}), head, "all", industry=True)
    scenes.contribute([people.head_usa], quantity=100)
    assert scenes.shown(scenes.release(people)) is None


def test_a_nation_that_joins_alone_waits_and_the_old_figure_stands(people: People) -> None:
    heads = scenes.heads(8)
    with specimen_clock(SPRING):
        scenes.contribute(heads[:4])
        first = scenes.release(people)
    with specimen_clock(SUMMER):
        scenes.contribute(heads[4:5])
        second = scenes.release(people)
    assert (scenes.shown(first), scenes.shown(second)) == (410, 410)
    assert second.cells.get().since == first
    with specimen_clock(AUTUMN):
        scenes.contribute(heads[5:8])
        third = scenes.release(people)
    assert scenes.shown(third) == 810
    assert third.cells.get().since == third


def test_what_was_once_named_is_remembered_while_the_figure_stands(people: People) -> None:
    heads = scenes.heads(5)
    with specimen_clock(WINTER):
        found = scenes.contribute(heads)
        assert scenes.shown(scenes.release(people)) == 510
    for at, audience in ((SPRING, "all"), (SUMMER, "own")):
        with specimen_clock(at):
            scenes.share(found[0], heads[0], audience, industry=True)
            assert scenes.shown(scenes.release(people)) == 510
    with specimen_clock(AUTUMN):
        scenes.share(found[1], heads[1], "all", industry=True)
        last = scenes.release(people)
    assert scenes.shown(last) is None  # the third, who still knows the first, would see two besides its own


def test_a_figure_that_stands_on_is_compared_once(people: People) -> None:
    heads = scenes.heads(8)
    for at, joining in ((WINTER, heads[:4]), (SPRING, []), (SUMMER, heads[4:]), (AUTUMN, [])):
        with specimen_clock(at):
            scenes.contribute(joining)
            last = scenes.release(people)
    winter, _spring, summer, _autumn = OutlookRelease.objects.order_by("released_at")
    assert [cell.since for cell in published_before(last)] == [winter, summer]


def test_a_release_takes_as_many_queries_for_many_figures_as_for_one(people: People) -> None:
    heads = scenes.heads(4)
    taken = []
    for at, codes in ((WINTER, ["armoured"]), (SPRING, []), (SUMMER, ["uas", "tank-120"]), (AUTUMN, [])):
        with specimen_clock(at):
            for code in codes:
                scenes.contribute(heads, code=code)
            with CaptureQueriesContext(connection) as asked:
                last = scenes.release(people)
        taken.append(len(asked))
    assert last.cells.count() == 3
    assert taken[1] == taken[3]


def test_withdrawing_blanks_every_figure_it_was_part_of(people: People) -> None:
    heads = scenes.heads(6)
    with specimen_clock(SPRING):
        found = scenes.contribute(heads)
        first = scenes.release(people)
    with specimen_clock(SUMMER):
        plans_sharing.withdraw_lines(requirement=found[0], by=heads[0])
        assert scenes.shown(first) is None
        second = scenes.release(people)
    assert scenes.shown(second) is None  # the difference would be the one that withdrew


@pytest.mark.parametrize("how", ["unshare", "empty", "delete", "category"])
def test_every_way_to_take_it_back_blanks_it(people: People, how: str) -> None:
    head, *others = scenes.heads(4)
    (found,) = scenes.contribute([head])
    scenes.contribute(others)
    made = scenes.release(people)
    assert scenes.shown(made) is not None
    if how == "unshare":
        scenes.share(found, head, "all", industry=False)
    elif how == "empty":
        plans.save_quantities(changes={found: (found.version, {scenes.YEAR: None})}, by=head)
    elif how == "delete":
        plans.delete_requirement(requirement=found, by=head)
    else:
        words = {name: getattr(found, name) for name in ("description_en", "description_fr", "certainty", "note")}
        plans.save_requirement(
            requirement=found,
            version=found.version,
            quantities={},
            by=head,
            category=scenes.category("uas"),
            **words,
        )
    assert scenes.shown(made) is None


def test_somebody_elses_withdrawal_blanks_nothing(people: People) -> None:
    scenes.contribute(scenes.heads(4))
    made = scenes.release(people)
    late = scenes.contribute([people.head_deu])[0]
    plans_sharing.withdraw_lines(requirement=late, by=people.head_deu)
    assert scenes.shown(made) == 410


def test_once_a_quarter(people: People) -> None:
    with specimen_clock(SPRING):
        scenes.release(people)
        with pytest.raises(ValidationError):
            scenes.release(people)
    with specimen_clock(SUMMER):
        scenes.release(people)
    assert OutlookRelease.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_release_at_once_make_one(people: People) -> None:
    scenes.contribute(scenes.heads(4))
    bodies = list(Body.objects.filter(code="NIAG"))
    secretariat = again(people.secretariat)
    at_once(*[lambda: release_outlook(bodies=bodies, by=secretariat)] * 2)
    assert OutlookRelease.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_release_and_a_withdrawal_at_once_never_leave_the_figure(people: People) -> None:
    heads = scenes.heads(4)
    found = scenes.contribute(heads)[0]
    secretariat, head = again(people.secretariat), again(heads[0])
    bodies = list(Body.objects.filter(code="NIAG"))
    at_once(
        lambda: release_outlook(bodies=bodies, by=secretariat),
        lambda: plans_sharing.withdraw_lines(requirement=found, by=head),
    )
    assert scenes.shown(OutlookRelease.objects.get()) is None


@pytest.mark.parametrize("name", ["chair", "group_chair", "rapporteur", "head_fra", "niag"])
def test_only_the_secretariat_releases(people: People, name: str) -> None:
    with pytest.raises(Denied):
        release_outlook(bodies=[Body.objects.get(code="NIAG")], by=getattr(people, name))


def test_to_bodies_outside_the_board_only(people: People) -> None:
    with pytest.raises(ValidationError):
        scenes.release(people, "CAP")


def test_who_reads_a_release(people: People) -> None:
    scenes.release(people, "NIAG")
    readers = {name for name, user in vars(people).items() if releases_visible_to(user).exists()}
    assert readers == set(vars(people)) - {"partner_ukr", "auditor", "admin"}


def test_the_database_keeps_what_was_released(people: People) -> None:
    scenes.contribute(scenes.heads(4))
    made = scenes.release(people)
    cell = made.cells.get()
    for act in (
        lambda: ReleaseCell.objects.filter(pk=cell.pk).update(figure=1),
        lambda: Contribution.objects.update(quantity=1),
        lambda: OutlookRelease.objects.update(year=2020),
        cell.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
