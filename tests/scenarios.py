"""Named people and legal texts for tests: every text reaches its state through the portal's own actions.

`people()` seats the actors; `text_in(State.X, actors)` builds a text in any state; the smaller builders
(`draft`, `issued`, `open_round`, `comment`, `with_comments`, `under_silence`, `break_it`, `report`) stand alone.
Each works at the database's present instant; wrap it in `lib.clock.specimen_clock` for another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta

from boards.actions.seats import open_seat
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import default_deadline
from recommendations.actions import commitment, drafting, paragraphs, silence, submission
from recommendations.actions import consultation as rounds
from recommendations.actions.followup import close_text
from recommendations.actions.transitions import perform
from recommendations.enums import (
    ActionVerb,
    Addressee,
    Area,
    CommentType,
    Decision,
    Form,
    Kind,
    Stance,
    State,
    Verb,
)
from recommendations.lifecycle import MAIN_LINE
from recommendations.models import (
    Comment,
    Consultation,
    Position,
    Recommendation,
    Revision,
    Silence,
    Submission,
)
from tests import followup_scenarios

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)

# Role, body, nation, organisation of each actor's seat.
SEATS = {
    "secretariat": ("secretariat", "DIPB", "", "International Staff"),
    "chair": ("chair", "DIPB", "", ""),
    "group_chair": ("group_chair", "CAP", "", ""),
    "rapporteur": ("rapporteur", "CAP", "", ""),
    "rapporteur_scs": ("rapporteur", "SCS", "", ""),
    "head_fra": ("head", "DIPB", "FRA", ""),
    "deputy_fra": ("deputy", "DIPB", "FRA", ""),
    "expert_fra": ("expert", "CAP", "FRA", ""),
    "head_deu": ("head", "DIPB", "DEU", ""),
    "head_usa": ("head", "DIPB", "USA", ""),
    "niag": ("liaison", "NIAG", "", "NIAG"),
    "partner_ukr": ("observer", "PARTNERS", "UKR", ""),
    "auditor": ("auditor", "DIPB", "", ""),
    "admin": ("administrator", "DIPB", "", ""),
}


@dataclass
class People:
    """One person a role; each is a `User` whose seat began long ago."""

    secretariat: User
    chair: User
    group_chair: User
    rapporteur: User
    rapporteur_scs: User
    head_fra: User
    deputy_fra: User
    expert_fra: User
    head_deu: User
    head_usa: User
    niag: User
    partner_ukr: User
    auditor: User
    admin: User

    def __iter__(self):
        return (getattr(self, field.name) for field in fields(self))


def people() -> People:
    """Seat every actor."""
    return People(**{name: seated(name, *seat) for name, seat in SEATS.items()})


def found() -> People:
    """The actors, seated already."""
    users = User.objects.in_bulk(map(_email, SEATS), field_name="email")
    return People(**{name: users[_email(name)] for name in SEATS})


def _email(name: str) -> str:
    return f"{name.replace('_', '.')}@dipb.example"


def seated(name: str, role: str, body: str, nation: str = "", organisation: str = "") -> User:
    """One more person with a seat that began long ago."""
    user = User.objects.create_user(_email(name), name=name.replace("_", " ").title())
    if role == "administrator":
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    open_seat(
        user=user,
        body=Body.objects.get(code=body),
        role=role,
        nation=Nation.objects.get(alpha3=nation) if nation else None,
        organisation=organisation,
        starts=LONG_AGO,
        by=None,
    )
    return user


def draft(
    by: User, *, group: str = "CAP", title: str = "Levels of ammunition production", paragraphs: int = 2
) -> Recommendation:
    """A text with a complete working text of so many paragraphs; `by` is its rapporteur."""
    text = drafting.create(
        body=Body.objects.get(code=group),
        kind=Kind.RECOMMENDATION,
        subject="planning",
        objectives=["production"],
        goals=["capacity"],
        title_en=title,
        title_fr=f"{title} (FR)",
        original_language="en",
        by=by,
    )
    fill(working(text), by, paragraphs)
    commit(text, by)
    return text


def commit(text: Recommendation, by: User) -> None:
    """Say in full what is to be done, so that the group can agree, and that nothing is implied."""
    words = {
        f"{name}_{lang}": f"{name} ({lang})" for name in ("addressee", "action", "lead", "indicator") for lang in LANGS
    }
    commitment.save_commitment(
        recommendation=text,
        version=0,
        form=Form.GENERAL,
        values={**words, "verb": ActionVerb.REPORT, "due": date(2027, 6, 30)},
        milestones=[],
        by=by,
    )
    commitment.save_implications(recommendation=text, rows=dict.fromkeys(Area, (0, True, "", "")), by=by)


def fill(revision: Revision, by: User, count: int = 2) -> None:
    """Give the working text `count` paragraphs in both languages, each with a word of its own."""
    while revision.paragraphs.count() < count:
        paragraphs.add_paragraph(revision=revision, after=revision.paragraphs.count(), by=by)
    for each in revision.paragraphs.all():
        paragraphs.save_paragraph(
            paragraph=each,
            version=each.version,
            text_en=f"<p>Allies report level {each.position} once a year.</p>",
            text_fr=f"<p>Les Alliés communiquent le niveau {each.position} une fois par an.</p>",
            translation_checked=True,
            by=by,
        )


def working(text: Recommendation) -> Revision:
    return text.revisions.get(issued_at=None)


def newest(text: Recommendation) -> Revision:
    """The newest issued revision."""
    return text.revisions.issued().order_by("-number")[0]


def issued(people: People, **kwargs: object) -> Recommendation:
    """A draft whose first revision is issued; arguments as `draft`."""
    text = draft(people.secretariat, **kwargs)
    drafting.issue_revision(recommendation=text, by=people.secretariat)
    return text


def revised(text: Recommendation, by: User) -> Revision:
    """Change the first paragraph of the newest revision and issue the next one."""
    revision = drafting.start_revision(recommendation=text, by=by)
    first = revision.paragraphs.get(position=1)
    paragraphs.save_paragraph(
        paragraph=first,
        version=first.version,
        text_en="<p>Allies report level 1 twice a year.</p>",
        text_fr="<p>Les Alliés communiquent le niveau 1 deux fois par an.</p>",
        translation_checked=True,
        by=by,
    )
    return drafting.issue_revision(recommendation=text, by=by)


def open_round(
    people: People,
    text: Recommendation,
    audiences: Iterable[str] = ("DIPB", "NIAG"),
    days: int = 14,
) -> Consultation:
    """Open a round on the newest issued revision; the codes DIPB, CAP, SCS, SOI, NIAG, PARTNERS say who is asked."""
    return rounds.open_consultation(
        recommendation=text,
        audiences=Body.objects.filter(code__in=list(audiences)),
        closes_at=clock.now() + timedelta(days=days),
        by=people.secretariat,
    )


def comment(
    consultation: Consultation,
    by: User,
    *,
    position: int | None = 1,
    type: str = CommentType.SUBSTANTIVE,
    text: str = "The level is unclear.",
    proposed_text: str = "The level is stated by calibre.",
    rationale: str = "Lines differ by calibre.",
    language: str = "en",
    submit: bool = False,
) -> Comment:
    """A comment of the person's side on paragraph `position` (None: in general), prepared or submitted."""
    paragraph = consultation.revision.paragraphs.get(position=position) if position else None
    made = rounds.save_comment(
        consultation=consultation,
        comment=None,
        version=0,
        paragraph=paragraph,
        type=type,
        language=language,
        text=text,
        proposed_text=proposed_text,
        rationale=rationale,
        by=by,
    )
    if submit:
        rounds.submit_comments(consultation=consultation, comments=[made], by=by)
        made.refresh_from_db()
    return made


