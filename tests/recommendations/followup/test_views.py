"""The pages of examination and follow-up: who reaches them, what they refuse, what they cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from boards.access import release
from boards.models import Body, Nation
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Notification
from recommendations.actions.followup import close_text
from recommendations.enums import CnadOutcome, Implementation, State
from recommendations.models import Disposition, FollowUpAction, ImplementationReport, Transmission
from recommendations.queries.followup import actions_for
from tests.counting import queries_of
from tests.followup_scenarios import REFERENCE, disposed, item_of, reported, today, transmitted
from tests.followup_scenarios import action as set_one
from tests.scenarios import text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def decision(**said: object) -> dict[str, object]:
    known = {"outcome": CnadOutcome.ENDORSED, "reference": REFERENCE, "decided_on": f"{today()}", "seen": 0}
    return known | said


def test_the_way_is_recorded_and_shown(submitted, people, as_):
    report = item_of(submitted).submission
    page, way = reverse("submissions:detail", args=[report.pk]), reverse("submissions:transmission", args=[report.pk])
    secretariat = as_(people.secretariat)
    assert "Record the transmission" in secretariat.get(page).content.decode()
    sent = {"sent_on": f"{today()}", "means": "registry", "scheduled_for": f"{today() + timedelta(days=9)}"}
    assert secretariat.post(way, sent).status_code == 302
    assert Transmission.objects.get().scheduled_for == today() + timedelta(days=9)
    early = secretariat.post(way, sent | {"sent_on": "2020-01-01", "note": "Kept words."})
    assert early.status_code == 422
    assert "Kept words." in early.content.decode()
    head = as_(people.head_fra)
    assert 'aria-current="step"' in head.get(page).content.decode()
    assert head.post(way, sent).status_code == 403
    assert as_(people.niag).get(way).status_code == 404


def test_a_decision_is_recorded_item_by_item(submitted, people, as_):
    item = item_of(submitted)
    path = reverse("submissions:dispose", args=[item.pk])
    assert as_(people.secretariat).post(path, decision()).status_code == 403
    transmitted(people, item.submission)
    assert as_(people.secretariat).post(path, decision(reference="nothing")).status_code == 422
    assert as_(people.secretariat).post(path, decision(text_en="\0")).status_code == 422
    assert as_(people.secretariat).post(path, decision(text_en="NATO SECRET")).status_code == 422
    assert as_(people.secretariat).post(path, decision()).status_code == 302
    assert as_(people.secretariat).post(path, decision()).status_code == 302
    assert Disposition.objects.count() == 1
    submitted.refresh_from_db()
    assert submitted.state == State.EXAMINED
    for person, status in ((people.head_fra, 403), (people.chair, 403), (people.niag, 404), (people.auditor, 404)):
        assert as_(person).post(path, decision()).status_code == status


def test_of_two_who_record_the_second_sees_the_first(submitted, people, as_):
    disposed(people, submitted)
    path = reverse("submissions:dispose", args=[item_of(submitted).pk])
    late = as_(people.secretariat).post(path, decision(outcome="noted", text_en="Mine.", why="So it was."))
    assert late.status_code == 409
    assert "Mine." in late.content.decode()
    assert f'name="seen" value="{Disposition.objects.get().pk}"' in late.content.decode()


def test_members_read_the_follow_up_and_nobody_else(action, examined, people, as_):
    reported(action, people.head_fra, text="Rien à signaler.", language="fr")
    paths = [
        reverse("followup:list"),
        reverse("followup:export"),
        reverse("followup:picture"),
        reverse("followup:nation", args=["FRA"]),
        reverse("followup:for_text", args=[examined.pk]),
        reverse("followup:action", args=[action.pk]),
    ]
    for person in (people.head_deu, people.expert_fra, people.rapporteur, people.secretariat):
        for path in paths:
            assert as_(person).get(path).status_code == 200
    for person in (people.niag, people.partner_ukr, people.auditor, people.admin):
        for path in paths:
            assert as_(person).get(path).status_code == 404


def test_of_another_group_nothing_is_shown(action, examined, people, as_):
    """The rapporteur of another group reads neither the action nor the decision it follows from."""
    other = as_(people.rapporteur_scs)
    assert action.title not in other.get(reverse("followup:list")).content.decode()
    assert other.get(reverse("followup:action", args=[action.pk])).status_code == 404
    page = other.get(reverse("submissions:detail", args=[item_of(examined).submission_id])).content.decode()
    assert REFERENCE not in page


def test_a_nation_reports_on_its_page(action, people, as_):
    path = reverse("followup:report", args=[action.pk])
    head = as_(people.head_fra)
    assert "Reporting is voluntary" in head.get(path).content.decode()
    assert head.post(path, {"status": "planned", "text": "Bientôt.", "language": "fr"}).status_code == 422
    assert head.post(path, {"status": "declined", "language": "fr"}).status_code == 302
    assert ImplementationReport.objects.get().status == Implementation.DECLINED
    assert as_(people.expert_fra).post(path, {"status": "declined"}).status_code == 403
    assert as_(people.niag).post(path, {"status": "declined"}).status_code == 404


def test_an_action_is_set_changed_and_its_status_noted(examined, people, as_):
    secretariat = as_(people.secretariat)
    add = reverse("followup:add", args=[examined.pk])
    said = {"title_en": "Name an office", "title_fr": "Désigner un service", "due": f"{today()}", "version": 0}
    assert secretariat.post(add, said).status_code == 422
    assert secretariat.post(add, said | {"nation": "FRA", "agency": "NSPA"}).status_code == 422
    assert secretariat.post(add, said | {"nation": "XXX"}).status_code == 422
    assert secretariat.post(add, said | {"nation": "FRA"}).status_code == 302
    action = FollowUpAction.objects.get()
    edit, note = (reverse(f"followup:{name}", args=[action.pk]) for name in ("edit", "note"))
    changed = said | {"agency": "NSPA", "version": 1}
    assert secretariat.post(edit, changed).status_code == 302
    stale = secretariat.post(edit, changed | {"title_en": "Kept words"})
    assert stale.status_code == 409
    assert "Kept words" in stale.content.decode()
    assert secretariat.post(note, {"status": "done", "text": "", "version": 2}).status_code == 422
    assert secretariat.post(note, {"status": "done", "text": "Done.", "version": 2}).status_code == 302
    close = reverse("followup:close", args=[examined.pk])
    assert as_(people.head_fra).post(close).status_code == 403
    assert as_(people.secretariat).post(close).status_code == 302
    examined.refresh_from_db()
    assert examined.state == State.CLOSED


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("standing=late", {"Late"}),
        ("standing=stale", {"Quiet"}),
        ("standing=open", {"Late", "Quiet", "Mine"}),
        ("nation=FRA", {"Mine", "Late"}),
        ("owner=n:FRA", {"Mine"}),
        ("owner=a:NSPA", {"Quiet"}),
        ("status=done", set()),
        ("group=999", {"Late", "Quiet", "Mine"}),
    ],
)
def test_the_list_is_filtered_in_its_address(examined, people, as_, query, found):
    set_one(people, examined, title_en="Late")
    set_one(people, examined, title_en="Quiet", agency="NSPA")
    set_one(people, examined, title_en="Mine", nation=Nation.objects.get(alpha3="FRA"))
    FollowUpAction.objects.filter(title_en="Late").update(due=today() - timedelta(days=1))
    FollowUpAction.objects.filter(title_en="Quiet").update(news_at=clock.now() - timedelta(days=61))
    page = as_(people.head_fra).get(f"{reverse('followup:list')}?{query}")
    assert {action.title_en for action in page.context["page"]} == found
    table = as_(people.head_fra).get(f"{reverse('followup:export')}?{query}").content.decode()
    assert {title for title in ("Late", "Quiet", "Mine") if f"\r\n{title}," in table} == found


def test_the_first_page_of_the_list_is_read_from_an_index(people):
    """However many actions there are: else each visit would sort all of them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "Index Scan using recommendat_due_" in actions_for(people.secretariat)[:25].explain()


