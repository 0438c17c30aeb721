"""Advice of a year: what was asked of the Board and sent, what industry was asked on a text and said."""

from datetime import timedelta

from django.contrib.auth.models import Permission

from boards.access import RELEASED
from boards.enums import BodyKind
from boards.models import Body, DocumentRelease
from recommendations.enums import Kind, State
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.texts import AGREED, Text
from recommendations.management.archive.words import COMMENTS, EXPLANATIONS, About
from recommendations.management.archive.world import World
from recommendations.models import AdviceAsked, AdviceRequest, IndustryAdvice, Revision

OF_INDUSTRY = 40  # requests a year
ASKED, ACCEPTED = (timedelta(days=days) for days in (30, 20))  # before its text was begun
ANSWERING = timedelta(days=20)


class Advice:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new
        self.superiors = list(Body.objects.filter(kind=BodyKind.SUPERIOR))
        self.released = Permission.objects.get(codename=RELEASED)

    def write(self, year: int, texts: list[Text]) -> None:
        """Each advice of the year was asked for; of other texts some were shown to industry."""
        copy(AdviceAsked, [self._asked(text) for text in texts if text.row.kind == Kind.ADVICE])
        shown = self.random.sample(texts, min(self.world.number(OF_INDUSTRY), len(texts)))
        requests = [self._request(text.revisions[0]) for text in shown]
        copy(DocumentRelease, (self._release(request.revision) for request in requests))
        copy(AdviceRequest, requests)
        given = [(request, text) for request, text in zip(requests, shown, strict=True) if request.taken_en]
        copy(IndustryAdvice, (self._given(request, text) for request, text in given))

    def _asked(self, text: Text) -> AdviceAsked:
        body = self.random.choice([None, *self.superiors])
        nation = None if body else self.random.choice(self.world.allies)
        at, accepted, staff = text.begun - ASKED, text.begun - ACCEPTED, self.world.staff
        speaker = self.world.speaker(nation) if nation else staff
        question_en, question_fr = text.about.pair(COMMENTS)
        asked = self.new(
            AdviceAsked,
            asker_body=body,
            asker_nation=nation,
            received_on=at.date(),
            title_en=text.row.title_en,
            title_fr=text.row.title_fr,
            question_en=question_en,
            question_fr=question_fr,
            due=text.begun + AGREED + ACCEPTED,
            group=text.row.body,
            asked_at=at,
            asked_by=speaker,
            accepted_at=accepted,
            accepted_by=staff,
            recommendation=text.row,
        )
        acts = self.world.acts
        asker = body.code if body else speaker.email
        acts.done(at, speaker, "advice_asked", asked, asker=asker)
        acts.done(accepted, staff, "advice_accepted", asked, group=text.row.body.code, due=asked.due)
        acts.done(text.begun, staff, "advice_begun", asked, recommendation=text.row.pk)
        acts.kept(asked, at, speaker, accepted_at=None, recommendation_id=None)
        ended = text.begun + AGREED
        if text.row.state in (State.WITHDRAWN, State.SUPERSEDED):
            asked.closed_at, asked.closed_why = ended, text.about.said(EXPLANATIONS, "en")
            acts.done(ended, staff, "advice_closed", asked, asked.closed_why)
        else:
            asked.sent_at, asked.sent_by = ended, staff
            acts.done(ended, staff, "advice_sent", asked, reference=str(text.revisions[-1]))
        acts.kept(asked, ended, staff)
        return asked

    def _release(self, revision: Revision) -> DocumentRelease:
        return self.new(
            DocumentRelease,
            permission=self.released,
            group=self.world.niag.group,
            content_object_id=revision.document_id,
        )

    def _request(self, revision: Revision) -> AdviceRequest:
        """Answered, and the answer used; of the last year's some wait."""
        about, staff, acts = About(self.random), self.world.staff, self.world.acts
        assert revision.issued_at
        at, body = revision.issued_at + timedelta(days=2), self.world.niag
        (question_en, question_fr), (taken_en, taken_fr) = about.pair(COMMENTS), about.pair(EXPLANATIONS)
        open_still = self.world.still_open(at.year)
        request = self.new(
            AdviceRequest,
            revision=revision,
            body=body,
            question_en=question_en,
            question_fr=question_fr,
            deadline=at + ANSWERING,
            requested_at=at,
            requested_by=staff,
            taken_en="" if open_still else taken_en,
            taken_fr="" if open_still else taken_fr,
        )
        reference, deadline = str(revision), request.deadline
        acts.done(at, staff, "revision_released", revision.recommendation, reference=reference, to=body.code)
        acts.done(at, staff, "advice_requested", request, body=body.code, reference=reference, deadline=deadline)
        return request

    def _given(self, request: AdviceRequest, text: Text) -> IndustryAdvice:
        liaison, at = self.world.speaker(None), request.deadline - timedelta(days=self.random.randint(1, 10))
        advice = self.new(
            IndustryAdvice,
            request=request,
            text=text.about.text(4)[0],
            interests=text.about.said(COMMENTS, "en"),
            saved_at=at,
            saved_by=liaison,
            given_at=at,
            given_by=liaison,
        )
        acts, used = self.world.acts, request.deadline + timedelta(days=10)
        said = {"body": request.body.code, "reference": str(request.revision)}
        acts.done(at, liaison, "industry_advice_given", request, **said)
        acts.kept(advice, at, liaison)
        acts.done(used, self.world.staff, "advice_taken_saved", request)
        return advice
