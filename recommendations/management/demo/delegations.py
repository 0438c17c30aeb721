"""Delegations through the years: who was head before, the limits, the mailboxes."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

from boards.actions.delegations import add_mailbox
from boards.actions.seats import end_seat, open_seat
from boards.models import Delegation, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.text_player import Beat

SCRIPT = Path(__file__).with_suffix(".toml")


def beats(first_day: datetime, cast: Cast) -> Iterator[Beat]:
    script = tomllib.loads(SCRIPT.read_text())
    for each in script["predecessors"]:
        until = datetime.combine(each["until"], time(9), UTC)
        yield first_day + timedelta(minutes=1), partial(_step_back, each, cast)
        yield until, partial(_hand_over, each, cast)
    for each in script["limits"]:
        yield first_day + timedelta(minutes=2), partial(_limit, each, cast)
    for each in script["mailboxes"]:
        yield first_day + timedelta(minutes=3), partial(_add_mailbox, each, cast)


def _nation(each: dict) -> Nation:
    return Nation.objects.get(alpha3=each["nation"])


def _limit(each: dict, cast: Cast) -> None:
    row = Delegation.objects.create(
        nation=_nation(each), experts=each["experts"], mailboxes=each["mailboxes"], domains=["dipb.example"]
    )
    record(cast["admin"], "reference_data_saved", row, fields=["domains", "experts", "mailboxes", "nation"])


def _add_mailbox(each: dict, cast: Cast) -> None:
    add_mailbox(nation=_nation(each), address=each["address"], by=cast.head(each["nation"]))


def _step_back(each: dict, cast: Cast) -> None:
    """Seat the predecessor in place of the present head."""
    seat = Seat.objects.get(user=cast[each["account"]], ends=None)
    end_seat(seat=seat, by=cast["admin"])
    before = User.objects.create_user(each["email"], name=each["before"])
    _seat(before, seat, cast)


def _hand_over(each: dict, cast: Cast) -> None:
    seat = Seat.objects.get(user__email=each["email"], ends=None)
    end_seat(seat=seat, by=cast["admin"], why="Posted elsewhere.")
    _seat(cast[each["account"]], seat, cast)


def _seat(user: User, like: Seat, cast: Cast) -> None:
    open_seat(user=user, body=like.body, role=like.role, nation=like.nation, by=cast["admin"])
