"""What can be found: a declaration a kind of object. To make one more kind found, declare it and give its table words.

The migrations of this package add the words (`search.columns`), so that the apps below know nothing of search.
"""

from dipb_portal.search.source import Source
from dipb_portal.search.sources import board, cnad, groups, texts

SOURCES: tuple[Source, ...] = (*texts.SOURCES, *board.SOURCES, *groups.SOURCES, *cnad.SOURCES)
NAMES = {source.name: index for index, source in enumerate(SOURCES)}

__all__ = ["NAMES", "SOURCES"]
