from boards.models.bodies import Body, Nation, Seat
from boards.models.decisions import Decision, SheetComment, Statement
from boards.models.delegations import Delegation, Mailbox
from boards.models.documents import Document, Series
from boards.models.library import Citation, DocumentFile, Filing
from boards.models.meetings import AgendaItem, Attendance, CalendarFeed, Meeting, Paper
from boards.models.permissions import BodyPermission, DocumentRelease
from boards.models.taskings import Tasking

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyPermission",
    "CalendarFeed",
    "Citation",
    "Decision",
    "Delegation",
    "Document",
    "DocumentFile",
    "DocumentRelease",
    "Filing",
    "Mailbox",
    "Meeting",
    "Nation",
    "Paper",
    "Seat",
    "Series",
    "SheetComment",
    "Statement",
    "Tasking",
]