def test_pages_take_a_constant_number_of_queries(examined, people, as_):
    head = as_(people.head_fra)
    paths = [reverse("followup:list"), reverse("followup:picture"), reverse("followup:nation", args=["FRA"]), "/"]
    paths.append(reverse("followup:for_text", args=[examined.pk]))

    def more(count: int) -> list[int]:
        for n in range(count):
            each = set_one(people, examined, title_en=f"Action {n}", due=today() + timedelta(days=3))
            reported(each, people.head_deu)
        Notification.objects.filter(params__has_key="reference").delete()  # for their titles the desk asks once more
        return [queries_of(head, path) for path in paths]

    assert more(3) == more(12)


def test_the_desk_names_what_is_due_stale_and_not_sent_on(action, people, as_):
    desk = reverse("desk")
    text_in(State.SUBMITTED, people, title="Powder")
    assert "How it was transmitted is not recorded yet" in as_(people.secretariat).get(desk).content.decode()
    assert "may report on implementation" not in as_(people.head_fra).get(desk).content.decode()
    FollowUpAction.objects.update(due=today(), news_at=clock.now() - timedelta(days=61))
    assert "may report on implementation" in as_(people.head_fra).get(desk).content.decode()
    assert "There has been no news" in as_(people.secretariat).get(desk).content.decode()
    FollowUpAction.objects.update(due=today() - timedelta(days=1), news_at=clock.now())
    assert "The action is late. Its owner" in as_(people.secretariat).get(desk).content.decode()
    FollowUpAction.objects.update(due=today(), news_at=clock.now())
    assert reverse("followup:action", args=[action.pk]) not in as_(people.secretariat).get(desk).content.decode()
    reported(action, people.head_fra, Implementation.DECLINED)
    assert "may report on implementation" not in as_(people.head_fra).get(desk).content.decode()


