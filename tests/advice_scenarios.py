"""Requests for advice in tests: to the Board and to industry, through the portal's own actions."""

from datetime import timedelta

from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from recommendations.actions import advice, industry
from recommendations.models import AdviceAsked, AdviceRequest, IndustryAdvice, Recommendation
from tests import scenarios
from tests.scenarios import People

TEXT = "<p>Makers need three years of notice.</p>"


def asked(
    people: People, by: User | None = None, title: str = "Notice of orders", asker: Body | Nation | None = None
) -> AdviceAsked:
    """A request of the CNAD or of `asker`, entered by the secretariat; or of the nation `by` asks for."""
    return advice.ask_board(
        title_en=title,
        title_fr=f"{title} (FR)",
        question_en=f"{title}: how long?",
        question_fr=f"{title} : combien de temps ?",
        letter="",
        received_on=clock.today(),
        asker=None if by else asker or Body.objects.get(code="CNAD"),
        by=by or people.secretariat,
    )


def accepted(
    people: People, by: User | None = None, title: str = "Notice of orders", asker: Body | Nation | None = None
) -> AdviceAsked:
    return advice.accept(
        asked=asked(people, by, title, asker),
        group=Body.objects.get(code="CAP"),
        due=clock.now() + timedelta(days=20),
        by=people.secretariat,
    )


def released(people: People, title: str = "Long-lead components") -> Recommendation:
    """A text whose first revision a round has released to NIAG."""
    text = scenarios.issued(people, title=title)
    scenarios.open_round(people, text)
    return text


def requested(people: People, text: Recommendation | None = None, days: int = 10) -> AdviceRequest:
    return industry.request_advice(
        revision=scenarios.newest(text or released(people)),
        body=Body.objects.get(code="NIAG"),
        question_en="How much notice is needed?",
        question_fr="Quel préavis faut-il ?",
        deadline=clock.now() + timedelta(days=days),
        by=people.secretariat,
    )


def drafted(request: AdviceRequest, by: User, text: str = TEXT, version: int = 0) -> IndustryAdvice:
    return industry.save_draft(
        request=request, version=version, language="en", text=text, interests="Two of five companies.", by=by
    )


def given(people: People, text: Recommendation | None = None) -> AdviceRequest:
    request = requested(people, text)
    drafted(request, people.niag)
    industry.give(request=request, version=1, by=people.niag)
    return request
