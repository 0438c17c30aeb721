"""Debates of a year: a question, what was said on it, the summary that closed it."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.models import Permission

from boards.models import Body, Nation
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import COMMENTS, About
from recommendations.management.archive.world import World
from workinggroups.access.debates import RELEASED
from workinggroups.models import Post, Topic, TopicRelease

A_YEAR = 20  # in each group
SAID = 15  # contributions on average
LASTS = 30  # days, and the summary some days later
OUTSIDE, ALLIES_ONLY, ANSWERS = 0.2, 0.3, 0.4  # of debates released to industry; of contributions


class Debates:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new
        self.released = Permission.objects.get(codename=RELEASED)

    def write(self, year: int) -> None:
        topics = [(self._topic(group, year), About(self.random)) for group in self.world.groups for _ in self._each()]
        outside = {topic.pk for topic, _about in topics if self.random.random() < OUTSIDE}
        posts = [post for topic, about in topics for post in self._posts(topic, about, topic.pk in outside)]
        copy(Topic, (topic for topic, _about in topics))
        copy(TopicRelease, (self._release(topic) for topic, _about in topics if topic.pk in outside))
        copy(Post, posts)

    def _each(self) -> range:
        return range(self.world.number(A_YEAR))

    def _topic(self, group: Body, year: int) -> Topic:
        about, opened = About(self.random), self.world.instant(year)
        (title_en, title_fr), (text_en, text_fr) = about.title(), about.text(2)
        nation = self.random.choice(self.world.allies)
        topic = self.new(
            Topic,
            body=group,
            title_en=title_en,
            title_fr=title_fr,
            question_en=text_en,
            question_fr=text_fr,
            opened_by=self.world.speaker(nation),
            opened_at=opened,
        )
        acts = self.world.acts
        acts.done(opened, topic.opened_by, "topic_opened", topic, body=group.code)
        acts.kept(topic, opened, topic.opened_by)
        if not self.world.still_open(year):
            topic.closes_at = opened + timedelta(days=LASTS)
            topic.closed_at, topic.closed_by = topic.closes_at + timedelta(days=5), self.world.staff
            topic.summary_en, topic.summary_fr = about.text(3)
            acts.done(topic.closed_at, self.world.staff, "topic_closed", topic)
            acts.kept(topic, topic.closed_at, self.world.staff)
        return topic

    def _release(self, topic: Topic) -> TopicRelease:
        bodies = [self.world.niag.code]
        self.world.acts.done(topic.opened_at, self.world.staff, "topic_released", topic, bodies=bodies)
        return self.new(TopicRelease, permission=self.released, group=self.world.niag.group, content_object_id=topic.pk)

    def _posts(self, topic: Topic, about: About, outside: bool) -> Iterator[Post]:
        """Each some time after the one before, and some of them in answer to it."""
        many, before = self.random.randint(SAID // 2, SAID * 3 // 2), None
        hours = sorted(self.random.sample(range(1, LASTS * 24), many))
        for hour in hours:
            industry = outside and self.random.random() < 0.1
            nation = None if industry else self.random.choice(self.world.allies)
            before = self._post(topic, about, nation, hour, before)
            yield before

    def _post(self, topic: Topic, about: About, nation: Nation | None, hour: int, before: Post | None) -> Post:
        seat, language, at = self.world.seat(nation), self.world.language(nation), topic.opened_at
        post = self.new(
            Post,
            topic=topic,
            seat=seat,
            in_reply_to=before if self.random.random() < ANSWERS else None,
            language=language,
            text=f"<p>{about.said(COMMENTS, language)}</p>",
            allies_only=nation is not None and self.random.random() < ALLIES_ONLY,
            at=at + timedelta(hours=hour),
        )
        self.world.acts.done(post.at, seat.user, "post_written", post, topic=topic.pk, allies_only=post.allies_only)
        self.world.acts.kept(post, post.at, seat.user)
        return post
