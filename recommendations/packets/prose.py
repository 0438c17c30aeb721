"""Rich text as the numbered paragraphs a packet prints."""

from itertools import zip_longest

from dipb_portal.lib import richtext
from recommendations.packets.contents import Text


def paragraphs(en: str, fr: str) -> tuple[Text, ...]:
    """The paragraphs of sanitised HTML in both languages, paired by their place."""
    pairs = zip_longest(richtext.paragraphs(en), richtext.paragraphs(fr), fillvalue="")
    return tuple(Text(e, f) for e, f in pairs)
