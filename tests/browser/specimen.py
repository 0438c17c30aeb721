"""What the page tests look at: one object of each kind, taken from the demo data or brought a step further."""

from dataclasses import dataclass
from datetime import timedelta

from boards.enums import DocumentKind, MeetingFormat, MeetingState
from boards.models import Decision, Document, Filing, Meeting, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock, storage
from dipb_portal.lib.deadlines import default_deadline
from recommendations.actions import drafting, packets, silence
from recommendations.actions.transitions import perform
from recommendations.enums import Outcome, PacketFailure, State
from recommendations.models import (
    Comment,
    Consultation,
    Disposition,
    FollowUpAction,
    Packet,
    Recommendation,
    Revision,
    Silence,
    Submission,
)
from recommendations.packets import build
from recommendations.packets.build import Built
from tests.browser.people import DOMAIN
from workinggroups.models import (
    CapacityLevel,
    JointCandidate,
    NationalPlan,
    OutlookRelease,
    Post,
    RegisterEntry,
    Requirement,
    WorkItem,
)


@dataclass(frozen=True)
class Specimen:
    """Primary keys, and whatever else an address is made of."""

    draft: int
    ready: int
    revising: int
    reviewed: int
    agreed: int
    silent: int
    endorsed: int
    examined: int
    withdrawn: int
    paragraph: int
    round: int
    prepared: int
    deciding: int
    decided: int
    running: int
    broken: int
    unsigned: int
    report: int
    issued_report: int
    built: int
    building: int
    failed: int
    queued: int
    followed: int
    action: int
    disposed: int
    progress: int
    document: int
    founding: int
    tasking: int
    topic: int
    contribution: int
    work_item: int
    challenge: int
    industrys: int
    standard: int
    practice: int
    returned: int
    submitted: int
    meeting: int
    partner: int
    item: int
    resolved: int
    invitation: int
    remark: int
    filed: int
    book: int
    requirement: int
    shared_plan: int
    outlook: int
    candidate: int
    level: int
    group: str = "SCS"
    challenges: str = "challenges"
    standards: str = "standards"
    practices: str = "good-practices"
    actions: str = "priority-actions"
    insights: str = "industry-insights"
    sent_back: str = "return"
    missing: int = 999_999
    old: int = 0
    new: int = 1
    language: str = "fr"
    reason: str = "withdraw"
    alpha3: str = "FRA"


def specimen() -> Specimen:
    """Look the demo's objects up; the demo data must be there, untouched."""
    revising = Revision.objects.filter(issued_at=None, number__gt=0).latest("pk")
    reviewed, prepared = _open_round()
    running = Silence.objects.get(outcome=Outcome.OPEN)
    unsigned = _unsigned()
    reports = Submission.objects.filter(kind="submission")
    issued = reports.exclude(issued_at=None).latest("pk")
    action = FollowUpAction.objects.filter(each_nation=True).earliest("pk")
    disposed = Disposition.objects.current().earliest("pk")
    built, building, failed, queued = _packets()
    said = Post.objects.filter(seat__user__email=f"head.fra@{DOMAIN}", topic__closed_at=None).latest("pk")
    return Specimen(
        requirement=Requirement.objects.filter(nation__alpha3="FRA", lines__isnull=False).earliest("pk").pk,
        shared_plan=NationalPlan.objects.filter(nation__alpha3="FRA").earliest("pk").pk,
        outlook=OutlookRelease.objects.latest("released_at").pk,
        candidate=JointCandidate.objects.filter(state="proposed").latest("pk").pk,
        level=CapacityLevel.objects.filter(state="draft").latest("pk").pk,
        draft=_text(State.DRAFT),
        ready=_ready(),
        revising=revising.recommendation_id,
        reviewed=reviewed.revision.recommendation_id,
        agreed=_text(State.AGREED_BY_GROUP),
        silent=running.revision.recommendation_id,
        endorsed=_text(State.ENDORSED),
        examined=_text(State.EXAMINED),
        withdrawn=_text(State.WITHDRAWN),
        paragraph=revising.paragraphs.latest("position").pk,
        round=reviewed.pk,
        prepared=prepared.pk,
        deciding=Consultation.objects.filter(comments__adjudication=None).exclude(closed_at=None).latest("pk").pk,
        decided=Consultation.objects.exclude(adjudicated_at=None).latest("pk").pk,
        running=running.pk,
        broken=Silence.objects.filter(outcome=Outcome.BROKEN).latest("pk").pk,
        unsigned=unsigned.pk,
        report=reports.get(issued_at=None).pk,
        issued_report=issued.pk,
        built=built.pk,
        building=building.pk,
        failed=failed.pk,
        queued=queued.pk,
        followed=action.recommendation_id,
        action=action.pk,
        disposed=disposed.item_id,
        progress=Submission.objects.filter(kind="progress").exclude(issued_at=None).earliest("pk").pk,
        document=issued.document_id,
        founding=Document.objects.filter(kind=DocumentKind.NOTICE).earliest("issued_at").pk,
        tasking=Tasking.objects.filter(state="open", body__code="CAP").latest("pk").pk,
        topic=said.topic_id,
        contribution=said.pk,
        work_item=WorkItem.objects.filter(body__code="SCS").earliest("pk").pk,
        challenge=RegisterEntry.objects.filter(register="challenge", nation__alpha3="CZE").earliest("pk").pk,
        industrys=RegisterEntry.objects.filter(register="industryinsight", state="submitted").earliest("pk").pk,
        standard=RegisterEntry.objects.filter(register="standard").earliest("pk").pk,
        practice=RegisterEntry.objects.filter(register="goodpractice").earliest("pk").pk,
        returned=RegisterEntry.objects.filter(register="priorityaction", state="returned").earliest("pk").pk,
        submitted=RegisterEntry.objects.filter(register="goodpractice", state="submitted").earliest("pk").pk,
        filed=Filing.objects.filter(document__files__version=2, document__releases__isnull=False)
        .earliest("pk")
        .document_id,
        book=Packet.objects.filter(meeting__isnull=False).earliest("pk").pk,
        **_meetings(),
    )


