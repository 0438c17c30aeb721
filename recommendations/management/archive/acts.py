"""What was done in a year: its journal, and the earlier states of its rows."""

from collections import defaultdict
from datetime import UTC, datetime, time
from functools import cache
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from django.db import models
from simple_history.utils import get_history_model_for_model

from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import entry
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from recommendations.management.archive.bulk import Keys, copy


@cache  # each look at `history` makes a class anew
def history_of(model: type[models.Model]) -> Any:
    return get_history_model_for_model(model)


class Acts:
    """Gathers what is done to rows, in any order, and writes it once they are written themselves."""

    def __init__(self) -> None:
        self.now = clock.now()
        self._entries: list[tuple[datetime, Entry]] = []
        self._versions: dict[type[models.Model], list[SimpleNamespace]] = defaultdict(list)

    def done(self, at: datetime, by: User | None, verb: str, row: models.Model, why: str = "", **data: Any) -> None:
        self._entries.append((at, entry(by, verb, row, why, **data)))

    def kept(self, row: models.Model, at: datetime, by: User, **then: Any) -> None:
        """`row` as it was from `at` on, with the values of `then` where they were others."""
        model = history_of(type(row))
        values = {field.attname: getattr(row, field.attname) for field in model.tracked_fields}
        made = {"history_date": at, "history_user_id": by.pk, "history_type": "~" if self._has(model, row) else "+"}
        # No model: there are some 400,000 of them.
        self._versions[model].append(SimpleNamespace(history_change_reason=None, **values | then | made))

    def _has(self, model: type[models.Model], row: models.Model) -> bool:
        """A row's states are told one after the other."""
        written = self._versions[model]
        return bool(written) and getattr(written[-1], str(row._meta.pk.attname)) == row.pk

    def write(self) -> None:
        """Each day of the journal is written as of its noon, none of them ahead of the present."""
        keys = Keys()
        for model, versions in self._versions.items():
            for version in versions:
                version.history_id = next(keys[model])
            copy(model, versions)
        ordered = sorted(self._entries, key=lambda each: each[0])
        for day, acts in groupby(ordered, key=lambda each: each[0].date()):
            with clock.specimen_clock(min(datetime.combine(day, time(12), UTC), self.now)):
                copy(Entry, (_numbered(made, keys) for _at, made in acts))
        self._versions.clear()
        self._entries.clear()


def _numbered(made: Entry, keys: Keys) -> Entry:
    made.pk = next(keys[Entry])
    return made
