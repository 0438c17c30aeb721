"""Tell who follows a recommendation that it moved on or has a new revision."""

from django.urls import reverse

from dipb_portal.accounts.models import User
from dipb_portal.notifications.following import tell_followers
from recommendations.models import Recommendation
from recommendations.queries.drafting import texts_for


def tell_followers_of(recommendation: Recommendation, *, what: str, by: User | None) -> None:
    """`what` names the change among all of the text's. Each follower is told the title that they may read."""

    def told_as(user: User) -> dict[str, str] | None:
        text = texts_for(user).filter(pk=recommendation.pk).first()
        if text is None:
            return None
        english, french = text.shown_title_en, text.shown_title_fr  # type: ignore[attr-defined] # as annotated
        return {"title_en": english or french, "title_fr": french or english}

    path = reverse("recommendations:detail", args=[recommendation.pk])
    tell_followers(recommendation, told_as=told_as, but=by, path=path, key=f"text:{recommendation.pk}:{what}")
