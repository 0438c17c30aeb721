"""Documents of a year that stand for themselves: notices, memoranda and papers with a text."""

from boards.enums import DocumentKind
from boards.models import Document
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import About
from recommendations.management.archive.world import World

A_YEAR = 850
KINDS = (DocumentKind.DOCUMENT, DocumentKind.NOTICE, DocumentKind.MEMORANDUM, DocumentKind.WORKING_PAPER)


def write(world: World, year: int) -> None:
    copy(Document, [_paper(world, year) for _ in range(world.number(A_YEAR))])


def _paper(world: World, year: int) -> Document:
    body, about = world.random.choice([world.board, *world.groups]), About(world.random)
    texts = about.text(world.random.randint(6, 20))
    reference = world.reference(body, world.random.choice(KINDS), year)
    paper = world.document(reference, body, about.title(), world.instant(year), texts)
    world.acts.done(paper.issued_at, world.staff, "document_filed", paper, reference=paper.reference)
    return paper
