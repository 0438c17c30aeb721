"""The meetings of the Board and its groups, from the first one on, played by the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from boards.actions import agendas, attendance, meetings, records, sheets, statements
from boards.enums import Answer, DecisionVerb, MeetingFormat, Presence, Purpose
from boards.models import AgendaItem, Attendance, Document, Meeting, Nation, Seat, SheetComment
from boards.queries.meetings import open_items_before
from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import from_input
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.script import tables
from recommendations.management.demo.text_player import Beat, TextPlayer

PLACE = {"place_en": "NATO Headquarters, Brussels", "place_fr": "siège de l’OTAN, Bruxelles"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement, given the working day before the meeting by `account`."""

    account: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Point:
    verb: DecisionVerb
    en: str
    fr: str
    due: int | None = None
    addressee: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """`papers` are codes of texts: their newest issued revision at the time."""

    en: str
    fr: str
    purpose: Purpose
    minutes: int
    restricted: bool = False
    notes_en: str = ""
    notes_fr: str = ""
    papers: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    decided: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a head of delegation said of the decision sheet in draft, on the first item with a decision."""

    account: str
    language: str
    text: str
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One meeting. Days are working days from today; where the meeting was `on` a date, from that date."""

    body: str
    on: date | None = None
    day: int = 0
    begins: int = 10
    hours: int = 3
    format: MeetingFormat = MeetingFormat.ALLIED
    title_en: str = ""
    title_fr: str = ""
    bodies: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    agencies: str = ""
    carries_over: bool = False
    planned: int
    called: int | None = None
    silent: tuple[str, ...] = ()
    circulated: int | None = None
    closes: int = 0
    issued: int | None = None
    cancelled: int | None = None
    why: str = ""
    record_en: str = ""
    record_fr: str = ""
    items: tuple[Item, ...] = ()
    remarks: tuple[Remark, ...] = ()


