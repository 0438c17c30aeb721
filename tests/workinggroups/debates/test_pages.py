"""The pages of debates: marks for what is new, nothing hidden shown, the same cost however long."""

import pytest
from django.test import Client
from django.urls import reverse

from boards.models import Body, Seat
from dipb_portal.lib import clock
from tests import group_scenarios as groups
from tests import scenarios
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.actions import debates
from workinggroups.models import Post, Topic, TopicVisit

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def many(topic: Topic, user: object, count: int) -> None:
    """So many contributions, written at once."""
    seat, now = Seat.objects.get(user=user), clock.now()
    words = [f"<p>Words {number}.</p>" for number in range(count)]
    Post.objects.bulk_create(Post(topic=topic, seat=seat, language="en", text=each, at=now) for each in words)


def test_what_was_said_since_the_last_visit_is_marked(people: People, client: Client) -> None:
    topic = groups.topic(people)
    groups.post(topic, people.head_fra, "Paris pays.")
    client.force_login(people.head_deu)
    assert "1 new" in page(client, "debates:list")
    assert ">New</span>" in page(client, "debates:detail", topic.pk)
    assert "1 new" not in page(client, "debates:list")
    assert ">New</span>" not in page(client, "debates:detail", topic.pk)
    groups.post(topic, people.head_deu, "Berlin too.")
    assert "new</span>" not in page(client, "debates:list")  # one's own words are not news


def test_open_debates_are_listed_before_closed_ones(people: People, client: Client) -> None:
    closed, opened = groups.topic(people, title="Settled"), groups.topic(people, title="Unsettled")
    debates.close_topic(topic=closed, summary_en="<p>Done.</p>", summary_fr="", by=people.group_chair)
    client.force_login(people.head_deu)
    assert list(client.get(reverse("debates:list")).context["page"]) == [opened, closed]


def test_a_long_debate_opens_where_the_reader_left_off(people: People, client: Client) -> None:
    topic = groups.topic(people)
    many(topic, people.head_fra, 120)
    client.force_login(people.head_deu)
    assert "Words 0." in page(client, "debates:detail", topic.pk)
    page(client, "debates:detail", topic.pk, page="3")
    groups.post(topic, people.head_usa, "Late words.")
    assert "Late words." in page(client, "debates:detail", topic.pk)
    first = Post.objects.earliest("pk")
    assert "Words 0." in page(client, "debates:detail", topic.pk, post=str(first.pk))
    for odd in ("x", "\0", "9" * 40, "-1"):
        assert client.get(reverse("debates:detail", args=[topic.pk]), {"post": odd, "page": odd}).status_code == 200


