"""Who acts in the archive, and what its parts share."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.core.management.base import CommandError
from django.db.models import Model

from boards.enums import BodyKind, DocumentKind
from boards.models import Body, Document, Nation, Seat, Series
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.lib.references import Kind, Reference, parse
from recommendations.management.archive.acts import Acts
from recommendations.management.archive.bulk import Keys

FRENCH = {"FRA", "BEL", "LUX", "CAN"}
STILL_OPEN = 0.1  # of the last year's

Row = TypeVar("Row", bound=Model)


@dataclass
class World:
    """`scale` is the part of a full archive to write: 1.0 gives 100 recommendations a year."""

    years: int
    scale: float
    random: Random
    board: Body = field(init=False)
    groups: list[Body] = field(init=False)
    allies: list[Nation] = field(init=False)
    niag: Body = field(init=False)
    staff: User = field(init=False)

    def __post_init__(self) -> None:
        self.board = Body.objects.get(kind=BodyKind.PLENARY)
        self.groups = list(Body.objects.filter(kind=BodyKind.GROUP))
        self.allies = list(Nation.objects.filter(ally=True).order_by("rank_en"))
        self.niag = Body.objects.get(kind=BodyKind.ADVISORY)
        seats = Seat.objects.live().select_related("user")
        staff = seats.filter(body=self.board, role="secretariat").first()
        if staff is None:
            raise CommandError("Nobody sits in the secretariat: run seed_demo first.")
        self.staff = staff.user
        heads = {seat.nation_id: seat for seat in seats.filter(body=self.board, role="head")}
        industry = seats.filter(body=self.niag).first() or staff
        self._seats = {nation.pk: heads.get(nation.pk, staff) for nation in self.allies} | {None: industry}
        self._keys, self.acts = Keys(), Acts()
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

    def new(self, model: type[Row], **values: Any) -> Row:
        """A row with its key, not yet written."""
        return model(pk=next(self._keys[model]), **values)

    def still_open(self, year: int) -> bool:
        """Whether something of that year is not finished to this day: in the last year only, and then by chance."""
        return year == self.calendar[-1] and self.random.random() < STILL_OPEN

    def seat(self, nation: Nation | None) -> Seat:
        """Where a nation, or industry, speaks from; that of the secretariat where nobody sits there."""
        return self._seats[nation.pk if nation else None]

    def speaker(self, nation: Nation | None) -> User:
        return self.seat(nation).user

    def language(self, nation: Nation | None) -> str:
        return "fr" if nation and nation.alpha3 in FRENCH and self.random.random() < 0.7 else "en"

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
        return self.new(
            Document,
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
