"""Reads for the pages of debates; each with a constant number of queries."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from dipb_portal.accounts.models import User
from workinggroups.access.debates import posts_visible_to, topics_visible_to
from workinggroups.models import Post, Topic, TopicVisit

PAGE = 50
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def topics_for(user: User) -> QuerySet[Topic]:
    """Visible debates, each with `said` (contributions the person reads), `unread` and `latest`; open ones first."""
    read_to = TopicVisit.objects.filter(topic=OuterRef("topic"), user=user).values("read_to")[:1]
    said = posts_visible_to(user).filter(topic=OuterRef("pk")).order_by().values("topic")
    unread = said.exclude(seat__user=user).filter(at__gt=Coalesce(Subquery(read_to), Value(_NEVER)))
    return (
        topics_visible_to(user)
        .select_related("body")
        .annotate(
            said=_counted(said.annotate(n=Count("pk"))),
            unread=_counted(unread.annotate(n=Count("pk"))),
            latest=Subquery(said.annotate(latest=Max("at")).values("latest")),
        )
        .order_by(F("closed_at").desc(nulls_first=True), "-opened_at", "-pk")
    )


def _counted(posts: QuerySet) -> Coalesce:
    return Coalesce(Subquery(posts.values("n"), output_field=IntegerField()), 0)


@dataclass(frozen=True)
class Said:
    """A contribution as shown to one person."""

    post: Post
    new: bool
    own: bool


@dataclass(frozen=True)
class Sheet:
    """A page of a debate: its contributions, and up to when the person had read before."""

    page: Page
    said: list[Said]


def sheet_of(topic: Topic, user: User, number: str | None, around: str | None = None) -> Sheet:
    """The page `number`, or that of the contribution `around` (its id); else of the first unread, else the last."""
    people = ("seat__user", "seat__nation", "seat__body")
    parents = posts_visible_to(user).select_related(*people)
    posts = (
        posts_visible_to(user)
        .filter(topic=topic)
        .select_related(*people)
        .prefetch_related(Prefetch("in_reply_to", queryset=parents))
        .order_by("at", "pk")
    )
    visit = TopicVisit.objects.filter(topic=topic, user=user).first()
    read_to = visit.read_to if visit else _NEVER
    pages = Paginator(posts, PAGE)
    page = pages.get_page(number or _page_of(posts, _sought(posts, around, user, read_to)) or pages.num_pages)
    return Sheet(page, [_said(post, user, read_to) for post in page])


def address_of(post: Post) -> str:
    """Where the contribution stands in its debate, on whichever page that is."""
    return reverse("debates:detail", args=[post.topic_id], query={"post": post.pk}, fragment=f"p{post.pk}")


def _said(post: Post, user: User, read_to: datetime) -> Said:
    own = post.seat.user_id == user.pk
    return Said(post, post.at > read_to and not own, own)


def _sought(posts: QuerySet[Post], around: str | None, user: User, read_to: datetime) -> Post | None:
    if around and around.isascii() and around.isdigit() and len(around) < 19:
        return posts.filter(pk=around).first()
    return posts.filter(~Q(seat__user=user), at__gt=read_to).first()


def _page_of(posts: QuerySet[Post], sought: Post | None) -> int:
    """The number of the page on which a contribution stands; 0 for none."""
    if sought is None:
        return 0
    before = posts.filter(Q(at__lt=sought.at) | Q(at=sought.at, pk__lt=sought.pk)).count()
    return before // PAGE + 1


def versions_of(words: Topic | Post, *names: str) -> list[object]:
    """What a question or a contribution said before it was edited, in the fields `names`; newest first."""
    seen, versions = [getattr(words, name) for name in names], []
    for record in words.history.order_by("-history_date", "-history_id"):
        said = [getattr(record, name) for name in names]
        if said != seen:
            versions.append(record)
            seen = said
    return versions
