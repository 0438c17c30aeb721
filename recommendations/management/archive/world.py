"""Who acts in the archive, and what its parts share."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.core.management.base import CommandError

from boards.enums import BodyKind, DocumentKind
from boards.models import Body, Document, Nation, Seat, Series
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.lib.references import Kind, Reference, parse
from recommendations.management.archive.acts import Acts
from recommendations.management.archive.bulk import Keys


@dataclass
class World:
    """`scale` is the part of a full archive to write: 1.0 gives 100 recommendations a year."""

    years: int
    scale: float
    random: Random
    board: Body = field(init=False)
    groups: list[Body] = field(init=False)
    allies: list[Nation] = field(init=False)
    staff: User = field(init=False)
    heads: dict[int, User] = field(init=False)

    def __post_init__(self) -> None:
        self.board = Body.objects.get(kind=BodyKind.PLENARY)
        self.groups = list(Body.objects.filter(kind=BodyKind.GROUP))
        self.allies = list(Nation.objects.filter(ally=True).order_by("rank_en"))
        seats = Seat.objects.live().filter(body=self.board).select_related("user")
        staff = seats.filter(role="secretariat").first()
        if staff is None:
            raise CommandError("Nobody sits in the secretariat: run seed_demo first.")
        self.staff = staff.user
        self.heads = {seat.nation_id: seat.user for seat in seats.filter(role="head") if seat.nation_id}
        self.keys, self.acts = Keys(Document), Acts()
        self._given = {
            (series.root, series.sub, series.kind, series.year): series.last for series in Series.objects.all()
        }

    def number(self, whole: float) -> int:
        """That many a year in a full archive, and at least one."""
        return max(round(whole * self.scale), 1)

    @property
    def calendar(self) -> range:
        """The years of the archive: the last ones before the present one."""
        present = clock.today().year
        return range(present - self.years, present)

    def instant(self, year: int, latest: int = 300) -> datetime:
        """Some working hour within the first `latest` days of the year."""
        day = date(year, 1, 5) + timedelta(days=self.random.randrange(latest))
        return datetime(day.year, day.month, day.day, self.random.randrange(7, 16), tzinfo=UTC)

    def speaker(self, nation: Nation) -> User:
        return self.heads.get(nation.pk, self.staff)

    def reference(self, body: Body, kind: DocumentKind, year: int) -> Reference:
        """The next number of the body's series: `close` tells the series how far they have come."""
        key = (body.series_root, body.series_sub, str(kind), year)
        self._given[key] = self._given.get(key, 0) + 1
        return Reference(
            root=body.series_root, sub=body.series_sub, kind=Kind(kind), year=year, serial=self._given[key]
        )

    def document(
        self, reference: Reference, body: Body, titles: tuple[str, str], at: datetime, texts: tuple[str, str] = ("", "")
    ) -> Document:
        return Document(
            pk=next(self.keys),
            reference=str(reference),
            kind=str(reference.kind),
            body=body,
            title_en=titles[0],
            title_fr=titles[1],
            original_language="en",
            text_en=texts[0],
            text_fr=texts[1],
            dated=at.date(),
            issued_at=at,
            issued_by=self.staff,
        )

    def reference_of(self, document: Document) -> Reference:
        return parse(document.reference)

    def close(self) -> None:
        """Keep the numbers given from being given again."""
        for (root, sub, kind, year), last in self._given.items():
            Series.objects.update_or_create(root=root, sub=sub, kind=kind, year=year, defaults={"last": last})
