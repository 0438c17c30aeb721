"""My desk: what is asked of me, what changed, where everything stands."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.access import rights_of
from boards.access.delegations import delegation_of
from dipb_portal.accounts.models import User
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.home.desk import Ask, asked_of
from dipb_portal.home.handover import handover_of
from dipb_portal.home.overview import where_texts_stand
from dipb_portal.lib import clock
from dipb_portal.notifications.messages import told
from dipb_portal.notifications.models import Notification
from recommendations.models import Recommendation, Revision

CHANGES = 10


@require_safe
def desk(request: SignedIn) -> HttpResponse:
    """The first page after sign-in. Reading it moves the mark of the last visit."""
    user = request.user
    asks = asked_of(user)
    since = user.desk_seen_at
    changes = told(user, Notification.objects.filter(user=user)[:CHANGES])
    now = clock.now()
    context = {
        "due": [ask for ask in asks if ask.due],
        "undated": [ask for ask in asks if not ask.due],
        "late": sum(1 for ask in asks if ask.due and ask.due < now),
        "since": since,
        "changes": [(each, since is None or each.notification.created_at > since) for each in changes],
        "takes_over": not changes and delegation_of(user) is not None,
        "chart": where_texts_stand(user, asked_texts(asks)) if rights_of(user).anywhere("view_released") else None,
    }
    User.objects.filter(pk=user.pk).update(desk_seen_at=now)
    return render(request, "home/desk.html", context)


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    """The Board at a glance: every text that the person may see, by state and group."""
    user = request.user
    return render(request, "home/overview.html", {"chart": where_texts_stand(user, asked_texts(asked_of(user)))})


@require_safe
def handover(request: SignedIn) -> HttpResponse:
    """What a new head of delegation takes over."""
    brief = handover_of(request.user)
    if brief is None:
        raise Http404
    return render(request, "home/handover.html", {"brief": brief})


def asked_texts(asks: list[Ask]) -> set[int]:
    """The recommendations (ids) that something is asked on."""
    texts = set()
    for ask in asks:
        if isinstance(ask.titled, Revision):
            texts.add(ask.titled.recommendation_id)
        elif isinstance(ask.titled, Recommendation):
            texts.add(ask.titled.pk)
    return texts
