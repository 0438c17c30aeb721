"""An issued revision is released outside the Board, and the release withdrawn: from then on nothing of it is there."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from boards.enums import Denied
from boards.models import Body
from dipb_portal.audit.models import Entry
from dipb_portal.notifications.models import Kind, Notification
from recommendations.access.visibility import comments_visible_to, consultations_visible_to, visible_to
from recommendations.actions import industry, releases
from recommendations.models import Recommendation
from tests import advice_scenarios
from tests.counting import queries_of
from tests.races import again, at_once
from tests.recommendations.drafting.pages import CANARY, signed_in, url
from tests.scenarios import People, close_round, comment, decide_all, issued, newest, open_round, revised

pytestmark = pytest.mark.django_db


def niag() -> Body:
    return Body.objects.get(code="NIAG")


def asked_and_closed(people: People) -> Recommendation:
    """A text NIAG was asked about and commented on, in a round that is closed."""
    text = issued(people, title=CANARY)
    round_ = open_round(people, text)
    comment(round_, people.niag, text=CANARY, submit=True)
    close_round(people, round_)
    return text


def act(
    people: People, text: Recommendation, role: str = "secretariat", number: int = 0, code: str = "NIAG", **sent: str
):
    return signed_in(getattr(people, role)).post(url("release", text.pk, number, code), sent, follow=True)


def test_a_withdrawn_release_takes_the_text_its_round_and_its_comments_from_those_outside(people: People) -> None:
    text = asked_and_closed(people)
    round_ = newest(text).consultations.get()
    addresses = [url("detail", text.pk), url("documents", text.pk), reverse("consultations:detail", args=[round_.pk])]
    outside = signed_in(people.niag)
    told = [reverse("desk"), reverse("notifications:inbox")]
    assert [outside.get(address).status_code for address in addresses] == [200] * 3
    assert all(CANARY in outside.get(address).content.decode() for address in told)
    page = act(people, text, end="1").content.decode()
    assert "No longer released to NATO Industrial Advisory Group." in page
    assert [outside.get(address).status_code for address in addresses] == [404] * 3
    for visible in (visible_to, consultations_visible_to, comments_visible_to):
        assert not visible(people.niag).exists()
    for address in (*told, reverse("recommendations:list"), reverse("industry:list")):
        assert CANARY not in outside.get(address).content.decode()
    assert "Nothing found for" in outside.get(reverse("search"), {"q": CANARY}).content.decode()
    assert "Released to NATO Industrial Advisory Group." in act(people, text).content.decode()
    assert [outside.get(address).status_code for address in addresses] == [200] * 3


def test_members_keep_what_they_read_and_are_told(people: People) -> None:
    text = asked_and_closed(people)
    act(people, text, end="1")
    member = signed_in(people.head_fra)
    assert member.get(url("detail", text.pk)).status_code == 200
    assert "Release withdrawn" in member.get(url("history", text.pk)).content.decode()
    page = member.get(url("documents", text.pk)).content.decode()
    assert "Not released" in page
    assert "<form" not in page[page.index('id="releases"') :]
    entry = Entry.objects.get(verb="release_withdrawn")
    assert (entry.actor, entry.object_id) == (people.secretariat, str(text.pk))


def test_those_it_is_released_to_are_told_until_it_is_withdrawn(people: People) -> None:
    text = issued(people)
    revised(text, people.secretariat)
    for number in (0, 1):
        act(people, text, number=number)
    told = Notification.objects.filter(user=people.niag, kind=Kind.RELEASED)
    paths = [f"{url('detail', text.pk)}?revision={number}" for number in (0, 1)]
    assert sorted(each.path for each in told) == paths
    assert [signed_in(people.niag).get(path).status_code for path in paths] == [200, 200]
    act(people, text, end="1")
    assert [each.path for each in told.all()] == paths[1:]


def test_a_release_is_not_withdrawn_while_the_body_is_asked(people: People) -> None:
    text = advice_scenarios.released(people)
    page = act(people, text, end="1").content.decode()
    assert "A round asks for its comments on this revision." in page
    assert "Asked about it now" in page
    request = advice_scenarios.requested(people, text)
    round_ = newest(text).consultations.get()
    close_round(people, round_)
    decide_all(people, round_)
    assert "Its advice on this revision is requested." in act(people, text, end="1").content.decode()
    assert visible_to(people.niag).filter(pk=text.pk).exists()
    industry.withdraw_request(request=request, why="Overtaken.", by=people.secretariat)
    act(people, text, end="1")
    assert not visible_to(people.niag).filter(pk=text.pk).exists()


@pytest.mark.parametrize(("role", "status"), [("head_fra", 403), ("niag", 403), ("partner_ukr", 404)])
def test_only_who_issues_revisions_releases_them(people: People, role: str, status: int) -> None:
    text = asked_and_closed(people)
    assert act(people, text, role, end="1").status_code == status
    with pytest.raises(Denied):
        releases.take_back_release(revision=newest(text), body=niag(), by=getattr(people, role))
    assert visible_to(people.niag).filter(pk=text.pk).exists()


def test_only_issued_revisions_go_to_bodies_outside(people: People) -> None:
    text = issued(people)
    assert act(people, text, code="CAP").status_code == 404
    assert act(people, text, code="NOBODY").status_code == 404
    working = signed_in(people.secretariat).post(url("release", text.pk, 7, "NIAG"))
    assert working.status_code == 404
    with pytest.raises(Denied):
        releases.release_revision(revision=newest(text), body=Body.objects.get(code="CAP"), by=people.secretariat)


def test_outsiders_do_not_learn_of_one_another(people: People) -> None:
    text = asked_and_closed(people)
    page = signed_in(people.niag).get(url("documents", text.pk)).content.decode()
    assert 'id="releases"' not in page


def test_the_releases_cost_the_same_for_one_revision_and_for_three(people: People) -> None:
    client, costs = signed_in(people.secretariat), []
    for more in (0, 2):
        text = issued(people)
        for _time in range(more):
            revised(text, people.secretariat)
        costs.append(queries_of(client, url("documents", text.pk)))
    assert costs[0] == costs[1]


@pytest.mark.django_db(transaction=True)
def test_a_body_is_never_asked_about_what_is_taken_from_it_at_once(people: People) -> None:
    text = asked_and_closed(people)
    decide_all(people, newest(text).consultations.get())
    take_back = lambda: releases.take_back_release(revision=newest(text), body=niag(), by=again(people.secretariat))
    outcomes = at_once(take_back, lambda: advice_scenarios.requested(people, text))
    refused = [isinstance(each, PermissionDenied | ValidationError) for each in outcomes]
    assert sorted(refused) == [False, True]
    assert visible_to(again(people.niag)).filter(pk=text.pk).exists() == refused[0]


@pytest.mark.django_db(transaction=True)
def test_a_round_opened_while_a_release_is_withdrawn_keeps_its_release(people: People) -> None:
    text = issued(people)
    released = {"revision": newest(text), "body": niag()}
    releases.release_revision(**released, by=people.secretariat)
    take_back = lambda: releases.take_back_release(**released, by=again(people.secretariat))
    outcomes = at_once(take_back, lambda: open_round(people, text))
    assert outcomes[0] is None or isinstance(outcomes[0], Denied)
    assert outcomes[1] in consultations_visible_to(again(people.niag))
