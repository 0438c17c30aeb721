"""Who speaks for whom in a debate, what outsiders read of it, and how it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards.enums import Denied, StaleVersion
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind, Notification
from tests import group_scenarios as groups
from tests.races import again, at_once
from tests.scenarios import People
from workinggroups.access.debates import posts_visible_to, speaks_from, topics_visible_to
from workinggroups.actions import debates
from workinggroups.models import Post, Topic

pytestmark = pytest.mark.django_db


def said(user: User) -> list[str]:
    return list(posts_visible_to(again(user)).values_list("text", flat=True))


def test_members_speak_for_their_nation_and_others_not_at_all(people: People) -> None:
    topic = groups.topic(people)
    assert groups.post(topic, people.head_fra).seat.nation.alpha3 == "FRA"
    assert groups.post(topic, people.expert_fra, "As an expert.").seat.body.code == "CAP"
    assert groups.post(topic, people.group_chair, "As chair.").seat.nation is None
    for user in (people.rapporteur_scs, people.niag, people.partner_ukr, people.auditor, people.admin):
        with pytest.raises(Denied):
            groups.post(topic, user)


def test_members_are_told_that_a_debate_is_open(people: People) -> None:
    groups.topic(people, group="SCS")
    told = set(Notification.objects.filter(kind=Kind.TOPIC_OPENED).values_list("user__email", flat=True))
    assert told == {
        u.email
        for u in (
            people.chair,
            people.rapporteur_scs,
            people.head_fra,
            people.deputy_fra,
            people.head_deu,
            people.head_usa,
        )
    }


def test_an_outside_body_reads_what_is_released_to_it_but_not_what_is_for_allies(people: People) -> None:
    topic = groups.topic(people)
    groups.post(topic, people.head_fra, "Secretive.", allies_only=True)
    groups.post(topic, people.head_deu, "Candid.")
    assert said(people.niag) == []
    groups.released(topic, people)
    assert said(people.niag) == ["<p>Candid.</p>"]
    assert said(people.partner_ukr) == []
    assert len(said(people.expert_fra)) == 2
    written = groups.post(topic, again(people.niag), "Industry pays.", allies_only=True)
    assert written.allies_only is False
    assert written.seat.body.code == "NIAG"
    debates.withdraw_release(topic=topic, body=Body.objects.get(code="NIAG"), by=people.secretariat)
    assert said(people.niag) == []
    assert not topics_visible_to(again(people.niag)).exists()


def test_a_release_is_told_to_those_outside_once(people: People) -> None:
    topic = groups.topic(people)
    Notification.objects.all().delete()
    groups.released(topic, people, "NIAG", "PARTNERS")
    groups.released(topic, people, "NIAG", "PARTNERS")
    told = set(Notification.objects.values_list("user__email", flat=True))
    assert told == {people.niag.email, people.partner_ukr.email}
    assert Entry.objects.filter(verb="topic_released").count() == 1
    with pytest.raises(ValidationError):
        groups.released(topic, people, "SCS")
    with pytest.raises(Denied):
        debates.release_topic(topic=topic, bodies=[], by=people.head_fra)


def test_a_reply_to_what_is_for_allies_stays_among_allies(people: People) -> None:
    topic = groups.topic(people)
    first = groups.post(topic, people.head_fra, "Among us.", allies_only=True)
    groups.released(topic, people)
    reply = groups.post(topic, people.head_deu, "Agreed.", reply=first)
    assert reply.allies_only
    with pytest.raises(ValidationError):
        groups.post(topic, again(people.niag), "What was that?", reply=first)


def test_the_same_words_sent_twice_are_said_once(people: People) -> None:
    topic = groups.topic(people)
    first, second = groups.post(topic, people.head_fra), groups.post(topic, people.head_fra)
    assert first == second
    assert groups.post(topic, people.head_deu) != first
    debates.withdraw_post(post=first, by=people.head_fra)
    assert groups.post(topic, people.head_fra) != first


def test_only_the_author_changes_words_and_the_old_ones_are_kept(people: People) -> None:
    topic = groups.topic(people)
    post = groups.post(topic, people.head_fra, "We pay half.")
    change = {"language": "en", "text": "<p>We pay a third.</p>", "allies_only": False}
    with pytest.raises(Denied):
        debates.edit_post(post=post, version=1, by=people.deputy_fra, **change)
    debates.edit_post(post=post, version=1, by=people.head_fra, **change)
    with pytest.raises(StaleVersion):
        debates.edit_post(post=post, version=1, by=people.head_fra, **change)
    assert [each.text for each in post.history.all()] == ["<p>We pay a third.</p>", "<p>We pay half.</p>"]


def test_who_asked_and_who_leads_correct_the_question_while_the_debate_is_open(people: People) -> None:
    body = Body.objects.get(code="CAP")
    topic = debates.open_topic(body=body, title_en="Who pays?", title_fr="", by=people.head_fra)
    for user in (people.head_deu, people.deputy_fra, people.niag, people.auditor):
        with pytest.raises(Denied):
            groups.corrected(topic, user, title="Who is to pay?")
    groups.corrected(topic, people.head_fra, title="Who is to pay?")
    with pytest.raises(StaleVersion):
        groups.corrected(topic, people.rapporteur, title="Who pays first?")
    groups.corrected(topic, people.rapporteur, title="Who pays first?", version=2)
    topic.refresh_from_db()
    assert topic.edited_at is not None
    assert [each.title_en for each in topic.history.all()] == ["Who pays first?", "Who is to pay?", "Who pays?"]
    assert Entry.objects.filter(verb="topic_corrected").count() == 2
    debates.close_topic(topic=topic, summary_en="<p>Done.</p>", summary_fr="", by=people.group_chair)
    with pytest.raises(Denied):
        groups.corrected(topic, people.head_fra, title="Late", version=3)


def test_who_asked_and_left_the_group_corrects_nothing(people: People) -> None:
    topic = debates.open_topic(body=Body.objects.get(code="CAP"), title_en="Q", title_fr="", by=people.expert_fra)
    seat = people.expert_fra.seats.get()
    seat.ends = clock.now()
    seat.save()
    with pytest.raises(Denied):
        groups.corrected(topic, again(people.expert_fra), title="Another")


def test_withdrawn_words_cannot_be_edited_or_replied_to(people: People) -> None:
    topic = groups.topic(people)
    post = groups.post(topic, people.head_fra)
    with pytest.raises(Denied):
        debates.withdraw_post(post=post, by=people.secretariat)
    debates.withdraw_post(post=post, by=people.head_fra)
    with pytest.raises(Denied):
        debates.edit_post(post=post, version=1, language="en", text="<p>x</p>", allies_only=False, by=people.head_fra)
    with pytest.raises(ValidationError):
        groups.post(topic, people.head_deu, "Why?", reply=post)


def test_a_closed_debate_is_over_for_everybody(people: People) -> None:
    topic = groups.topic(people)
    post = groups.post(topic, people.head_fra)
    with pytest.raises(Denied):
        debates.close_topic(topic=topic, summary_en="<p>Done.</p>", summary_fr="", by=people.head_fra)
    with pytest.raises(ValidationError):
        debates.close_topic(topic=topic, summary_en="", summary_fr="", by=people.group_chair)
    debates.close_topic(topic=topic, summary_en="<p>Done.</p>", summary_fr="", by=people.group_chair)
    for act in (
        lambda: groups.post(topic, people.head_deu),
        lambda: debates.withdraw_post(post=post, by=people.head_fra),
        lambda: debates.close_topic(topic=topic, summary_en="<p>Again.</p>", summary_fr="", by=people.group_chair),
        lambda: debates.reschedule(topic=topic, closes_at=None, by=people.group_chair),
    ):
        with pytest.raises(Denied):
            act()


def test_after_the_announced_hour_nobody_writes_until_it_is_moved(people: People) -> None:
    soon = clock.now() + timedelta(hours=1)
    topic = groups.topic(people, closes_at=soon)
    with clock.specimen_clock(soon + timedelta(seconds=1)):
        with pytest.raises(Denied):
            groups.post(topic, people.head_fra)
        debates.reschedule(topic=topic, closes_at=soon + timedelta(days=1), by=people.rapporteur)
        groups.post(topic, people.head_fra)
        with pytest.raises(ValidationError):
            debates.reschedule(topic=topic, closes_at=soon, by=people.rapporteur)


def test_a_seat_that_ends_takes_the_voice_with_it(people: People) -> None:
    topic = groups.topic(people)
    seat = people.expert_fra.seats.get()
    seat.ends = clock.now()
    seat.save()
    assert speaks_from(again(people.expert_fra), topic) is None


def test_the_database_closes_only_with_a_summary(people: People) -> None:
    topic = groups.topic(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(closed_at=clock.now(), closed_by=people.chair)


@pytest.mark.django_db(transaction=True)
def test_of_a_close_and_a_contribution_at_once_the_close_is_last(people: People) -> None:
    topic = groups.topic(people)
    close = lambda: debates.close_topic(topic=topic, summary_en="<p>End.</p>", summary_fr="", by=people.group_chair)
    at_once(close, lambda: groups.post(topic, people.head_fra))
    topic.refresh_from_db()
    assert topic.is_closed
    assert all(post.at <= topic.closed_at for post in Post.objects.all())


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_once_lose_nothing(people: People) -> None:
    post = groups.post(groups.topic(people), people.head_fra)

    def edit(words: str) -> Post:
        return debates.edit_post(
            post=post, version=1, language="en", text=f"<p>{words}</p>", allies_only=False, by=people.head_fra
        )

    outcomes = at_once(lambda: edit("One"), lambda: edit("Two"))
    assert sum(isinstance(each, StaleVersion) for each in outcomes) == 1
