"""Recommendations and entries are linked from either side; the trace shows what the reader may see, and no gap."""

import pytest
from django.test import Client
from django.urls import reverse

from dipb_portal.accounts.models import User
from dipb_portal.notifications.following import follow, type_of
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions.links import link_entry
from recommendations.actions.transitions import perform
from recommendations.enums import State
from recommendations.models import RecommendationLink
from tests import followup_scenarios, register_scenarios, scenarios
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.actions import registers

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen(user: User, name: str, *args) -> str:
    response = signed_in(user).get(reverse(name, args=args))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def test_the_trace_leads_from_the_obstacle_to_implementation(people: People) -> None:
    obstacle = register_scenarios.accepted("challenges", people.head_fra, people, type="cooperation")
    text = scenarios.text_in(State.SUBMITTED, people, title="Transit form")
    link_entry(recommendation=text, entry=obstacle, bearing="answers", by=people.rapporteur)
    disposition = followup_scenarios.disposed(people, text)
    action = followup_scenarios.action(people, text)
    followup_scenarios.reported(action, people.head_deu)
    for name, args in (("registers:detail", ["challenges", obstacle.pk]), ("links:for_text", [text.pk])):
        page = seen(people.head_usa, name, *args)
        assert disposition.reference in page
        assert f'href="{reverse("followup:action", args=[action.pk])}">{action.title_en}</a>' in page
        assert "Germany: Implemented" in " ".join(page.split())
    assert obstacle.reference in seen(people.head_usa, "links:for_text", text.pk)


def test_a_hidden_end_leaves_no_trace(people: People) -> None:
    entry = register_scenarios.accepted("challenges", people.head_fra, people)
    draft = scenarios.draft(people.rapporteur, title="HIDDEN")
    link_entry(recommendation=draft, entry=entry, bearing="answers", by=people.rapporteur)
    assert "HIDDEN" in seen(people.rapporteur, "registers:detail", "challenges", entry.pk)
    assert "HIDDEN" not in seen(people.head_deu, "registers:detail", "challenges", entry.pk)
    hidden = register_scenarios.submitted("measures", people.head_fra, title="HIDDEN")
    issued = scenarios.issued(people)
    link = link_entry(recommendation=issued, entry=hidden, bearing="measured", by=people.rapporteur)
    assert "HIDDEN" in seen(people.expert_fra, "links:for_text", issued.pk)
    assert "HIDDEN" not in seen(people.head_deu, "links:for_text", issued.pk)
    assert signed_in(people.head_deu).post(reverse("links:remove", args=[link.pk])).status_code == 404


def test_industry_reads_the_link_but_not_what_came_of_it(people: People) -> None:
    entry = register_scenarios.accepted("challenges", people.niag, people)
    text = scenarios.issued(people)
    scenarios.open_round(people, text)
    link_entry(recommendation=text, entry=entry, bearing="answers", by=people.rapporteur)
    page = seen(people.niag, "registers:detail", "challenges", entry.pk)
    assert "is answered by" in page
    done = scenarios.text_in(State.SUBMITTED, people)
    followup_scenarios.disposed(people, done)
    link_entry(recommendation=done, entry=entry, bearing="answers", by=people.rapporteur)
    assert followup_scenarios.REFERENCE not in seen(people.niag, "registers:detail", "challenges", entry.pk)


def test_links_are_made_from_either_page_by_whom_it_concerns(people: People) -> None:
    entry = register_scenarios.accepted("challenges", people.head_fra, people)
    text = scenarios.issued(people)
    from_text, from_entry = reverse("links:add_to_text", args=[text.pk]), reverse("links:add_to_entry", args=[entry.pk])
    assert signed_in(people.head_deu).get(from_text).status_code == 403
    assert signed_in(people.head_deu).get(from_entry).status_code == 403
    assert signed_in(people.niag).get(from_entry).status_code == 404
    drafter, author = signed_in(people.rapporteur), signed_in(people.expert_fra)
    assert drafter.post(from_text, {"bearing": "answers", "entry": "CH-9999"}).status_code == 422
    assert drafter.post(from_text, {"bearing": "answers", "entry": entry.reference}).status_code == 302
    assert drafter.post(from_text, {"bearing": "answers", "entry": entry.reference}).status_code == 422
    remove = reverse("links:remove", args=[RecommendationLink.objects.get().pk])
    assert signed_in(people.head_deu).post(remove).status_code == 403
    assert author.post(remove, {"from": "entry"}).status_code == 302
    number = scenarios.newest(text).document.reference
    assert author.post(from_entry, {"bearing": "answers", "recommendation": number.lower()}).status_code == 302


def test_a_text_that_one_may_not_read_has_no_number_either(people: People) -> None:
    entry = register_scenarios.accepted("challenges", people.niag, people)
    released, hidden = scenarios.issued(people), scenarios.issued(people, title="Powder")
    scenarios.open_round(people, released, audiences=["CAP", "NIAG"])
    client, path = signed_in(people.niag), reverse("links:add_to_entry", args=[entry.pk])
    numbers = [scenarios.newest(text).document.reference for text in (released, hidden)]
    page = client.get(path).content.decode()
    assert [f'value="{number}"' in page for number in numbers] == [True, False]
    absent = client.post(path, {"bearing": "answers", "recommendation": "DIPB(CAP)-WP(2020)9999"})
    told = client.post(path, {"bearing": "answers", "recommendation": numbers[1]})
    assert told.status_code == absent.status_code == 422
    assert told.context["form"].errors == absent.context["form"].errors
    assert f'value="{numbers[1]}"' in told.content.decode()  # what was typed stays
    assert client.post(path, {"bearing": "answers", "recommendation": numbers[0]}).status_code == 302


def test_the_page_of_an_entry_takes_as_many_queries_for_six_texts_as_for_two(people: People) -> None:
    entry = register_scenarios.accepted("challenges", people.head_fra, people)
    client, path = signed_in(people.head_usa), reverse("registers:detail", args=["challenges", entry.pk])

    def more(count: int) -> None:
        for _ in range(count):
            link_entry(recommendation=scenarios.issued(people), entry=entry, bearing="answers", by=people.rapporteur)
            other = register_scenarios.accepted("measures", people.head_deu, people)
            registers.link(source=other, target=entry, relation="answers", by=people.secretariat)

    more(2)
    few = queries_of(client, path)
    more(4)
    assert queries_of(client, path) == few


def test_followers_of_a_text_are_told_the_title_they_may_read(people: People) -> None:
    text = scenarios.issued(people, title="Levels")
    draft = scenarios.draft(people.rapporteur)
    for user in (people.head_deu, people.secretariat):
        for each in (text, draft):
            follow(user, type_of(type(each)), each.pk)
    perform(text, "withdraw", by=people.secretariat, why="Overtaken.")
    perform(draft, "withdraw", by=people.chair, why="Overtaken.")
    told = Notification.objects.filter(kind=Kind.FOLLOWED_CHANGED).values_list("user__email", flat=True)
    assert sorted(told) == sorted([people.head_deu.email, people.secretariat.email])
