"""Tell whom a recommendation concerns: who follows it, that it changed; who co-sponsors it, that it is withdrawn."""

from django.urls import reverse

from boards.access import people_holding
from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.notifications.following import tell_followers
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.models import Recommendation
from recommendations.queries.drafting import texts_for


def tell_followers_of(recommendation: Recommendation, *, what: str, by: User | None) -> None:
    """`what` names the change among all of the text's. Each follower is told the title that they may read."""
    key = f"text:{recommendation.pk}:{what}"
    tell_followers(
        recommendation, told_as=lambda user: _title(recommendation, user), but=by, path=_path(recommendation), key=key
    )


def tell_sponsors_of(recommendation: Recommendation, *, by: User | None) -> None:
    """Tell who speaks for a nation that co-sponsors it, of the withdrawal."""
    sponsors = Nation.objects.filter(pk__in=recommendation.cosponsors.standing().values("nation"))
    for user in people_holding("state_position", [recommendation.body_id], nations=sponsors):
        if user != by and (words := _title(recommendation, user)):
            notify(
                [user], Kind.SPONSORED_WITHDRAWN, path=_path(recommendation), key=f"text:{recommendation.pk}", **words
            )


def _title(recommendation: Recommendation, reader: User) -> dict[str, str] | None:
    """The title the reader may read, in both languages; None where the text does not exist for them."""
    text = texts_for(reader).filter(pk=recommendation.pk).first()
    if text is None:
        return None
    english, french = text.shown_title_en, text.shown_title_fr  # type: ignore[attr-defined] # as annotated
    return {"title_en": english or french, "title_fr": french or english}


def _path(recommendation: Recommendation) -> str:
    return reverse("recommendations:detail", args=[recommendation.pk])