def test_a_contribution_that_was_found_opens_the_page_it_stands_on(people: People, client: Client) -> None:
    topic = groups.topic(people)
    many(topic, people.head_fra, 120)
    client.force_login(people.head_deu)
    page(client, "debates:detail", topic.pk, page="3")
    (hit,) = client.get(reverse("search"), {"q": '"Words 0."'}).context["results"]
    address, anchor = hit["card"].url.split("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()


def test_three_hundred_contributions_cost_what_three_do(people: People, client: Client) -> None:
    topic = groups.topic(people)
    client.force_login(people.head_deu)
    many(topic, people.head_fra, 3)
    first = groups.post(topic, people.head_usa, "A start.")
    groups.post(topic, people.head_fra, "An answer.", reply=first)
    paths = [reverse("debates:detail", args=[topic.pk]) + "?page=1", reverse("debates:list")]
    paths.append(reverse("workinggroups:debates", args=["CAP"]))
    few = [queries_of(client, path) for path in paths]
    many(topic, people.head_fra, 300)
    for number in range(27):
        groups.topic(people, title=f"Question {number}")
    assert [queries_of(client, path) for path in paths] == few


def test_industry_sees_no_trace_of_what_is_for_allies(people: People, client: Client) -> None:
    topic = groups.topic(people)
    groups.released(topic, people)
    hidden = groups.post(topic, people.head_fra, "Among us only.", allies_only=True)
    groups.post(topic, people.head_deu, "For all to read.")
    client.force_login(people.niag)
    shown = page(client, "debates:detail", topic.pk)
    assert "For all to read." in shown
    assert "Among us only." not in shown
    assert "Allies only" not in shown
    assert "1 contribution" in page(client, "debates:list")
    for name in ("reply", "edit", "withdraw", "versions"):
        assert client.get(reverse(f"debates:{name}", args=[topic.pk, hidden.pk])).status_code == 404
    client.force_login(people.partner_ukr)
    assert client.get(reverse("debates:detail", args=[topic.pk])).status_code == 404
    assert TopicVisit.objects.filter(user=people.partner_ukr).count() == 0


def test_a_reply_to_what_is_for_allies_only_asks_for_no_choice_and_says_why(people: People, client: Client) -> None:
    topic = groups.topic(people)
    groups.released(topic, people)
    kept, told = (groups.post(topic, people.head_fra, f"{only}.", allies_only=only) for only in (True, False))
    mine = groups.post(topic, people.head_deu, "Agreed.", reply=kept)
    client.force_login(people.head_deu)
    for name, post, chosen in (("reply", kept, False), ("edit", mine, False), ("reply", told, True)):
        answer = client.get(reverse(f"debates:{name}", args=[topic.pk, post.pk]))
        assert ("allies_only" in answer.context["form"].fields) is chosen
        assert ("Like the contribution it replies to" in answer.text) is not chosen


def test_a_nation_writes_for_allies_only_until_the_debate_is_released(people: People, client: Client) -> None:
    topic = groups.topic(people)
    client.force_login(people.head_fra)
    path = reverse("debates:detail", args=[topic.pk])
    assert client.get(path).context["form"].initial["allies_only"] is True
    groups.released(topic, people)
    assert client.get(path).context["form"].initial["allies_only"] is False
    client.force_login(people.niag)
    assert "allies_only" not in client.get(path).context["form"].fields


def test_a_contribution_is_written_answered_edited_and_withdrawn(people: People, client: Client) -> None:
    topic = groups.topic(people)
    client.force_login(people.head_fra)
    write = reverse("debates:write", args=[topic.pk])
    assert client.post(write, {"text": "", "language": "fr"}).status_code == 422
    assert client.post(write, {"text": "NATO SECRET", "language": "fr"}).status_code == 422
    sent = client.post(write, {"text": "Une question de coût.", "language": "fr", "version": 1}, follow=True)
    assert "Une question de coût." in sent.content.decode()
    post = Post.objects.get()
    assert (
        client.post(
            reverse("debates:reply", args=[topic.pk, post.pk]), {"text": "And more.", "language": "en"}
        ).status_code
        == 302
    )
    assert Post.objects.latest("pk").in_reply_to == post
    edit = reverse("debates:edit", args=[topic.pk, post.pk])
    assert client.post(edit, {"text": "Une question de prix.", "language": "fr", "version": 1}).status_code == 302
    stale = client.post(edit, {"text": "Une question de temps.", "language": "fr", "version": 1})
    assert stale.status_code == 409
    assert "Une question de prix." in stale.content.decode()
    assert "Une question de temps." in stale.content.decode()
    assert "Une question de coût." in page(client, "debates:versions", topic.pk, post.pk)
    client.post(reverse("debates:withdraw", args=[topic.pk, post.pk]))
    shown = page(client, "debates:detail", topic.pk)
    assert "Une question de prix." not in shown
    assert "Withdrawn by its author on" in shown
    assert client.get(reverse("debates:versions", args=[topic.pk, post.pk])).status_code == 404


def test_readers_see_that_a_question_was_corrected_and_members_what_it_said(people: People, client: Client) -> None:
    topic = groups.topic(people, question_en="<p>Half each?</p>")
    groups.released(topic, people)
    detail, correct = (reverse(f"debates:{name}", args=[topic.pk]) for name in ("detail", "correct"))
    client.force_login(people.rapporteur)
    assert "Question corrected" not in page(client, "debates:detail", topic.pk)
    assert "Half each?" in client.get(correct).content.decode()
    words = {"title_en": topic.title_en, "question_en": "A third each?", "version": 1}
    assert client.post(correct, words | {"title_en": ""}).status_code == 422
    assert client.post(correct, words).status_code == 302
    stale = client.post(correct, words | {"question_en": "A fifth each?"})
    assert stale.status_code == 409
    assert "A third each?" in stale.content.decode()
    assert "A fifth each?" in stale.content.decode()
    client.force_login(people.head_deu)
    assert client.get(correct).status_code == 403
    late = client.post(correct, words | {"question_en": "My own words."})
    assert late.status_code == 403
    assert "My own words." in late.content.decode()
    versions = reverse("debates:question_versions", args=[topic.pk])
    assert versions in client.get(detail).content.decode()
    assert "Half each?" in client.get(versions).content.decode()
    client.force_login(people.niag)
    shown = client.get(detail).content.decode()
    assert "Question corrected" in shown
    assert versions not in shown
    assert client.get(versions).status_code == 404


def test_a_contribution_that_comes_too_late_stays_on_the_page(people: People, client: Client) -> None:
    topic = groups.topic(people)
    debates.close_topic(topic=topic, summary_en="<p>Done.</p>", summary_fr="", by=people.group_chair)
    client.force_login(people.head_fra)
    answer = client.post(reverse("debates:write", args=[topic.pk]), {"text": "One more thing.", "language": "en"})
    assert answer.status_code == 403
    assert "One more thing." in answer.content.decode()


def test_a_debate_is_opened_led_and_closed_from_its_pages(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    create = reverse("workinggroups:debate_new", args=["CAP"])
    assert client.post(create, {"title_en": "", "title_fr": ""}).status_code == 422
    assert client.post(create, {"title_en": "Old", "day": "2020-01-01"}).status_code == 422
    assert client.post(create, {"title_en": "Idle lines", "title_fr": ""}).status_code == 302
    topic = Topic.objects.get()
    for name in ("close", "reschedule", "release"):
        assert client.get(reverse(f"debates:{name}", args=[topic.pk])).status_code == 403
    client.force_login(people.rapporteur)
    niag = Body.objects.get(code="NIAG")
    assert client.post(reverse("debates:release", args=[topic.pk]), {"bodies": [niag.pk]}).status_code == 302
    assert client.post(reverse("debates:release", args=[topic.pk]), {"withdraw": "NIAG"}).status_code == 302
    assert client.post(reverse("debates:release", args=[topic.pk]), {"withdraw": "\0"}).status_code == 404
    close = reverse("debates:close", args=[topic.pk])
    assert client.post(close, {"summary_en": ""}).status_code == 422
    assert client.post(close, {"summary_en": "Idle lines cost little."}).status_code == 302
    late = client.post(close, {"summary_en": "Another summary."})
    assert late.status_code == 409
    assert "Another summary." in late.content.decode()
    client.force_login(people.head_deu)
    assert "Idle lines cost little." in page(client, "debates:detail", topic.pk)


def test_a_debate_names_its_paper_by_its_reference(people: People, client: Client, monkeypatch) -> None:
    mine, newer, foreign = (
        scenarios.newest(scenarios.issued(people, group=group)).document for group in ("CAP", "CAP", "SCS")
    )
    monkeypatch.setattr("dipb_portal.ui.widgets.NumberInput.OFFERED", 1)
    client.force_login(people.head_fra)
    form = page(client, "workinggroups:debate_new", "CAP")
    assert form.count("<option value=") == 1
    assert newer.reference in form
    create = reverse("workinggroups:debate_new", args=["CAP"])
    refused = client.post(create, {"title_en": "Idle lines", "paper": foreign.reference})
    assert refused.status_code == 422
    assert f'value="{foreign.reference}"' in refused.content.decode()
    assert client.post(create, {"title_en": "Idle lines", "paper": mine.reference.lower()}).status_code == 302
    assert Topic.objects.get().paper == mine


def test_a_reader_of_french_reads_french(people: People, client: Client) -> None:
    topic = groups.topic(people)
    client.force_login(people.head_fra)
    client.post(reverse("set_language"), {"language": "fr"})
    assert "0 contribution" in page(client, "debates:list")
    assert "Débats" in page(client, "debates:list")
    # Words in the other language are marked as such where they stand, but not in the name of the window.
    assert "<title>Who pays for idle lines? – DIPB</title>" in page(client, "debates:detail", topic.pk)
