"""Debates: opened, spoken in, released, closed with a summary."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.enums import StaleVersion
from boards.models import Body, Document
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from workinggroups.access import debates as access
from workinggroups.models import Post, Topic, TopicVisit


@transaction.atomic
def open_topic(
    *,
    body: Body,
    title_en: str,
    title_fr: str,
    by: User,
    question_en: str = "",
    question_fr: str = "",
    paper: Document | None = None,
    closes_at: datetime | None = None,
) -> Topic:
    """Open a debate in the group; whoever takes part in its debates is told. `closes_at` is an aware instant."""
    access.check_can_open(by, body)
    now = clock.now()
    _check_ahead(closes_at, now)
    topic = Topic.objects.create(
        body=body,
        title_en=title_en,
        title_fr=title_fr,
        question_en=question_en,
        question_fr=question_fr,
        paper=paper,
        closes_at=closes_at,
        opened_by=by,
        opened_at=now,
    )
    _tell(topic, access.people_debating(body).exclude(pk=by.pk), "opened")
    record(by, "topic_opened", topic, body=body.code)
    return topic


@transaction.atomic
def correct_question(
    *, topic: Topic, version: int, title_en: str, title_fr: str, question_en: str, question_fr: str, by: User
) -> Topic:
    """Change the words of the question; what was asked before stays in the history. Raises StaleVersion."""
    locked = _lock(topic)
    access.check_can_correct(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    locked.title_en, locked.title_fr = title_en, title_fr
    locked.question_en, locked.question_fr = question_en, question_fr
    locked.version, locked.edited_at = version + 1, clock.now()
    locked.save(update_fields=["title_en", "title_fr", "question_en", "question_fr", "version", "edited_at"])
    record(by, "topic_corrected", locked, version=locked.version)
    return locked


@transaction.atomic
def reschedule(*, topic: Topic, closes_at: datetime | None, by: User) -> Topic:
    """Announce another hour at which the debate closes, or none."""
    locked = _lock(topic)
    access.check_can_lead(by, locked)
    _check_ahead(closes_at, clock.now())
    before, locked.closes_at = locked.closes_at, closes_at
    locked.save(update_fields=["closes_at"])
    record(by, "topic_saved", locked, before=before, closes_at=closes_at)
    return locked


@transaction.atomic
def close_topic(*, topic: Topic, summary_en: str, summary_fr: str, by: User) -> Topic:
    """Close the debate with what came out of it; nothing can be said in it any more."""
    locked = _lock(topic)
    access.check_can_lead(by, locked)
    if not (summary_en or summary_fr):
        raise ValidationError({"summary_en": _("Sum the debate up in at least one language.")})
    locked.summary_en, locked.summary_fr = summary_en, summary_fr
    locked.closed_at, locked.closed_by = clock.now(), by
    locked.save(update_fields=["summary_en", "summary_fr", "closed_at", "closed_by"])
    record(by, "topic_closed", locked)
    return locked


@transaction.atomic
def release_topic(*, topic: Topic, bodies: Iterable[Body], by: User) -> None:
    """Let outside bodies read the debate and speak in it; contributions for Allies only stay hidden from them."""
    locked = _lock(topic)
    access.check_can_release(by, locked)
    new = [body for body in bodies if not access.bodies_released_to(locked).filter(pk=body.pk).exists()]
    if any(body.kind not in access.OUTSIDE for body in new):
        raise ValidationError({"bodies": _("Debates are released to bodies outside the Board.")})
    access.release(locked, new)
    for body in new:
        _tell(locked, access.people_debating(body), f"released:{body.code}")
    if new:
        record(by, "topic_released", locked, bodies=[body.code for body in new])


@transaction.atomic
def withdraw_release(*, topic: Topic, body: Body, by: User) -> None:
    """Take the debate back from an outside body; what it said there stays."""
    locked = _lock(topic)
    access.check_can_release(by, locked)
    access.withdraw_release(locked, body)
    record(by, "topic_release_withdrawn", locked, body=body.code)


@transaction.atomic
def write_post(
    *, topic: Topic, language: str, text: str, allies_only: bool, by: User, in_reply_to: Post | None = None
) -> Post:
    """Say something in the debate. The same words sent twice in a row are said once.

    A reply to what is for Allies only is for Allies only too; an outside body keeps nothing from others.
    """
    locked = _lock(topic)
    now = clock.now()
    seat = access.check_can_post(by, locked, now)
    reply = access.posts_visible_to(by).filter(topic=locked, pk=in_reply_to.pk).first() if in_reply_to else None
    if in_reply_to and (reply is None or reply.withdrawn_at is not None):
        raise ValidationError(_("The contribution you reply to is no longer there."))
    newest = locked.posts.filter(seat=seat, withdrawn_at=None).order_by("-at", "-pk").first()
    if newest and (newest.text, newest.in_reply_to_id) == (text, reply.pk if reply else None):
        return newest
    member = access.is_member(by, locked)
    post = Post.objects.create(
        topic=locked,
        seat=seat,
        in_reply_to=reply,
        language=language,
        text=text,
        allies_only=member and (allies_only or bool(reply and reply.allies_only)),
        at=now,
    )
    record(by, "post_written", post, topic=locked.pk, allies_only=post.allies_only)
    return post


@transaction.atomic
def edit_post(*, post: Post, version: int, language: str, text: str, allies_only: bool, by: User) -> Post:
    """Change one's own contribution; what it said before stays in the history. Raises StaleVersion."""
    locked = _lock_post(post)
    access.check_can_edit_post(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    member = access.is_member(by, locked.topic)
    reply = locked.in_reply_to
    locked.language, locked.text, locked.version = language, text, version + 1
    locked.allies_only = member and (allies_only or bool(reply and reply.allies_only))
    locked.edited_at = clock.now()
    locked.save(update_fields=["language", "text", "version", "allies_only", "edited_at"])
    record(by, "post_edited", locked, topic=locked.topic_id, allies_only=locked.allies_only)
    return locked


@transaction.atomic
def withdraw_post(*, post: Post, by: User) -> None:
    """Take one's own words back: the debate shows that something was withdrawn, and by whom."""
    locked = _lock_post(post)
    access.check_can_withdraw_post(by, locked)
    locked.withdrawn_at = clock.now()
    locked.save(update_fields=["withdrawn_at"])
    record(by, "post_withdrawn", locked, topic=locked.topic_id)


def mark_read(topic: Topic, user: User, read_to: datetime) -> None:
    """Remember how far somebody has read; never backwards."""
    visit, created = TopicVisit.objects.get_or_create(topic=topic, user=user, defaults={"read_to": read_to})
    if not created:
        TopicVisit.objects.filter(pk=visit.pk, read_to__lt=read_to).update(read_to=read_to)


def _check_ahead(closes_at: datetime | None, now: datetime) -> None:
    if closes_at is not None and closes_at <= now:
        raise ValidationError({"day": _("The closing time has passed.")})


def _lock(topic: Topic) -> Topic:
    return Topic.objects.select_for_update(of=("self",)).select_related("body").get(pk=topic.pk)


def _lock_post(post: Post) -> Post:
    """The debate's row first: whoever closes it waits for those who speak, and they for the close."""
    topic = _lock(post.topic)
    locked = Post.objects.select_for_update(of=("self",)).select_related("seat", "in_reply_to").get(pk=post.pk)
    locked.topic = topic
    return locked


def _tell(topic: Topic, people: QuerySet[User], cause: str) -> None:
    title_en, title_fr = topic.title_en or topic.title_fr, topic.title_fr or topic.title_en
    path, key = reverse("debates:detail", args=[topic.pk]), f"{topic.pk}:{cause}"
    notify(people, Kind.TOPIC_OPENED, path=path, key=key, title_en=title_en, title_fr=title_fr)
