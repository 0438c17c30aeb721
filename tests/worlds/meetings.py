"""Meetings of the Board and a group: planned, called, in partner format, with a draft sheet, closed."""

from boards.actions import agendas, calendars, records, sheets, statements
from boards.enums import MeetingFormat, MeetingState
from boards.models import Attendance, Decision, Document, Meeting, Paper
from boards.views.calendars import address_of
from tests import meeting_scenarios as scenes
from tests.scenarios import People
from tests.worlds.world import FRANCE, MEMBERS, World

PLENARY = {"secretariat", "chair", "head_fra", "deputy_fra", "head_deu", "head_usa"}
IN_CAP = MEMBERS
RUN_PLENARY = {"secretariat", "chair"}
OUTSIDE = {"niag", "partner_ukr"}
CANARIES = {
    "CANARY-MEETING-CAP": IN_CAP,
    "CANARY-MEETING-SCS": PLENARY | {"rapporteur_scs"},
    "CANARY-ITEM-ALLIED": PLENARY,
    "CANARY-ITEM-PARTNER": PLENARY | OUTSIDE,
    "CANARY-ITEM-RESTRICTED": PLENARY,
    "CANARY-STATEMENT-FRA": PLENARY,
    "CANARY-DECISION-ENTERED": RUN_PLENARY,
    "CANARY-DECISION-DRAFT": PLENARY,
    "CANARY-DECISION-ISSUED": PLENARY | OUTSIDE,
    "CANARY-DECISION-RESTRICTED": PLENARY,
    "CANARY-SHEET-COMMENT": PLENARY,
    "CANARY-RECORD-DRAFT": RUN_PLENARY,
    "CANARY-ATTENDEE-FRA": PLENARY,
    "CANARY-ATTENDEE-NIAG": PLENARY | {"niag"},
}
assert FRANCE <= MEMBERS


def build(world: World, people: People) -> None:
    by = people.secretariat
    for body in ("CAP", "SCS"):
        word = f"CANARY-MEETING-{body}"
        scenes.planned(by, body=body, title_en=word, title_fr=word)
    _behind(people)
    _ahead(people)
    calendars.renew_feed(by=people.partner_ukr)  # who sees no canary in a name
    world.add("meetings:feed", address_of(people.partner_ukr.calendar_feed))
    for meeting in Meeting.objects.all():
        world.add("meetings:detail meetings:agenda meetings:sheet meetings:record", meeting.pk)
    # Every address for the meetings that hide something from those who see them.
    for meeting in Meeting.objects.filter(format=MeetingFormat.PARTNER).exclude(state=MeetingState.CLOSED):
        _addresses(world, meeting)


def _ahead(people: People) -> None:
    """Called in partner format, with a restricted item, a paper, a statement, answers."""
    by = people.secretariat
    meeting = scenes.planned(by, format=MeetingFormat.PARTNER, items=0)
    restricted = scenes.item(meeting, by, title="CANARY-ITEM-RESTRICTED", restricted=True)
    shown = scenes.item(meeting, by, title="CANARY-ITEM-PARTNER")
    agendas.attach_paper(item=shown, document=Document.objects.filter(kind="DS").latest("pk"), by=by)
    for item in (restricted, shown):
        statements.make_statement(
            item=item, version=0, language="en", text="<p>CANARY-STATEMENT-FRA</p>", by=people.head_fra
        )
    scenes.call(people, meeting)
    Attendance.objects.filter(meeting=meeting, nation__alpha3="FRA").update(names="CANARY-ATTENDEE-FRA")
    Attendance.objects.filter(meeting=meeting, body__code="NIAG").update(names="CANARY-ATTENDEE-NIAG")


def _behind(people: People) -> None:
    by = people.secretariat
    held = scenes.held(people)
    agenda_item = held.items.get(position=1)
    Decision.objects.filter(item=agenda_item).update(text_en="CANARY-DECISION-ENTERED")
    records.save_record(
        meeting=held, version=1, text_en="<p>CANARY-RECORD-DRAFT</p>", text_fr="<p>CANARY-RECORD-DRAFT</p>", by=by
    )
    draft = scenes.circulated(people, format=MeetingFormat.PARTNER, item_title="CANARY-ITEM-PARTNER")
    Decision.objects.filter(item__meeting=draft).update(text_en="CANARY-DECISION-DRAFT")
    sheets.comment_on_sheet(meeting=draft, language="en", text="CANARY-SHEET-COMMENT", by=people.head_deu)
    scenes.closed(
        people,
        format=MeetingFormat.PARTNER,
        item_title="CANARY-ITEM-PARTNER",
        decision="CANARY-DECISION-ISSUED",
        restricted=("CANARY-ITEM-RESTRICTED", "CANARY-DECISION-RESTRICTED"),
    )
    scenes.closed(people, item_title="CANARY-ITEM-ALLIED")


def _addresses(world: World, meeting: Meeting) -> None:
    world.add(
        "meetings:ics meetings:edit meetings:call meetings:hold meetings:cancel meetings:revise_agenda "
        "meetings:carry_over meetings:add_item meetings:attendance meetings:circulate meetings:comment "
        "meetings:issue_sheet",
        meeting.pk,
    )
    for item in meeting.items.all():
        world.add(
            "meetings:edit_item meetings:move_item meetings:remove_item meetings:attach meetings:state "
            "meetings:unstate meetings:decide",
            meeting.pk,
            item.pk,
        )
    for decision in Decision.objects.filter(item__meeting=meeting):
        world.add("meetings:edit_decision meetings:move_decision meetings:remove_decision", meeting.pk, decision.pk)
    for paper in Paper.objects.filter(item__meeting=meeting):
        world.add("meetings:detach", meeting.pk, paper.pk)
    shown = meeting.attendances.filter(nation__alpha3__in=["FRA", "UKR"]) | meeting.attendances.exclude(body=None)
    for row in shown:
        world.add("meetings:answer", meeting.pk, row.pk)
    for comment in meeting.sheet_comments.all():
        world.add("meetings:answer_comment", meeting.pk, comment.pk)
