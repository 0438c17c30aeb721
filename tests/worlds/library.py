"""Papers of the library, their files, and the book of a meeting for the members and for industry."""

from boards.actions import agendas, filing
from boards.enums import MeetingFormat
from boards.models import Body, DocumentFile, Meeting
from dipb_portal.lib import storage
from recommendations.actions import packets
from recommendations.actions.books import request_book
from recommendations.models import Packet
from recommendations.packets.build import Built
from tests import library_scenarios as library
from tests import meeting_scenarios
from tests.scenarios import People
from tests.worlds.world import MEMBERS, World

BOARD = MEMBERS - {"group_chair", "rapporteur", "expert_fra"}

CANARIES = {
    "CANARY-LIBRARY-BOARD": BOARD,
    "CANARY-LIBRARY-CAP": MEMBERS,
    "CANARY-LIBRARY-FILE": BOARD,
    "CANARY-LIBRARY-RELEASED": BOARD | {"niag"},
    "CANARY-LIBRARY-CHECKING": {"secretariat"},
    "CANARY-LIBRARY-WITHDRAWN": set(),
    "CANARY-BOOK-MEMBERS": BOARD,
    "CANARY-BOOK-NIAG": {"secretariat", "niag"},
}


def build(world: World, people: People) -> None:
    by, niag = people.secretariat, Body.objects.get(code="NIAG")
    named = library.new_file(name="CANARY-LIBRARY-FILE.pdf")
    board = library.paper(by, title="CANARY-LIBRARY-BOARD", file=named, check=False)
    group = library.paper(by, title="CANARY-LIBRARY-CAP", body="CAP", text="<p>Powder</p>", check=False)
    released = library.paper(by, title="CANARY-LIBRARY-RELEASED", text="<p>Powder</p>", check=False)
    filing.release_document(filing=released.filing, body=niag, by=by)
    withdrawn = library.paper(by, text="<p>CANARY-LIBRARY-WITHDRAWN</p>", check=False)
    filing.withdraw_document(filing=withdrawn.filing, why="Overtaken.", by=by)
    library.check_all_at_once()
    library.paper(by, file=library.new_file(name="CANARY-LIBRARY-CHECKING.pdf"), check=False)
    for document in (board, group, released, withdrawn):
        world.add("boards:add_file boards:add_language boards:withdraw_document", document.pk)
        world.add("boards:release_document", document.pk, "NIAG")
    for file in DocumentFile.objects.all():
        world.add("boards:download", file.pk)
    _books(world, people, niag)


def _books(world: World, people: People, niag: Body) -> None:
    by = people.secretariat
    meeting = meeting_scenarios.planned(by, items=0, format=MeetingFormat.PARTNER)
    item = meeting_scenarios.item(meeting, by, title="Powder")
    agendas.attach_paper(item=item, document=library.paper(by, text="<p>Powder</p>", check=False), by=by)
    meeting = meeting_scenarios.call(people, Meeting.objects.get(pk=meeting.pk))
    while packets.lease_next():
        pass  # what other topics asked to be built
    for audience, word in ((None, "CANARY-BOOK-MEMBERS"), (niag, "CANARY-BOOK-NIAG")):
        packet = request_book(meeting=meeting, audience=audience, edition="en", by=by)
        leased = packets.lease_next()
        assert leased == packet
        pdf, archive = (storage.put(f"{word} {end}".encode(), end) for end in (".pdf", ".zip"))
        packets.complete_packet(leased, Built(pdf, 4, 1, archive, 4))
    world.add("books:build", meeting.pk)
    for packet in Packet.objects.filter(meeting=meeting):
        world.add("books:detail books:progress books:download books:archive", packet.pk)
