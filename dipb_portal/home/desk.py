"""What is asked of one person, across all apps."""

from boards.access import rights_of
from dipb_portal.accounts.models import User
from dipb_portal.home.asks import TOPICS, Ask
from dipb_portal.lib import clock


def asked_of(user: User) -> list[Ask]:
    """Everything asked of the person now, the earliest deadline first, then what has none."""
    rights, now = rights_of(user), clock.now()
    asks = [ask for topic in TOPICS for ask in topic(user, rights, now)]
    return sorted(asks, key=lambda ask: (ask.due is None, ask.due or now))