def with_comments(consultation: Consultation, people: People, count: int) -> list[Comment]:
    """`count` submitted comments of all types, from France, Germany and the United States in turn."""
    heads = (people.head_fra, people.head_deu, people.head_usa)
    paragraphs = consultation.revision.paragraphs.count()
    return [
        comment(
            consultation,
            heads[n % 3],
            position=n % paragraphs + 1,
            type=CommentType.values[n % 3],
            text=f"Comment number {n}.",
            submit=True,
        )
        for n in range(count)
    ]


def close_round(people: People, consultation: Consultation) -> None:
    rounds.close_consultation(consultation=consultation, by=people.secretariat)


def decide_all(people: People, consultation: Consultation) -> None:
    """Note every submitted comment and circulate the decisions."""
    for each in consultation.comments.undecided():
        rounds.adjudicate(comment=each, decision=Decision.NOTE, explanation="", by=people.secretariat)
    rounds.finish_adjudication(consultation=consultation, by=people.secretariat)


def under_silence(people: People, text: Recommendation) -> Silence:
    """Place an agreed text under silence until the usual deadline."""
    return silence.open_silence(recommendation=text, deadline=default_deadline(clock.now()), by=people.chair)


def break_it(silence_: Silence, by: User) -> Position:
    return silence.state_position(
        silence=silence_,
        stance=Stance.OBJECT,
        text="The deadline of thirty days cannot be met.",
        lifting_text="within sixty days",
        paragraph=silence_.revision.paragraphs.first(),
        by=by,
    )


