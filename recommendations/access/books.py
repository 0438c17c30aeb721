"""The book of a meeting: what each audience may find in it, and who may read which book.

A book is made for the members of the meeting's body or for one outside body. It holds what all of that audience may
read, and is served only while that is so: a paper withdrawn, or released no more, hides the books that hold it.
"""

from django.db.models import Q, QuerySet

from boards.access import Rights, check, released_to, rights_of
from boards.access.documents import OUTSIDE
from boards.access.meetings import is_member, meetings_visible_to
from boards.enums import BodyKind, Denied, MeetingFormat
from boards.models import AgendaItem, Body, Document, DocumentFile, Meeting
from dipb_portal.accounts.models import User
from recommendations.models import Packet


def items_for(meeting: Meeting, audience: Body | None) -> QuerySet[AgendaItem]:
    """What stands on the agenda that the audience is shown."""
    return meeting.items.all() if audience is None else meeting.items.filter(restricted=False)


def documents_for(meeting: Meeting, audience: Body | None) -> QuerySet[Document]:
    """The papers of the meeting that every reader of the book may read.

    Whoever sits in a group alone does not read the papers of others, so a book of the members holds those of their
    body and of the groups below it.
    """
    on_agenda = Document.objects.filter(on_agendas__item__in=items_for(meeting, audience)).distinct()
    return on_agenda.filter(_read_by_all(meeting, audience))


def _read_by_all(meeting: Meeting, audience: Body | None) -> Q:
    if audience is not None:
        return released_to([audience.group_id])
    body = meeting.body_id
    return Q(body=body) | Q(body__kind=BodyKind.GROUP, body__parent=body) | released_to([meeting.body.group_id])


def files_for(meeting: Meeting, audience: Body | None) -> QuerySet[DocumentFile]:
    present = DocumentFile.objects.current().filter(document__withdrawn_at=None)
    return present.filter(document__in=documents_for(meeting, audience))


def audiences_open_to(user: User, meeting: Meeting) -> list[Body | None]:
    """The audiences whose books the person may read: None stands for the members."""
    rights = rights_of(user)
    if is_member(user, meeting):
        invites = meeting.format == MeetingFormat.PARTNER and _runs(rights, meeting)
        return [None, *(Body.objects.filter(kind__in=OUTSIDE) if invites else ())]
    if not meetings_visible_to(user).filter(pk=meeting.pk).exists():
        return []
    return list(Body.objects.filter(pk__in=rights.bodies("view_released"), kind__in=OUTSIDE))


def _runs(rights: Rights, meeting: Meeting) -> bool:
    """Whether the person runs meetings and numbers the body's documents: the secretariat, which reads everything."""
    return rights.has("run_meetings", meeting.body_id) and rights.has("issue_revision", meeting.body_id)


def check_can_build(user: User, meeting: Meeting, audience: Body | None) -> None:
    """Raise Denied unless the person may have the book for that audience made."""
    if audience not in audiences_open_to(user, meeting):
        check(user, "run_meetings", meeting.body)
        raise Denied("")


def books_visible_to(user: User) -> QuerySet[Packet]:
    """Books of audiences the person belongs to; whether a book still fits its audience `fits` says."""
    rights = rights_of(user)
    members = Q(meeting__body__in=rights.bodies("view_issued"), audience=None)
    runs = rights.bodies("run_meetings") & rights.bodies("issue_revision")
    outside = Q(audience__in=rights.bodies("view_released"), meeting__in=meetings_visible_to(user))
    return Packet.objects.filter(members | Q(meeting__body__in=runs) | outside, meeting__isnull=False)


def fits(packet: Packet) -> bool:
    """Whether its audience may still read everything that stands in the book."""
    meeting = packet.meeting
    assert meeting is not None
    items = packet.contents["items"]
    held = {paper["document"] for item in items for paper in item["papers"]}
    files = {file["key"] for item in items for paper in item["papers"] for file in paper["files"]}
    documents = Document.objects.filter(_read_by_all(meeting, packet.audience), withdrawn_at=None, pk__in=held)
    present = DocumentFile.objects.ready().filter(pk__in=files)
    if packet.audience is not None:
        shown = set(items_for(meeting, packet.audience).values_list("pk", flat=True))
        present = present.filter(superseded_at=None)
        if not {item["key"] for item in items} <= shown:
            return False
    return documents.count() == len(held) and present.count() == len(files)