def _meetings() -> dict[str, int]:
    """A meeting of the Board that is called, and one with partners whose decision sheet is out in draft."""
    called = Meeting.objects.filter(body__code="DIPB", state=MeetingState.CALLED).latest("starts")
    partner = Meeting.objects.get(state=MeetingState.HELD, format=MeetingFormat.PARTNER)
    return {
        "meeting": called.pk,
        "partner": partner.pk,
        "item": called.items.get(position=2).pk,
        "resolved": Decision.objects.filter(item__meeting=partner).earliest("pk").pk,
        "invitation": called.attendances.get(nation__alpha3="FRA").pk,
        "remark": partner.sheet_comments.get(answered_at=None).pk,
    }


def _text(state: State) -> int:
    return Recommendation.objects.filter(state=state).latest("pk").pk


def _ready() -> int:
    """A draft with an issued revision, on which a round can be opened."""
    text = Recommendation.objects.filter(state=State.DRAFT).earliest("pk")
    drafting.issue_revision(recommendation=text, by=_user("secretariat"))
    return text.pk


def _user(account: str) -> User:
    return User.objects.get(email=f"{account}@{DOMAIN}")


def _open_round() -> tuple[Consultation, Comment]:
    """A round that runs, with a comment France has prepared in it."""
    prepared = Comment.objects.filter(nation__alpha3="FRA", submitted_at=None).latest("pk")
    return prepared.consultation, prepared


def _unsigned() -> Silence:
    """A silence that ended in agreement and whose action sheet waits for signature."""
    with clock.specimen_clock(clock.now() - timedelta(days=30)):
        text = Recommendation.objects.get(pk=_broken_text())
        perform(text, "agree_in_group", by=_user("secretariat"))
        made = silence.open_silence(recommendation=text, deadline=default_deadline(clock.now()), by=_user("chair"))
    silence.close_silence(silence=made)
    return made


def _broken_text() -> int:
    return Silence.objects.filter(outcome=Outcome.BROKEN).latest("pk").revision.recommendation_id


def _packets() -> list[Packet]:
    """One packet built (its file is a stub), one being built, one failed, one waiting."""
    built, building, failed = (packets.lease_next() for _n in range(3))
    assert built
    assert building
    assert failed
    packets.complete_packet(built, Built(storage.put(b"%PDF-1.7 stub"), 1_250_000, 49))
    packets.report_progress(building, build.stages(packets.from_plain(building.contents)), 2)
    packets.fail_packet(failed, PacketFailure.FAULT)
    return [built, building, failed, Packet.objects.filter(state="queued", meeting=None).earliest("pk")]