def beats(players: dict[str, TextPlayer], cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    for scene in tables(Scene, "meetings.toml").values():
        own = Calendar(scene.on) if scene.on else calendar
        yield from MeetingPlayer(scene, players, cast, own).beats()


@dataclass
class MeetingPlayer:
    """Plays `scene`; its row `pk` is there from the first beat on."""

    scene: Scene
    players: dict[str, TextPlayer]
    cast: Cast
    calendar: Calendar
    pk: int = field(init=False)

    def beats(self) -> Iterator[Beat]:
        scene, at = self.scene, self.calendar.at
        yield at(scene.planned, 9), self.plan
        if scene.called is not None:
            yield at(scene.called, 12), self.call
            yield at(min(scene.called + 2, scene.day - 2), 16), self.answer
            yield at(min(scene.day - 1, -1 if scene.on is None else scene.day), 17), self.state
        if scene.cancelled is not None:
            yield at(scene.cancelled, 10), self.cancel
        if scene.circulated is not None:
            yield at(scene.day, 19), self.hold
            yield at(scene.circulated, 11), self.circulate
            yield at(scene.circulated + 1, 15), self.remark
        if scene.issued is not None:
            yield at(scene.issued, 14), self.issue

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.select_related("body").get(pk=self.pk)

    def plan(self) -> None:
        scene, by = self.scene, self.cast["secretariat"]
        starts: datetime = self.calendar.at(scene.day, scene.begins)
        ends = self.calendar.at(scene.day, scene.begins + scene.hours)
        words = {"title_en": scene.title_en, "title_fr": scene.title_fr, "format": scene.format, **PLACE}
        body = self.cast.bodies[scene.body]
        self.pk = meetings.plan_meetings(body=body, times=[(starts, ends)], by=by, **words)[0].pk
        if scene.called is None:
            self.fill()

    def fill(self) -> None:
        by = self.cast["secretariat"]
        for item in self.scene.items:
            row = agendas.add_item(
                meeting=self.meeting,
                by=by,
                title_en=item.en,
                title_fr=item.fr,
                purpose=item.purpose,
                minutes=item.minutes,
                restricted=item.restricted,
                notes_en=from_input(item.notes_en),
                notes_fr=from_input(item.notes_fr),
            )
            for code in item.papers:
                agendas.attach_paper(item=row, document=self._paper(code), by=by)
        if self.scene.carries_over:
            agendas.carry_over(meeting=self.meeting, items=open_items_before(self.meeting), by=by)

    def _paper(self, code: str) -> Document:
        revision = self.players[code].recommendation.revisions.issued().order_by("-number")[0]
        assert revision.document is not None
        return revision.document

    def call(self) -> None:
        self.fill()
        meetings.call_meeting(
            meeting=self.meeting,
            partners=Nation.objects.filter(alpha3__in=self.scene.partners),
            bodies=[self.cast.bodies[code] for code in self.scene.bodies],
            agencies=self.scene.agencies.replace("; ", "\n"),
            by=self.cast["secretariat"],
        )

    def answer(self) -> None:
        """The delegations whose head signed on answer, but for the `silent` ones."""
        rows = Attendance.objects.filter(meeting=self.pk).select_related("nation", "body", "meeting__body")
        for row in rows:
            account = self._speaker(row)
            if account in self.cast.users and account not in self.scene.silent:
                remote = row.pk % 7 == 3
                person = self._person(account)
                attendance.answer_invitation(
                    attendance=row,
                    version=row.version,
                    answer=Answer.REMOTE if remote else Answer.COMING,
                    names=person.name,
                    by=person,
                )

    def _person(self, account: str) -> User:
        """Who the account is; for a head of delegation, whoever sits there at the time."""
        role, _dot, alpha3 = account.partition(".")
        if role != "head":
            return self.cast[account]
        seats = Seat.objects.live().filter(role="head", body=self.cast.bodies["DIPB"])
        return seats.select_related("user").get(nation__alpha3=alpha3.upper()).user

    def _speaker(self, row: Attendance) -> str:
        if row.nation is None:
            return row.body.code.lower() if row.body else ""
        return f"{'head' if row.nation.ally else 'partner'}.{row.nation.alpha3.lower()}"

    def state(self) -> None:
        for item, row in self._rows():
            for said in item.said:
                by, text = self._person(said.account), from_input(said.text)
                statements.make_statement(item=row, version=0, language=said.language, text=text, by=by)

    def _rows(self) -> Iterator[tuple[Item, AgendaItem]]:
        rows = AgendaItem.objects.filter(meeting=self.pk).select_related("meeting__body")
        yield from zip(self.scene.items, rows, strict=False)

    def cancel(self) -> None:
        meetings.cancel_meeting(meeting=self.meeting, why=self.scene.why, by=self.cast["secretariat"])

    def hold(self) -> None:
        by = self.cast["secretariat"]
        meetings.hold_meeting(meeting=self.meeting, by=by)
        there = {Answer.COMING: Presence.IN_PERSON, Answer.REMOTE: Presence.REMOTE}
        rows = Attendance.objects.filter(meeting=self.pk)
        presence = {row.pk: there.get(row.answer, Presence.ABSENT).value for row in rows}  # type: ignore[call-overload] # text choices are their values
        attendance.record_attendance(meeting=self.meeting, presence=presence, by=by)
        for item, row in self._rows():
            for point in item.decided:
                sheets.enter_decision(
                    item=row,
                    by=by,
                    verb=point.verb,
                    text_en=point.en,
                    text_fr=point.fr,
                    due=None if point.due is None else self.calendar.day(point.due),
                    addressee=self.cast.bodies.get(point.addressee),
                )

    def circulate(self) -> None:
        closes_at = self.calendar.at(self.scene.closes, 17, 30)
        sheets.circulate_sheet(meeting=self.meeting, closes_at=closes_at, by=self.cast["secretariat"])

    def remark(self) -> None:
        for remark in self.scene.remarks:
            comment = sheets.comment_on_sheet(
                meeting=self.meeting, language=remark.language, text=remark.text, by=self._person(remark.account)
            )
            if remark.answer:
                sheets.answer_comment(comment=comment, answer=remark.answer, by=self.cast["secretariat"])

    def issue(self) -> None:
        by = self.cast["secretariat"]
        assert not SheetComment.objects.filter(meeting=self.pk, answered_at=None).exists()
        sheets.issue_sheet(meeting=self.meeting, by=by)
        if self.scene.record_en:
            drafted = records.save_record(
                meeting=self.meeting,
                version=1,
                text_en=from_input(self.scene.record_en),
                text_fr=from_input(self.scene.record_fr),
                by=by,
            )
            records.issue_record(meeting=drafted, by=by)
