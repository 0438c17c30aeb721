"""What the working groups keep: their programmes of work."""

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from dipb_portal.accounts.models import User
from dipb_portal.search.source import Card, Source
from workinggroups.access import groups_visible_to
from workinggroups.models import WorkItem


def programme(user: User) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(body__in=groups_visible_to(user))


def _item(item: WorkItem) -> Card:
    return Card(item.title_en, item.title_fr, reverse("workinggroups:detail", args=[item.body.code]))


SOURCES = (
    Source(
        "work",
        gettext_lazy("Programme of work"),
        pgettext_lazy("found", "Item of the programme of work"),
        WorkItem,
        programme,
        _item,
        body="body",
        dated=F("due"),
        related=("body",),
    ),
)
