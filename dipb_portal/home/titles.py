"""What the numbers in notifications stand for."""

from collections.abc import Iterable

from boards.access import documents_visible_to
from boards.models import Document
from dipb_portal.accounts.models import User
from workinggroups.access.registers import entries_visible_to
from workinggroups.models import RegisterEntry


def titled(user: User, numbers: Iterable[str]) -> dict[str, Document | RegisterEntry]:
    """The documents and entries of registers with these numbers, of those the person may see now. Two queries."""
    found: dict[str, Document | RegisterEntry] = {}
    for visible in (documents_visible_to(user), entries_visible_to(user)):
        rows = visible.filter(reference__in=numbers).only("reference", "title_en", "title_fr")
        found |= {row.reference: row for row in rows}
    return found
