"""The generated archive: legal by the portal's own rules, the same for the same seed, and readable."""

from itertools import pairwise
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from boards.actions.numbering import allocate
from boards.enums import DocumentKind, TaskingState
from boards.lifecycle import TASKING_STEPS
from boards.models import Body, Document, Meeting, Tasking
from dipb_portal.audit.journal import faults
from dipb_portal.audit.models import Entry
from dipb_portal.audit.words import VERBS
from dipb_portal.home.desk import asked_of
from dipb_portal.lib import clock
from dipb_portal.lib.disclosure import LEAST
from dipb_portal.search.find import find
from dipb_portal.search.query import read
from recommendations.enums import State
from recommendations.lifecycle import TRANSITIONS
from recommendations.management.archive.demand import CHOSEN, Demand
from recommendations.management.archive.words import COMMENTS, THINGS, About
from recommendations.management.archive.world import World
from recommendations.management.commands.generate_archive import write
from recommendations.models import (
    AdviceAsked,
    AdviceRequest,
    Comment,
    Consultation,
    FollowUpAction,
    IndustryAdvice,
    Paragraph,
    Recommendation,
    Revision,
    Silence,
    Submission,
    SubmissionItem,
)
from tests.scenarios import People
from workinggroups.enums import Progress
from workinggroups.models import (
    CapacityLevel,
    JointCandidate,
    Measure,
    NationalPlan,
    OutlookRelease,
    PriorityAction,
    RegisterEntry,
    ReleaseCell,
    Requirement,
    RequirementLine,
    Topic,
)
from workinggroups.models.plans import Audience
from workinggroups.registers import REGISTERS

pytestmark = pytest.mark.django_db

ALLIES = 32


@pytest.fixture
def archive(people: People) -> None:
    write(years=2, scale=0.02)


def test_every_kind_of_page_opens_on_it(archive: None, people: People) -> None:
    client = Client()
    client.force_login(people.head_fra)
    text = Recommendation.objects.filter(state="closed").first()
    entry = RegisterEntry.objects.first()
    slug = next(slug for slug, each in REGISTERS.items() if each.model._meta.model_name == entry.register)
    objects = {
        "recommendations:detail": text,
        "recommendations:history": text,
        "recommendations:documents": text,
        "consultations:for_text": text,
        "silences:for_text": text,
        "consultations:detail": Consultation.objects.first(),
        "silences:detail": Silence.objects.first(),
        "submissions:detail": Submission.objects.first(),
        "followup:action": FollowUpAction.objects.first(),
        "boards:document": Document.objects.exclude(text_en="").first(),
        "meetings:detail": Meeting.objects.first(),
        "taskings:detail": Tasking.objects.first(),
        "debates:detail": Topic.objects.first(),
        "plans:requirement": Requirement.objects.filter(nation__alpha3="FRA").first(),
        "plans:plan": NationalPlan.objects.filter(nation__alpha3="FRA").first(),
        "outlook:candidate": JointCandidate.objects.first(),
        "outlook:release": OutlookRelease.objects.first(),
        "capacity:level": CapacityLevel.objects.first(),
        "advice:detail": AdviceAsked.objects.first(),
        "industry:detail": AdviceRequest.objects.first(),
    }
    paths = [reverse(name, args=[each.pk]) for name, each in objects.items()]
    paths += [reverse("registers:list", args=[slug]), reverse("registers:detail", args=[slug, entry.pk])]
    paths += [reverse(name) for name in ("desk", "overview", "recommendations:list", "boards:documents")]
    paths += [reverse(f"workinggroups:{tab}", args=["CAP"]) for tab in ("detail", "programme", "debates")]
    paths += [reverse(name) for name in ("plans:grid", "outlook:outlook", "outlook:harmonisation", "outlook:industry")]
    paths.append(reverse("search") + "?q=munitions")
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_it_is_whole(archive: None) -> None:
    assert Recommendation.objects.count() == 4
    assert Comment.objects.count() > 60
    assert not Comment.objects.filter(adjudication=None).exists()
    assert not Revision.objects.filter(issued_at=None).exists()
    assert not any(each.is_stale("en") for each in Paragraph.objects.all())
    assert {each.outcome for each in Silence.objects.all()} <= {"agreed"}
    assert not SubmissionItem.objects.filter(dispositions=None).exclude(recommendation__state="submitted").exists()
    assert not FollowUpAction.objects.open().filter(recommendation__state="closed").exists()
    assert RegisterEntry.objects.values("register").distinct().count() == len(REGISTERS)
    assert not Topic.objects.filter(posts=None).exists()
    assert not Tasking.objects.exclude(decision__verb="tasked").exists()
    assert not Recommendation.objects.filter(kind="advice", asked=None).exists()
    assert not IndustryAdvice.objects.exclude(request__revision__document__releases__group__body__code="NIAG").exists()
    assert RequirementLine.objects.values("requirement__nation").distinct().count() == ALLIES


def test_a_report_asks_for_nothing_once_all_is_decided(archive: None, people: People) -> None:
    asking = {ask.titled for ask in asked_of(people.secretariat) if isinstance(ask.titled, Submission)}
    assert asking == set(Submission.objects.filter(items__recommendation__state="submitted"))


