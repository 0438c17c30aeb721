"""The book of a meeting: what stands in it, for whom, and that nobody is served what they may not read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from boards.actions import agendas, filing, meetings
from boards.enums import Denied, MeetingFormat
from boards.models import Body, Meeting
from boards.queries.sheet_wording import starts_of
from dipb_portal.lib import storage
from dipb_portal.lib.deadlines import BRUSSELS
from dipb_portal.notifications.models import Notification
from recommendations.access.books import audiences_open_to, books_visible_to, fits
from recommendations.actions.books import request_book
from recommendations.actions.packets import build_next
from recommendations.enums import PacketState
from recommendations.models import Packet
from recommendations.packets.assemble import assemble_book
from recommendations.packets.book import cover_context, from_plain
from recommendations.packets.book_snapshot import book
from recommendations.packets.contents import Text
from recommendations.queries.books import filename_of
from tests import library_scenarios as library
from tests import meeting_scenarios, scenarios
from tests.races import again, at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.STORAGE_ROOT = tmp_path


class Case:
    """A meeting with NIAG and Ukraine: an open item with a released and a kept paper, and a restricted item."""

    def __init__(self, people):
        self.people, by = people, people.secretariat
        self.niag = Body.objects.get(code="NIAG")
        self.meeting = meeting_scenarios.planned(by, items=0, format=MeetingFormat.PARTNER)
        self.open = meeting_scenarios.item(self.meeting, by, title="Open item", notes_en="Come prepared.", notes_fr="")
        self.kept_item = meeting_scenarios.item(self.meeting, by, title="CANARY item", restricted=True)
        self.released = library.paper(by, title="Released paper", file=library.new_file(library.pdf("For industry")))
        self.sheet = library.paper(by, title="A workbook", file=library.new_file(library.xlsx("Powder"), "levels.xlsx"))
        self.hidden = library.paper(by, title="CANARY paper", text="<p>CANARY text</p>")
        self.restricted = library.paper(by, title="CANARY restricted")
        self.text = scenarios.issued(people, title="CANARY revision")
        for made in (self.released, self.sheet, self.restricted):
            self.release(made)
        revision = scenarios.newest(self.text).document
        for item, documents in (
            (self.open, (self.released, self.sheet, self.hidden, revision)),
            (self.kept_item, (self.restricted,)),
        ):
            for document in documents:
                agendas.attach_paper(item=item, document=document, by=by)
        self.meeting = meeting_scenarios.call(people, Meeting.objects.get(pk=self.meeting.pk))

    def release(self, document):
        filing.release_document(filing=document.filing, body=self.niag, by=self.people.secretariat)

    def ask(self, by, audience=None, edition="en"):
        return request_book(meeting=self.meeting, audience=audience, edition=edition, by=again(by))

    def built(self, by, audience=None, edition="en"):
        packet = self.ask(by, audience, edition)
        build_next()
        packet.refresh_from_db()
        assert packet.state == PacketState.DONE, packet.error
        return packet


@pytest.fixture
def case(people):
    return Case(people)


def papers(contents):
    return [paper["title"]["en"] for item in contents["items"] for paper in item["papers"]]


def test_the_members_book_holds_the_whole_agenda(case):
    contents = book(case.meeting, None, "both")
    assert [item["title"]["en"] for item in contents["items"]] == ["Open item", "CANARY item"]
    assert papers(contents) == ["Released paper", "A workbook", "CANARY paper", "CANARY revision", "CANARY restricted"]
    assert contents["items"][0]["papers"][3]["paragraphs"]
    assert [item["purpose"] for item in contents["items"]] == [
        {"en": "For discussion", "fr": "Pour débat"},
        {"en": "For discussion · Restricted to Allies", "fr": "Pour débat · Réservé aux Alliés"},
    ]


def test_only_what_is_read_in_the_book_begins_a_page(case):
    page = {each.key: each.html.split(">")[0] for each in assemble_book(from_plain(book(case.meeting, None, "both")))}
    assert 'class="new"' in page["item-1"]
    assert 'class="flow"' in page["item-2"]  # its paper has no text here


def test_a_paper_without_text_and_files_says_so(case):
    contents = from_plain(book(case.meeting, None, "both"))
    full, item = contents.items
    bare = replace(item, papers=tuple(replace(paper, files=()) for paper in item.papers))
    html = {each.key: each.html for each in assemble_book(replace(contents, items=(full, bare)))}
    assert "No text or file of this paper is in the portal." not in html["item-1"]
    assert "No text or file of this paper is in the portal." in html["item-2"]
    assert "Le portail ne contient ni texte ni fichier de ce document." in html["item-2"]


def test_the_cover_says_how_long_the_meeting_lasts(case):
    starts = datetime(2026, 12, 10, 9, tzinfo=UTC)
    contents = replace(from_plain(book(case.meeting, None, "both")), starts=starts)
    ends = lambda after: cover_context(replace(contents, ends=starts + after))["facts"][1]
    assert ends(timedelta(hours=3)) == Text("until 13:00", "jusqu’à 13h00")
    assert "11" in ends(timedelta(days=1)).en


def test_an_item_with_nothing_to_read_stands_in_the_agenda_alone(case):
    contents = from_plain(book(case.meeting, None, "both"))
    bare, full = contents.items
    sections = assemble_book(replace(contents, items=(replace(bare, notes=(), papers=()), full)))
    assert [(each.key, each.number) for each in sections[2:]] == [("agenda", ""), ("item-2", "2"), ("files", "")]
    assert "Open item" in sections[2].html


def test_the_book_for_industry_holds_what_was_released_to_it(case):
    contents = book(case.meeting, case.niag, "both")
    assert [(item["number"], item["title"]["en"]) for item in contents["items"]] == [(1, "Open item")]
    assert papers(contents) == ["Released paper", "A workbook"]
    assert "CANARY" not in str(contents)
    assert papers(book(case.meeting, Body.objects.get(code="PARTNERS"), "en")) == []


def test_the_hours_of_the_book_for_industry_leave_no_gap(case):
    item = meeting_scenarios.item(case.meeting, case.people.secretariat, title="Last item")
    for audience, hours in ((None, True), (case.niag, False)):
        contents = from_plain(book(case.meeting, audience, "en"))
        html = "".join(section.html for section in assemble_book(contents))
        hour = f"{starts_of(case.meeting, case.meeting.items.all())[item.pk].astimezone(BRUSSELS):%H:%M}"
        assert "Last item" in html
        assert (hour in html) is hours


def test_a_book_of_a_group_holds_no_paper_of_another_body(people):
    meeting = meeting_scenarios.planned(people.secretariat, body="CAP", items=1)
    for made in (library.paper(people.secretariat), library.paper(people.secretariat, body="CAP", title="Ours")):
        agendas.attach_paper(item=meeting.items.get(), document=made, by=people.secretariat)
    assert papers(book(meeting, None, "en")) == ["Ours"]


def test_who_reads_which_book(case, people):
    members, industry = case.ask(people.head_fra), case.ask(people.secretariat, case.niag)
    assert set(books_visible_to(again(people.head_deu))) == {members}
    assert set(books_visible_to(again(people.niag))) == {industry}
    assert set(books_visible_to(again(people.secretariat))) == {members, industry}
    for person in (people.partner_ukr, people.auditor, people.admin, people.expert_fra):
        assert not books_visible_to(again(person)).exists()


@pytest.mark.parametrize(
    ("role", "audiences"),
    [("head_fra", [None]), ("niag", ["NIAG"]), ("partner_ukr", ["PARTNERS"]), ("auditor", []), ("expert_fra", [])],
)
def test_whose_book_one_may_ask_for(case, people, role, audiences):
    person = again(getattr(people, role))
    assert [audience and audience.code for audience in audiences_open_to(person, case.meeting)] == audiences
    if None not in audiences:
        with pytest.raises(Denied):
            case.ask(person)


def test_books_for_outsiders_are_made_of_meetings_they_come_to(case, people):
    assert None in audiences_open_to(people.secretariat, case.meeting)
    assert case.niag in audiences_open_to(people.secretariat, case.meeting)
    assert audiences_open_to(people.secretariat, meeting_scenarios.called(people)) == [None]


def test_before_the_call_there_is_nothing_for_outsiders(people):
    meeting = meeting_scenarios.planned(people.secretariat, format=MeetingFormat.PARTNER)
    assert audiences_open_to(people.niag, meeting) == []


@pytest.mark.parametrize("change", ["release", "restrict", "withdraw", "replace"])
def test_a_book_is_served_only_while_its_audience_may_read_all_of_it(case, people, change):
    packet = case.ask(people.niag, case.niag)
    assert fits(packet)
    by = people.secretariat
    if change == "release":
        filing.take_back_release(filing=case.released.filing, body=case.niag, by=by)
    elif change == "withdraw":
        filing.withdraw_document(filing=case.released.filing, why="Wrong.", by=by)
    elif change == "replace":
        filing.add_file(filing=case.released.filing, file=library.new_file(library.pdf("Newer")), by=by)
        library.check_files()
    else:
        case.meeting.items.filter(pk=case.open.pk).update(restricted=True)
    client = Client()
    client.force_login(people.niag)
    assert not fits(Packet.objects.get(pk=packet.pk))
    for name in ("detail", "progress", "download", "archive"):
        assert client.get(reverse(f"books:{name}", args=[packet.pk])).status_code == 404


def test_the_pdf_and_the_archive_hold_the_files_under_the_papers_numbers(case, people):
    packet = case.built(people.niag, case.niag)
    content = storage.path(packet.sha256).read_bytes()
    with pikepdf.open(BytesIO(content)) as pdf:
        attached = sorted(pdf.attachments)
        assert b"pdfaid" in pdf.Root.Metadata.read_bytes()
        assert len(pdf.pages) == packet.pages
        source = pdf.attachments["contents.json"].get_file().read_bytes()
    assert b"CANARY" not in content + source
    number = case.released.reference
    assert attached == [f"01 {number} EN.pdf", "contents.json"]
    with ZipFile(storage.path(packet.archive_sha256, ".zip")) as archive:
        names = archive.namelist()
        assert archive.read(f"01 {number} EN.pdf") == library.pdf("For industry")
        assert not any(b"CANARY" in archive.read(name) for name in names)
    assert names[0] == filename_of(packet, ".pdf")
    assert "NIAG" in names[0]
    assert names[1:] == [f"01 {number} EN.pdf", f"01 {case.sheet.reference} EN.xlsx"]
    assert Notification.objects.filter(user=people.niag, kind="book_ready").exists()


def test_the_same_book_is_built_once_and_again_after_a_change(case, people):
    first = case.built(people.head_fra)
    assert case.ask(people.head_deu) == first
    assert case.ask(people.head_deu, edition="fr") != first
    agendas.attach_paper(item=case.kept_item, document=case.hidden, by=people.secretariat)
    second = case.ask(people.head_deu)
    assert second != first
    client = Client()
    client.force_login(people.head_fra)
    assert "older than the agenda" in client.get(reverse("books:detail", args=[first.pk])).text
    assert "older than the agenda" not in client.get(reverse("books:detail", args=[second.pk])).text


def test_the_page_of_the_meeting_offers_books(case, people):
    for person, seen in ((people.head_fra, 1), (people.niag, 1), (people.secretariat, 3)):
        client = Client()
        client.force_login(person)
        page = client.get(reverse("meetings:detail", args=[case.meeting.pk])).text
        assert page.count(reverse("books:build", args=[case.meeting.pk])) == seen
    answer = client.post(reverse("books:build", args=[case.meeting.pk]), {"audience": "NIAG", "edition": "fr"})
    packet = Packet.objects.get(meeting=case.meeting)
    assert answer.url == reverse("books:detail", args=[packet.pk])
    assert packet.audience == case.niag


@pytest.mark.parametrize(
    "asked",
    [{}, {"audience": "", "edition": "de"}, {"audience": "CNAD", "edition": "en"}, {"audience": "\0", "edition": "en"}],
)
def test_what_cannot_be_asked_for(case, people, asked):
    client = Client()
    client.force_login(people.secretariat)
    assert client.post(reverse("books:build", args=[case.meeting.pk]), asked).status_code == 404


def test_an_outsider_asks_for_no_members_book(case, people):
    client = Client()
    client.force_login(people.niag)
    path = reverse("books:build", args=[case.meeting.pk])
    assert client.post(path, {"audience": "", "edition": "en"}).status_code == 404
    assert client.post(path, {"audience": "PARTNERS", "edition": "en"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_book(people):
    meeting = meeting_scenarios.planned(people.secretariat)
    asked = at_once(
        *(
            lambda who=who: request_book(meeting=meeting, audience=None, edition="en", by=again(who))
            for who in (people.head_fra, people.head_deu)
        )
    )
    assert len({packet.pk for packet in asked}) == 1
    assert meetings.Meeting.objects.count() == 1
