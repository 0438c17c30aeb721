"""What is asked of one person: a module a topic, each with a constant number of queries."""

from collections.abc import Callable, Iterator
from datetime import datetime

from boards.access import Rights
from dipb_portal.accounts.models import User
from dipb_portal.home.asks import advice, followup, groups, meetings, registers, texts
from dipb_portal.home.asks.ask import Ask

TOPICS: tuple[Callable[[User, Rights, datetime], Iterator[Ask]], ...] = (
    texts.asks,
    advice.asks,
    followup.asks,
    meetings.asks,
    groups.asks,
    registers.asks,
)

__all__ = ["TOPICS", "Ask"]
