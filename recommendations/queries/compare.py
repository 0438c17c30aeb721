"""Two revisions as one redline, both languages side by side, paragraphs matched by identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dipb_portal.lib.redline import Change, compare, compare_texts
from recommendations.models import Paragraph, Revision


@dataclass(frozen=True)
class Pair:
    """A paragraph of either revision; numbers count from 1, None where it is not part of that revision."""

    kind: Change
    moved: bool
    en: str
    fr: str
    old_number: int | None
    new_number: int | None
    paragraph: Paragraph

    @property
    def moved_from(self) -> int | None:
        return self.old_number if self.moved else None

    @property
    def number(self) -> int:
        """Its number in the newer revision, or in the older where it was removed."""
        return self.paragraph.position


@dataclass(frozen=True)
class Comparison:
    title_en: str
    title_fr: str
    pairs: list[Pair]

    @property
    def same(self) -> bool:
        """Whether nothing differs, titles included."""
        return all(pair.kind == Change.UNCHANGED for pair in self.pairs) and "</" not in self.title_en + self.title_fr


def compare_revisions(old: Revision, new: Revision) -> Comparison:
    """What changed from `old` to `new`. Two queries."""
    before, after = list(old.paragraphs.all()), list(new.paragraphs.all())
    paragraphs = {each.identity: each for each in (*before, *after)}
    english, french = (compare_texts(_texts(before, name), _texts(after, name)) for name in ("text_en", "text_fr"))
    pairs = [
        Pair(
            kind=en.kind if en.kind != Change.UNCHANGED and en.kind != Change.MOVED else fr.kind,
            moved=en.moved,
            en=en.html,
            fr=fr.html,
            old_number=_number(en.old_position),
            new_number=_number(en.new_position),
            paragraph=paragraphs[en.identity],  # type: ignore[index] # as given to compare_texts
        )
        for en, fr in zip(english, french, strict=True)
    ]
    return Comparison(_title(old, new, "title_en"), _title(old, new, "title_fr"), pairs)


def _texts(paragraphs: Sequence[Paragraph], name: str) -> list[tuple[object, str]]:
    return [(paragraph.identity, getattr(paragraph, name)) for paragraph in paragraphs]


def _title(old: Revision, new: Revision, name: str) -> str:
    """The redline of two plain titles."""
    return compare(*(escape(getattr(revision, name), quote=False) for revision in (old, new)))


def _number(position: int | None) -> int | None:
    return None if position is None else position + 1
