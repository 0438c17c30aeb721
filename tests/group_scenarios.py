"""Taskings, programmes and debates for tests, through the portal's own actions."""

from datetime import date, timedelta

from boards.actions import taskings
from boards.models import Body, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.lib.clock import today
from tests.scenarios import People
from workinggroups.actions import debates, mandates, programme
from workinggroups.models import Mandate, Milestone, Post, Topic, WorkItem


def tasked(people: People, *, group: str = "CAP", title: str = "Survey of filling lines", days: int = 30) -> Tasking:
    """A task set for the group, due in so many days; negative days move the deadline behind afterwards."""
    tasking = taskings.set_task(
        body=Body.objects.get(code=group),
        title_en=title,
        title_fr=f"{title} (FR)",
        text_en=f"<p>{title}, asked.</p>",
        text_fr=f"<p>{title}, demandé.</p>",
        due=today() + timedelta(days=max(days, 0)),
        by=people.secretariat,
    )
    if days < 0:
        Tasking.objects.filter(pk=tasking.pk).update(due=today() + timedelta(days=days))
        tasking.refresh_from_db()
    return tasking


def item(people: People, *, group: str = "CAP", title: str = "Map of suppliers", due: date | None = None) -> WorkItem:
    return programme.save_item(
        body=Body.objects.get(code=group),
        item=None,
        version=1,
        title_en=title,
        title_fr=f"{title} (FR)",
        due=due or today() + timedelta(days=40),
        status="ongoing",
        by=people.secretariat,
    )


def milestone(people: People, work: WorkItem, *, title: str = "Draft map", days: int = 10) -> Milestone:
    return programme.save_milestone(
        item=work,
        milestone=None,
        version=1,
        title_en=title,
        title_fr=f"{title} (FR)",
        due=today() + timedelta(days=days),
        done_on=None,
        by=people.secretariat,
    )


def mandate(
    people: People,
    *,
    group: str = "CAP",
    words: str = "Study capacity.",
    since: date = date(2024, 2, 1),
    adopted_on: date | None = None,
) -> Mandate:
    return mandates.adopt(
        body=Body.objects.get(code=group),
        text_en=f"<p>{words}</p>",
        text_fr=f"<p>{words} (FR)</p>",
        adopted_on=adopted_on or since,
        since=since,
        authority="DIPB-DS(2024)0001",
        by=people.secretariat,
    )


def topic(people: People, *, group: str = "CAP", title: str = "Who pays for idle lines?", **kwargs: object) -> Topic:
    body = Body.objects.get(code=group)
    return debates.open_topic(body=body, title_en=title, title_fr="", by=people.secretariat, **kwargs)


def corrected(about: Topic, by: User, *, title: str, version: int = 1, question: str = "") -> Topic:
    return debates.correct_question(
        topic=about, version=version, title_en=title, title_fr="", question_en=question, question_fr="", by=by
    )


def post(
    about: Topic, by: User, text: str = "We pay.", *, allies_only: bool = False, reply: Post | None = None
) -> Post:
    words = f"<p>{text}</p>"
    return debates.write_post(topic=about, language="en", text=words, allies_only=allies_only, in_reply_to=reply, by=by)


def released(about: Topic, people: People, *codes: str) -> None:
    debates.release_topic(topic=about, bodies=Body.objects.filter(code__in=codes or ["NIAG"]), by=people.secretariat)
