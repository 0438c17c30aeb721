"""Who reads an entry, in which state; what is hidden leaves no trace in counts, filters, downloads, links, history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.models import Body, Seat
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.notifications.following import follow, type_of
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Kind, Notification
from tests import register_scenarios as scenarios
from tests.scenarios import People
from workinggroups.access.registers import Side, entries_visible_to
from workinggroups.actions import registers
from workinggroups.enums import EntryState, Source, Stand
from workinggroups.lifecycle import ENTRY_STEPS
from workinggroups.models import RegisterEntry
from workinggroups.registers import REGISTERS

pytestmark = pytest.mark.django_db

FRANCE = {"head_fra", "deputy_fra", "expert_fra"}
MODERATORS = {"secretariat", "group_chair", "rapporteur"}
MEMBERS = FRANCE | MODERATORS | {"chair", "head_deu", "head_usa"}
EVERYBODY = [*MEMBERS, "rapporteur_scs", "niag", "partner_ukr", "auditor", "admin"]


def readers(people: People, entry: RegisterEntry) -> set[str]:
    return {role for role in EVERYBODY if entries_visible_to(again(getattr(people, role))).filter(pk=entry.pk).exists()}


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def body(code: str) -> Body:
    return Body.objects.get(code=code)


def page(user: User, name: str, *args) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def test_who_reads_an_entry_follows_its_state(people: People) -> None:
    entry = scenarios.entry("challenges", people.head_fra)
    assert readers(people, entry) == FRANCE
    registers.perform(entry=entry, step="submit", by=people.expert_fra)
    assert readers(people, entry) == FRANCE | MODERATORS
    registers.perform(entry=entry, step="return", by=people.rapporteur, why="Say which.")
    assert readers(people, entry) == FRANCE | MODERATORS
    registers.perform(entry=entry, step="submit", by=people.expert_fra)
    registers.perform(entry=entry, step="accept", by=people.group_chair)
    assert readers(people, entry) == MEMBERS
    registers.release(entry=entry, bodies=[body("NIAG"), body("SCS")], by=people.secretariat)
    assert readers(people, entry) == MEMBERS | {"niag", "rapporteur_scs"}
    registers.release(entry=entry, bodies=[], by=people.secretariat)
    assert readers(people, entry) == MEMBERS
    registers.release(entry=entry, bodies=[body("PARTNERS")], by=people.secretariat)
    assert readers(people, entry) == MEMBERS | {"partner_ukr"}
    registers.perform(entry=entry, step="withdraw", by=people.head_fra, why="Overtaken.")
    assert readers(people, entry) == FRANCE | MODERATORS


def test_industrys_drafts_are_industrys(people: People) -> None:
    entry = scenarios.entry("industry-insights", people.niag)
    assert readers(people, entry) == {"niag"}
    assert entry.source == Source.INDUSTRY
    registers.perform(entry=entry, step="submit", by=people.niag)
    assert readers(people, entry) == {"niag"} | MODERATORS


def test_a_seat_that_ended_reads_and_writes_nothing(people: People) -> None:
    entry = scenarios.entry("challenges", people.head_fra)
    Seat.objects.filter(user=people.head_fra).update(ends=clock.now() - timedelta(seconds=1))
    left = again(people.head_fra)
    assert not entries_visible_to(left).exists()
    with pytest.raises(Denied):
        registers.perform(entry=entry, step="submit", by=left)


def test_a_co_sponsor_is_of_the_own_side(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    registers.take_stand(entry=entry, stand=Stand.SPONSORS, joins=True, by=people.head_deu)
    registers.perform(entry=entry, step="withdraw", by=people.head_fra, why="Overtaken.")
    assert readers(people, entry) == FRANCE | MODERATORS | {"head_deu"}


def test_a_co_sponsor_leaves_and_does_not_withdraw(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    withdraw = reverse("registers:step", args=["challenges", entry.pk, "withdraw"])
    registers.take_stand(entry=entry, stand=Stand.SPONSORS, joins=True, by=people.head_deu)
    assert withdraw in page(people.expert_fra, "registers:detail", "challenges", entry.pk)
    assert withdraw not in page(people.head_deu, "registers:detail", "challenges", entry.pk)
    with pytest.raises(Denied):
        registers.perform(entry=entry, step="withdraw", by=people.head_deu, why="Ours no more.")
    registers.save_entry(entry=entry, version=entry.version, values={"severity": "low"}, by=people.head_deu)


def test_hidden_entries_are_not_counted_listed_found_or_exported(people: People) -> None:
    scenarios.entry("challenges", people.head_fra, title="HIDDEN")
    scenarios.accepted("challenges", people.head_deu, people, title="OPEN")
    for role in ("head_usa", "niag", "partner_ukr", "auditor"):
        user = getattr(people, role)
        for name in ("registers:list", "registers:export"):
            args = ["challenges", "csv"] if name.endswith("export") else ["challenges"]
            assert "HIDDEN" not in page(user, name, *args)
        assert "HIDDEN" not in page(user, "registers:overview")
    client = Client()
    client.force_login(people.head_usa)
    for query in ("tag=powder", "objective=stocks", "state=draft", "words=hidden", "source=nation"):
        found = client.get(f"{reverse('registers:list', args=['challenges'])}?{query}").context["page"].paginator.count
        assert found == (0 if query in ("state=draft", "words=hidden") else 1)


def test_links_lead_only_to_what_one_may_read(people: People) -> None:
    shown = scenarios.accepted("challenges", people.head_fra, people, title="Shown")
    hidden = scenarios.submitted("measures", people.head_fra, title="HIDDEN")
    registers.link(source=hidden, target=shown, relation="answers", by=people.head_fra)
    assert "HIDDEN" in page(people.head_fra, "registers:detail", "challenges", shown.pk)
    seen = page(people.head_deu, "registers:detail", "challenges", shown.pk)
    assert "HIDDEN" not in seen
    assert hidden.reference not in seen
    client = Client()
    client.force_login(people.head_deu)
    own = scenarios.entry("challenges", people.head_deu)
    path = reverse("registers:link", args=["challenges", own.pk])
    answers = [
        client.post(path, {"relation": "related", "target": reference}).context["form"].errors["target"]
        for reference in (hidden.reference, "ME-9999")
    ]
    assert answers[0] == answers[1]


def test_an_answer_does_not_name_a_request_that_is_hidden(people: People) -> None:
    request = scenarios.submitted("engagement", people.rapporteur, title="HIDDEN", kind="request")
    answer = scenarios.accepted(
        "engagement", people.rapporteur, people, title="Answer", kind="answer", answers=request.specific
    )
    assert "HIDDEN" in page(people.secretariat, "registers:detail", "engagement", answer.pk)
    assert "HIDDEN" not in page(people.head_deu, "registers:detail", "engagement", answer.pk)
    assert "HIDDEN" not in page(people.head_deu, "registers:export", "engagement", "csv")


def test_history_begins_where_one_came_to_read(people: People) -> None:
    entry = scenarios.entry("challenges", people.head_fra, text_en="<p>FIRST</p>")
    entry = registers.save_entry(entry=entry, version=1, values={"text_en": "<p>SECOND</p>"}, by=people.head_fra)
    registers.perform(entry=entry, step="submit", by=people.head_fra)
    entry = registers.perform(entry=entry, step="return", by=people.secretariat, why="REASON")
    values = {"text_en": "<p>THIRD</p>"}
    entry = registers.save_entry(entry=entry, version=entry.version, values=values, by=people.head_fra)
    registers.perform(entry=entry, step="submit", by=people.head_fra)
    entry = registers.perform(entry=entry, step="accept", by=people.secretariat)
    registers.save_entry(entry=entry, version=entry.version, values={"text_en": "<p>FOURTH</p>"}, by=people.secretariat)
    registers.release(entry=entry, bodies=[body("NIAG")], by=people.secretariat)
    registers.take_stand(entry=entry, stand=Stand.SPONSORS, joins=True, by=people.head_usa)

    def told(user: User) -> list[str]:
        history = page(user, "registers:history", "challenges", entry.pk)
        return [word for word in ("FIRST", "SECOND", "REASON", "THIRD", "FOURTH") if word in history]

    assert told(people.expert_fra) == ["FIRST", "SECOND", "REASON", "THIRD", "FOURTH"]
    assert told(people.rapporteur) == ["SECOND", "REASON", "THIRD", "FOURTH"]
    assert told(people.head_deu) == ["THIRD", "FOURTH"]
    assert told(people.head_usa) == ["THIRD", "FOURTH"]  # which co-sponsors it
    assert page(people.niag, "registers:history", "challenges", entry.pk) == "404"


def test_those_an_entry_is_released_to_are_told_until_it_is_withdrawn(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    for codes in (["NIAG"], ["NIAG", "SCS"]):
        registers.release(entry=entry, bodies=[body(code) for code in codes], by=people.secretariat)
    told = Notification.objects.filter(kind=Kind.RELEASED)
    assert {each.user for each in told} == {people.niag, people.rapporteur_scs}
    assert told.count() == 2
    registers.release(entry=entry, bodies=[body("SCS")], by=people.secretariat)
    assert [each.user for each in told.all()] == [people.rapporteur_scs]


def test_industry_does_not_read_what_nations_say_of_a_released_entry(people: People) -> None:
    standard = scenarios.accepted("standards", people.secretariat, people)
    registers.state_implementation(
        standard=standard, version=0, status="ratified", planned_for=None, note="NOTE", by=people.head_fra
    )
    practice = scenarios.accepted("good-practices", people.head_deu, people)
    registers.take_stand(entry=practice, stand=Stand.REUSES, joins=True, by=people.head_fra)
    for slug, entry in (("standards", standard), ("good-practices", practice)):
        registers.release(entry=entry, bodies=[body("NIAG")], by=people.secretariat)
        seen = page(people.niag, "registers:detail", slug, entry.pk)
        assert entry.reference in seen
        assert "France" not in seen
        assert "NOTE" not in seen
        assert "France" in page(people.head_usa, "registers:detail", slug, entry.pk)


@pytest.mark.parametrize("state", EntryState.values)
@pytest.mark.parametrize("step", ENTRY_STEPS)
def test_every_step_from_every_state(state: str, step: str, people: People) -> None:
    entry = scenarios.submitted("challenges", people.head_fra)
    RegisterEntry.objects.filter(pk=entry.pk).update(state=state)
    taken = ENTRY_STEPS[step]
    for by, allowed in (
        (people.head_fra, taken.author),
        (people.rapporteur, taken.moderator),
        (people.head_deu, False),
        (people.niag, False),
    ):
        expected = None if allowed and state in taken.sources else (Denied, IllegalTransition)
        if expected:
            with pytest.raises(expected):
                registers.perform(entry=entry, step=step, by=by, why="Because.")
        else:
            assert registers.perform(entry=entry, step=step, by=by, why="Because.").state == taken.target
            RegisterEntry.objects.filter(pk=entry.pk).update(state=state)


def test_an_accepted_entry_is_changed_by_moderators_and_kept_alive_by_its_side(people: People) -> None:
    entry = scenarios.accepted("measures", people.head_fra, people)
    entry = registers.save_entry(entry=entry, version=entry.version, values={"status": "done"}, by=people.expert_fra)
    with pytest.raises(Denied):
        registers.save_entry(entry=entry, version=entry.version, values={"title_en": "New"}, by=people.expert_fra)
    registers.save_entry(entry=entry, version=entry.version, values={"title_en": "New"}, by=people.rapporteur)
    with pytest.raises(StaleVersion):
        registers.save_entry(entry=entry, version=entry.version, values={"title_en": "Old"}, by=people.rapporteur)
    with pytest.raises(Denied):
        registers.save_entry(entry=entry, version=entry.version + 1, values={"status": "done"}, by=people.head_deu)


def test_nobody_enters_for_others(people: People) -> None:
    france, niag = Side(nation=people.head_fra.seats.get().nation), Side(body=body("NIAG"))
    wrong = [
        (people.head_deu, france, "CAP", "challenges", ""),
        (people.secretariat, france, "CAP", "challenges", ""),
        (people.secretariat, niag, "CAP", "industry-insights", ""),
        (people.secretariat, Side(), "CAP", "industry-insights", ""),
        (people.expert_fra, france, "SCS", "challenges", ""),
        (people.rapporteur, Side(), "SCS", "challenges", ""),
        (people.niag, Side(), "CAP", "challenges", ""),
        (people.niag, niag, "CAP", "measures", ""),
        (people.head_fra, france, "CAP", "industry-insights", ""),
        (people.head_fra, france, "CAP", "engagement", "Makers"),
        (people.partner_ukr, Side(nation=people.partner_ukr.seats.get().nation), "CAP", "challenges", ""),
        (people.auditor, Side(), "CAP", "challenges", ""),
    ]
    for by, side, group, slug, organisation in wrong:
        with pytest.raises(Denied):
            registers.create_entry(
                register=REGISTERS[slug],
                body=body(group),
                side=side,
                organisation=organisation,
                values=scenarios.values_for(slug),
                by=by,
            )


def test_staff_write_down_an_organisations_words_under_its_name(people: People) -> None:
    entry = scenarios.entry("industry-insights", people.secretariat, organisation="Makers of fuzes")
    assert (entry.source, entry.author) == (Source.ORGANISATION, "Makers of fuzes")
    assert readers(people, entry) == {"secretariat", "chair", "group_chair", "rapporteur"}


def test_moderators_and_the_author_are_told(people: People) -> None:
    entry = scenarios.submitted("challenges", people.expert_fra, title="Furnace")
    told = Notification.objects.filter(kind=Kind.ENTRY_SUBMITTED).values_list("user__email", flat=True)
    assert set(told) == {people.secretariat.email, people.group_chair.email, people.rapporteur.email}
    registers.perform(entry=entry, step="accept", by=people.secretariat)
    assert Notification.objects.get(kind=Kind.ENTRY_DECIDED).user == people.expert_fra


def test_whoever_speaks_for_a_co_sponsor_is_told_of_the_withdrawal(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    for head in (people.head_deu, people.head_usa):
        registers.take_stand(entry=entry, stand=Stand.SPONSORS, joins=True, by=head)
    registers.take_stand(entry=entry, stand=Stand.SPONSORS, joins=False, by=people.head_usa)
    registers.perform(entry=entry, step="close", by=people.secretariat, why="Met.")
    registers.perform(entry=entry, step="reopen", by=people.secretariat, why="Not met.")
    told = Notification.objects.filter(kind=Kind.SPONSORED_WITHDRAWN)
    assert not told.exists()
    registers.perform(entry=entry, step="withdraw", by=people.expert_fra, why="Overtaken.")
    note = told.get()
    assert note.user == people.head_deu
    assert "co-sponsors is withdrawn: CH-0001" in sentence(note)
    assert entry.title_en in page(people.head_deu, "registers:detail", "challenges", entry.pk)


def test_followers_are_told_while_they_may_see_it(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    registers.release(entry=entry, bodies=[body("NIAG")], by=people.secretariat)
    for user in (people.head_deu, people.niag, people.secretariat):
        follow(user, type_of(type(entry)), entry.pk)
    registers.release(entry=entry, bodies=[], by=people.secretariat)
    entry = RegisterEntry.objects.get(pk=entry.pk)
    registers.save_entry(entry=entry, version=entry.version, values={"title_en": "New"}, by=people.secretariat)
    told = Notification.objects.filter(kind=Kind.FOLLOWED_CHANGED)
    assert [each.user for each in told] == [people.head_deu]


def test_the_button_follows_and_unfollows_and_cannot_be_forged(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    client = Client()
    client.force_login(people.head_deu)
    path = reverse("registers:detail", args=["challenges", entry.pk])
    content = client.get(path).content.decode()
    name = content.split('name="object" value="')[1].split('"')[0]
    url = reverse("notifications:follow")
    assert client.post(url, {"object": name, "next": path}).url == path
    assert "No longer follow" in client.get(path).content.decode()
    assert (
        client.post(url, {"object": name, "next": "https://example.org/", "leave": "1"}).url != "https://example.org/"
    )
    assert not people.head_deu.following.exists()
    assert client.post(url, {"object": f"{name}x"}).status_code == 404
    assert client.get(url).status_code == 405


def test_the_database_keeps_number_author_and_what_was_submitted(people: People) -> None:
    from django.db import DatabaseError, transaction

    entry = scenarios.submitted("challenges", people.head_fra)
    base = RegisterEntry.objects.filter(pk=entry.pk)
    for change in ({"serial": 9}, {"nation": people.head_deu.seats.get().nation}):
        with pytest.raises(DatabaseError), transaction.atomic():
            base.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        base._raw_delete(using="default")
