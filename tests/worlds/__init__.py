"""A topic's module says who may read which canary (CANARIES) and makes its objects (`build`)."""

from tests.worlds import advice, delegations, demand, followup, groups, library, meetings, registers, texts
from tests.worlds.world import World

TOPICS = (texts, advice, delegations, meetings, registers, followup, demand, groups, library)
CANARIES = {word: readers for topic in TOPICS for word, readers in topic.CANARIES.items()}

__all__ = ["CANARIES", "TOPICS", "World"]
