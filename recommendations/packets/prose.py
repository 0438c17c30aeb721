"""Rich text as the numbered paragraphs a packet prints."""

from html.parser import HTMLParser
from itertools import zip_longest

from recommendations.packets.contents import Text


class _Blocks(HTMLParser):
    """Collects the top-level blocks of sanitised HTML; a list or a table stays with the paragraph before it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if self.depth == 0 and (tag == "p" or not self.blocks):
            self.blocks.append("")
        self._add(self.get_starttag_text() or "")
        self.depth += tag not in ("br", "col")

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)
        self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if data.strip() or self.depth:
            self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def _add(self, text: str) -> None:
        if not self.blocks:
            self.blocks.append("")
        self.blocks[-1] += text


def paragraphs(en: str, fr: str) -> tuple[Text, ...]:
    """The paragraphs of sanitised HTML in both languages, paired by their place."""
    return tuple(Text(e, f) for e, f in zip_longest(_split(en), _split(fr), fillvalue=""))


def _split(html: str) -> list[str]:
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return parser.blocks