def test_the_journal_says_so_and_its_chain_holds(archive: None) -> None:
    assert Entry.objects.filter(verb="archive_generated").count() == 1
    assert list(faults()) == []


def test_the_journal_tells_what_was_done_and_when(archive: None) -> None:
    begun = {(entry.object_id, entry.at.date()) for entry in Entry.objects.filter(verb="recommendation_created")}
    assert begun == {(str(text.pk), text.created_at.date()) for text in Recommendation.objects.all()}
    assert Entry.objects.filter(verb="comment_decided").count() == Comment.objects.count()
    assert Entry.objects.filter(verb="entry_accepted").count() == RegisterEntry.objects.count()
    assert not Entry.objects.filter(at__gt=clock.now()).exists()
    assert {entry.verb for entry in Entry.objects.all()} <= VERBS.keys()


def test_a_text_came_by_steps_of_the_lifecycle(archive: None) -> None:
    for text in Recommendation.objects.all():
        kept = list(text.history.order_by("history_id"))
        steps = Entry.objects.filter(object_id=str(text.pk), object_type=text._meta.label_lower, verb__in=TRANSITIONS)
        states = [State.DRAFT, *(TRANSITIONS[step.verb].target for step in steps.order_by("sequence"))]
        assert [row.state for row in kept] == states
        assert all(
            row.state in TRANSITIONS[step.verb].sources
            for row, step in zip(kept, steps.order_by("sequence"), strict=False)
        )
        assert (kept[-1].state, kept[-1].state_since) == (text.state, text.state_since)


def test_an_entry_keeps_each_of_its_versions(archive: None) -> None:
    for entry in RegisterEntry.objects.all():
        kept = entry.specific.history.order_by("history_id")
        assert [row.version for row in kept] == list(range(1, entry.version + 1))
        assert (kept.last().state, kept.last().state_since) == (entry.state, entry.state_since)


def test_what_is_chosen_stays_with_the_chosen(archive: None) -> None:
    chosen = RequirementLine.objects.filter(audience=Audience.CHOSEN).annotate(allies=Count("nations"))
    assert {line.allies for line in chosen} == {CHOSEN}
    assert not RequirementLine.objects.exclude(audience=Audience.CHOSEN).exclude(nations=None).exists()


def test_industry_is_told_of_each_year_by_the_rules_of_disclosure(people: People) -> None:
    world = World(years=2, scale=0.5, random=Random(0))
    for year in world.calendar:
        Demand(world).write(year)
    assert OutlookRelease.objects.count() == 2
    told = ReleaseCell.objects.filter(figure__isnull=False).annotate(nations=Count("contributions"))
    assert told
    assert min(cell.nations for cell in told) >= LEAST


def test_a_debate_keeps_how_it_was_opened_and_closed(archive: None) -> None:
    for topic in Topic.objects.exclude(closed_at=None):
        assert [row.closed_at for row in topic.history.order_by("history_id")] == [None, topic.closed_at]


def test_a_task_came_by_steps_of_its_lifecycle(archive: None) -> None:
    for task in Tasking.objects.all():
        kept = [row.state for row in task.history.order_by("history_id")]
        assert kept[0] == TaskingState.OPEN
        assert kept[-1] == task.state
        steps = {(source, step.target) for step in TASKING_STEPS.values() for source in step.sources}
        assert set(pairwise(kept)) <= steps


def test_no_measure_of_earlier_years_is_left_undone(archive: None) -> None:
    first = clock.today().year - 2
    for model in (Measure, PriorityAction):
        earlier = model.objects.filter(entered_at__year=first)
        assert {Progress(each.status).is_over for each in earlier} == {True}


def test_numbers_go_on_where_it_ends(archive: None, people: People) -> None:
    newest = Document.objects.filter(body__code="CAP", kind=DocumentKind.WORKING_PAPER).order_by("-issued_at").first()
    given = allocate(Body.objects.get(code="CAP"), DocumentKind.WORKING_PAPER, newest.issued_at)
    assert not Document.objects.filter(reference__startswith=str(given)).exists()
    made = Document.objects.create(
        reference=str(given), kind="WP", body=newest.body, dated=newest.dated, issued_at=newest.issued_at
    )
    assert made.pk > newest.pk


def test_what_is_in_it_is_found(archive: None, people: People) -> None:
    text = Recommendation.objects.first()
    assert find(read(f'"{text.title_fr}"'), people.head_fra, {}).total


def test_the_same_seed_says_the_same() -> None:
    told = [[(about := About(Random(7))).said(COMMENTS, "fr"), about.text(3)] for _ in range(2)]
    assert told[0] == told[1]
    assert About(Random(8)).text(3) != About(Random(9)).text(3)


def test_a_text_is_about_few_things() -> None:
    about = About(Random(7))
    said = " ".join(about.text(40)[0] for _ in range(5))
    assert {thing for thing, _french, _of in THINGS if thing in said} == {thing[0] for thing in about.things}


def test_it_belongs_in_a_specimen(settings) -> None:
    settings.SPECIMEN = False
    with pytest.raises(CommandError, match="specimen"):
        call_command("generate_archive", "--years=1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM recommendations_recommendation")
        assert cursor.fetchone() == (0,)
