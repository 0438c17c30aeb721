"""What the working groups keep: programmes of work, debates, registers, and what nations plan and share."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import plain
from dipb_portal.search.source import Card, Source, words_of
from workinggroups.access.debates import posts_visible_to, topics_visible_to
from workinggroups.access.plans import plans_visible_to, requirements_visible_to
from workinggroups.access.programme import items_visible_to
from workinggroups.access.registers import entries_visible_to
from workinggroups.enums import EntryState
from workinggroups.models import NationalPlan, Post, RegisterEntry, Requirement, Topic, WorkItem
from workinggroups.queries import debates, programme
from workinggroups.registers import REGISTERS

SLUGS = {register.model._meta.model_name: slug for slug, register in REGISTERS.items()}


def said(user: User) -> QuerySet[Post]:
    """Withdrawn words are shown to nobody."""
    return posts_visible_to(user).filter(withdrawn_at=None)


def _work(item: WorkItem) -> Card:
    return Card(item.title_en, item.title_fr, programme.address_of(item))


def _entry(entry: RegisterEntry) -> Card:
    address = reverse("registers:detail", args=[SLUGS[entry.register], entry.pk])
    return Card(entry.title_en, entry.title_fr, address, entry.reference, words_of(entry, "text", "own"))


def _topic(topic: Topic) -> Card:
    words = words_of(topic, "question", "summary")
    return Card(topic.title_en, topic.title_fr, reverse("debates:detail", args=[topic.pk]), "", words)


def _post(post: Post) -> Card:
    address = debates.address_of(post)
    return Card(post.topic.title_en, post.topic.title_fr, address, "", {post.language: plain(post.text)})


def _plan(plan: NationalPlan) -> Card:
    return Card(plan.title_en, plan.title_fr, reverse("plans:plan", args=[plan.pk]), "", words_of(plan))


def _requirement(requirement: Requirement) -> Card:
    address = reverse("plans:requirement", args=[requirement.pk])
    return Card(requirement.description_en, requirement.description_fr, address)


SOURCES = (
    Source(
        "work",
        gettext_lazy("Programme of work"),
        pgettext_lazy("found", "Item of the programme of work"),
        WorkItem,
        items_visible_to,
        _work,
        body="body",
        dated="due",
        related=("body",),
    ),
    Source(
        "entry",
        gettext_lazy("Entries of registers"),
        pgettext_lazy("found", "Entry of a register"),
        RegisterEntry,
        entries_visible_to,
        _entry,
        body="body",
        state="state",
        states=dict(EntryState.choices),
        nation="nation",
        dated="entered_at",
        reference="reference",
    ),
    Source(
        "debate",
        gettext_lazy("Debates"),
        pgettext_lazy("found", "Debate"),
        Topic,
        topics_visible_to,
        _topic,
        body="body",
        dated="opened_at",
    ),
    Source(
        "contribution",
        gettext_lazy("Contributions to debates"),
        pgettext_lazy("found", "Contribution to a debate"),
        Post,
        said,
        _post,
        body="topic__body",
        nation="seat__nation",
        dated="at",
        related=("topic",),
    ),
    Source(
        "plan",
        gettext_lazy("National plans"),
        pgettext_lazy("found", "National plan"),
        NationalPlan,
        plans_visible_to,
        _plan,
        nation="nation",
        dated="saved_at",
    ),
    Source(
        "requirement",
        gettext_lazy("Requirements"),
        pgettext_lazy("found", "Requirement"),
        Requirement,
        requirements_visible_to,
        _requirement,
        nation="nation",
        dated="saved_at",
    ),
)