def test_the_pages_speak_french(action, examined, people, as_):
    people.head_fra.language = "fr"
    people.head_fra.save()
    page = as_(people.head_fra).get(reverse("followup:for_text", args=[examined.pk]), headers={"accept-language": "fr"})
    assert "Décision de la CDNA" in page.content.decode()
    assert "Entériné" in page.content.decode()
    one = as_(people.head_fra).get(reverse("followup:action", args=[action.pk])).content.decode()
    assert "<dt>Décision de la CDNA</dt>" in one


def test_the_body_of_a_group_can_own_an_action(examined, people, as_):
    set_one(people, examined, body=Body.objects.get(code="CAP"))
    chart = as_(people.head_fra).get(reverse("followup:picture")).context["charts"][0]
    assert [line.label for line in chart.lines] == ["CAP"]


def test_the_picture_leaves_out_what_is_closed_until_a_filter_is_set_and_says_so(examined, people, as_):
    action = set_one(people, examined, body=Body.objects.get(code="CAP"))
    close_text(recommendation=action.recommendation, why="Overtaken.", by=people.secretariat)
    for query, told, lines in (({}, True, 0), ({"status": "not_started"}, False, 1)):
        page = as_(people.head_fra).get(reverse("followup:picture"), query)
        assert ("those of closed texts" in page.text) is told
        assert len(page.context["charts"][0].lines) == lines


def test_a_deferral_is_told_wherever_the_state_stands_to_members_alone(submitted, people, as_):
    document = item_of(submitted).revision.document
    release(document, [Body.objects.get(code="NIAG")])
    disposed(people, submitted, CnadOutcome.DEFERRED, deferred_until=date(2041, 1, 7))
    pages = [
        reverse("recommendations:detail", args=[submitted.pk]),
        reverse("recommendations:list"),
        reverse("workinggroups:detail", args=[submitted.body.code]),
    ]
    for page in pages:
        assert "Deferred by the CNAD until <time" in as_(people.head_deu).get(page).content.decode()
    assert REFERENCE in as_(people.head_deu).get(pages[0]).content.decode()
    for page in pages[:2]:
        answer = as_(people.niag).get(page)
        assert answer.status_code == 200
        assert "eferred" not in answer.content.decode()
    disposed(people, submitted, CnadOutcome.APPROVED)
    assert "eferred by" not in as_(people.head_deu).get(pages[0]).content.decode()


def test_the_desk_comes_back_to_a_deferral_that_is_over(people, as_):
    sooner, later = text_in(State.SUBMITTED, people), text_in(State.SUBMITTED, people)
    disposed(people, sooner, CnadOutcome.DEFERRED, deferred_until=today() + timedelta(days=9))
    disposed(people, later, CnadOutcome.DEFERRED, deferred_until=today() + timedelta(days=11))
    with clock.specimen_clock(clock.now() + timedelta(days=10)):
        desk = as_(people.secretariat).get(reverse("desk")).content.decode()
    assert desk.count("A deferral by the CNAD has ended.") == 1
    assert reverse("submissions:detail", args=[item_of(sooner).submission_id]) in desk
    assert reverse("submissions:detail", args=[item_of(later).submission_id]) not in desk