def report(people: People, *texts: Recommendation) -> Submission:
    """A complete report to the CNAD with the endorsed `texts`, not issued yet."""
    made = submission.create_submission(
        title_en="Report to the CNAD",
        title_fr="Rapport à la CDNA",
        addressee=Addressee.NADREPS,
        plenary_date=None,
        by=people.secretariat,
    )
    words = {f"{part}_{lang}": "<p>Words.</p>" for part in PARTS for lang in LANGS}
    return submission.save_submission(
        submission=made,
        version=made.version,
        texts=words,
        recommendations=list(texts),
        actions=[(Verb.APPROVE, "the recommendations", "les recommandations")],
        by=people.secretariat,
    )


LANGS = ("en", "fr")
PARTS = ("introduction", "summary", "way_ahead", "no_advice")


def text_in(state: str, people: People, **kwargs: object) -> Recommendation:
    """A text in `state`, reached the ordinary way; arguments as `draft`. DRAFT has one issued revision.

    A text that has been under silence was opened thirty days ago, so that its deadline has passed.
    """
    if state in (State.WITHDRAWN, State.SUPERSEDED):
        step = "withdraw" if state == State.WITHDRAWN else "supersede"
        return perform(issued(people, **kwargs), step, by=people.secretariat, why="Overtaken by events.")
    way = MAIN_LINE[1 : MAIN_LINE.index(State(state)) + 1]
    if State.ENDORSED in way:
        with clock.specimen_clock(clock.now() - timedelta(days=30)):
            text = _led(issued(people, **kwargs), way[: way.index(State.ENDORSED)], people)
        return _led(text, way[way.index(State.ENDORSED) :], people)
    return _led(issued(people, **kwargs), way, people)


def _led(text: Recommendation, way: Iterable[State], people: People) -> Recommendation:
    for state in way:
        LEAD[state](text, people)
    text.refresh_from_db()
    return text


def _to_adjudication(text: Recommendation, people: People) -> None:
    consultation = Consultation.objects.get(revision__recommendation=text, closed_at=None)
    close_round(people, consultation)
    decide_all(people, consultation)


def _to_submitted(text: Recommendation, people: People) -> None:
    text.refresh_from_db()
    submission.issue_submission(submission=report(people, text), by=people.secretariat)


LEAD = {
    State.IN_CONSULTATION: lambda text, people: open_round(people, text),
    State.ADJUDICATION: _to_adjudication,
    State.AGREED_BY_GROUP: lambda text, people: perform(text, "agree_in_group", by=people.group_chair),
    State.UNDER_SILENCE: lambda text, people: under_silence(people, text),
    State.ENDORSED: lambda text, _: silence.close_silence(silence=Silence.objects.get(revision=newest(text))),
    State.SUBMITTED: _to_submitted,
    State.EXAMINED: lambda text, people: followup_scenarios.disposed(people, text),
    State.FOLLOW_UP: lambda text, people: followup_scenarios.action(people, text),
    State.CLOSED: lambda text, people: close_text(recommendation=text, why="All is done.", by=people.secretariat),
}
