"""What requests for advice ask: to accept, to draft, to send; of liaisons, to answer."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.access import Rights
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.ask import Ask
from recommendations.access.advice import keeps_register
from recommendations.enums import AskedState
from recommendations.models import AdviceAsked
from recommendations.queries.advice import asked_for, in_state, lines, requests_for

_LABEL = gettext_lazy("Request for advice")


def asks(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    yield from _of_the_board(user, rights)
    yield from _of_industry(user, rights, now)


def _of_the_board(user: User, rights: Rights) -> Iterator[Ask]:
    keeps, drafts = keeps_register(user), rights.bodies("draft_text")
    if not keeps and not drafts:
        return
    waiting = (AskedState.ASKED, AskedState.RECEIVED, AskedState.DRAFTING, AskedState.AGREED)
    for asked in in_state(asked_for(user), *waiting):
        state = AskedState(asked.standing)  # type: ignore[attr-defined] # as annotated
        if state == AskedState.RECEIVED and asked.group_id in drafts:
            yield _ask(asked, _("%(asker)s asks for advice; the group is to draft it.") % {"asker": asked.asker})
        elif state == AskedState.DRAFTING and asked.group_id in drafts:
            yield _ask(asked, _("The advice is being drafted; %(asker)s waits for it.") % {"asker": asked.asker})
        elif state == AskedState.ASKED and keeps:
            yield _ask(asked, _("%(asker)s asks for advice. The request is to be accepted.") % {"asker": asked.asker})
        elif state == AskedState.AGREED and keeps:
            yield _ask(asked, _("The advice is agreed and can be sent."))


def _ask(asked: AdviceAsked, sentence: str) -> Ask:
    url = reverse("advice:detail", args=[asked.pk])
    return Ask(_LABEL, asked, asked.letter, sentence, url, gettext_lazy("Open the request"), asked.due)


def _of_industry(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    bodies = rights.bodies("give_advice")
    if not bodies:
        return
    open_ones = requests_for(user).filter(body__in=bodies, withdrawn_at=None, advice__given_at=None)
    for line in lines(open_ones, user, now):
        drafted = line.advice is not None
        yield Ask(
            _LABEL,
            line.request.revision,
            str(line.request.revision),
            _("A draft is written and not given yet.") if drafted else _("The liaisons answer once, together."),
            reverse("industry:detail", args=[line.request.pk]),
            gettext_lazy("Open the request"),
            line.request.deadline,
            whole_day=line.request.deadline < now,  # once past, so many days late
        )
