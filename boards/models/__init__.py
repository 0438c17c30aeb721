from boards.models.bodies import Body, Nation, Seat
from boards.models.documents import Document, Series
from boards.models.permissions import BodyPermission, DocumentRelease

__all__ = ["Body", "BodyPermission", "Document", "DocumentRelease", "Nation", "Seat", "Series"]
