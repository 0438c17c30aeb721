"""Freeze what a packet says: read the report and all it stands on from the database, once."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind, Goal, Objective
from boards.models import Body, Document, Nation, Tasking
from dipb_portal.audit import journal
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, day_of
from dipb_portal.lib.languages import language_of
from recommendations.enums import Addressee, Edition, Outcome, Stance
from recommendations.models import (
    Comment,
    Consultation,
    Position,
    Recommendation,
    Silence,
    Submission,
    SubmissionItem,
)
from recommendations.packets import contents as say
from recommendations.packets import progress, prose, words
from recommendations.packets.carried import advices, carried, facts
from recommendations.packets.contents import Text
from recommendations.packets.rows import both, in_its_language, labels, nation, said
from recommendations.packets.serialise import plain

DRAFTS = {"en": "DRAFT", "fr": "PROJET", "both": "DRAFT / PROJET"}


def in_edition(contents: dict[str, Any], edition: str) -> dict[str, Any]:
    """The frozen contents as one edition says them.

    A draft has that word where the serial will stand; the French edition lists nations in their French order.
    """
    narrowed = {**contents, "edition": edition}
    narrowed["reference"] = contents["reference"].replace(DRAFTS["both"], DRAFTS[edition])
    if edition == Edition.FRENCH:
        narrowed["consultations"] = [
            {**each, "positions": sorted(each["positions"], key=_french_order)} for each in contents["consultations"]
        ]
    return narrowed


def _french_order(position: dict[str, Any]) -> str:
    """By French name, accents and hyphens ignored (domain rule 4)."""
    decomposed = unicodedata.normalize("NFD", position["party"]["name"]["fr"])
    return "".join(letter for letter in decomposed if letter.isalpha()).casefold()


def snapshot(submission: Submission) -> dict[str, Any]:
    """The contents of the report as JSON types, in the parallel edition; `in_edition` narrows it.

    A report in draft has no number and bears the date of today; an issued one its own.
    """
    now = clock.now()
    issued_at = submission.issued_at or now
    board = Body.objects.get(kind=BodyKind.PLENARY)
    cnad = Body.objects.get(kind=BodyKind.SUPERIOR)
    items = list(
        submission.items.select_related("recommendation__body", "revision__document").prefetch_related(
            "revision__paragraphs"
        )
    )
    sequence, digest = journal.head()
    return plain(
        say.Contents(
            reference=submission.document.reference if submission.document else _draft_reference(board, issued_at),
            edition="both",
            marking=Text(**settings.MARKING),
            specimen=settings.SPECIMEN,
            issued=day_of(issued_at),
            body=both(board, "name"),
            title=both(submission, "title"),
            note=_note(board, cnad),
            addressee=say.Addressee(
                "plenary" if submission.addressee == Addressee.PLENARY else "nadreps", submission.plenary_date
            ),
            cover=prose.paragraphs(submission.introduction_en, submission.introduction_fr),
            purpose=(),
            actions=tuple(
                say.Action(cast(say.Verb, action.verb), Text(action.text_en, action.text_fr))
                for action in submission.actions.all()
            ),
            summary=prose.paragraphs(submission.summary_en, submission.summary_fr),
            recommendations=tuple(_recommendation(item) for item in items),
            background=tuple(_background(items)),
            advices=tuple(advices(items)),
            no_advice=prose.paragraphs(submission.no_advice_en, submission.no_advice_fr),
            consultations=tuple(c for item in items if (c := _consultation(item))),
            matrices=tuple(matrix for item in items for matrix in _matrices(item)),
            tables=progress.tables(submission),
            way_ahead=prose.paragraphs(submission.way_ahead_en, submission.way_ahead_fr),
            history=tuple(event for item in items for event in _history(item)),
            frozen_at=now,
            chain=say.ChainHead(sequence, digest),
            version=settings.VERSION,
            signature=both(board, "chair_title"),
        )
    )


def _draft_reference(board: Body, at: datetime) -> str:
    return f"{board.series_root}-D({at.astimezone(BRUSSELS).year}) {DRAFTS['both']}"


def _note(board: Body, cnad: Body) -> Text:
    return Text(
        f"Note by the Chair of the {board.acronym_en} to the {cnad.name_en}",
        f"Note de la présidence du {board.acronym_fr} à la {cnad.name_fr}",
    )


def _background(items: list[SubmissionItem]) -> Iterator[Text]:
    """What the Board asked for, where a text answers a task of a decision sheet or of none."""
    asked = Tasking.objects.filter(recommendations__in=[item.recommendation_id for item in items])
    told = _("The Board set the task “%(title)s”%(sheet)s, due on %(due)s.")
    for task in asked.select_related("decision__item__meeting__decision_sheet").distinct().order_by("due", "pk"):
        title = Text(escape(task.title_en), escape(task.title_fr))
        sheet = task.decision.item.meeting.decision_sheet if task.decision else None
        reference = f" ({sheet.reference})" if sheet else ""
        line = words.say(told, title=title, sheet=reference, due=words.day(task.due))
        yield Text(f"<p>{line.en}</p>", f"<p>{line.fr}</p>")


def _silence(item: SubmissionItem) -> Silence | None:
    return Silence.objects.filter(revision=item.revision, outcome=Outcome.AGREED).select_related("action_sheet").first()


def _recommendation(item: SubmissionItem) -> say.Recommendation:
    recommendation = item.recommendation
    silence = _silence(item)
    reserved = silence.positions.current().filter(stance="reservation") if silence else Position.objects.none()
    return say.Recommendation(
        reference=str(item.revision),
        kind=cast(Any, recommendation.kind),
        title=both(item.revision, "title"),
        facts=(
            say.Fact(said(_("Group")), both(recommendation.body, "name")),
            say.Fact(said(_("Objectives")), labels(Objective, recommendation.objectives)),
            say.Fact(said(_("DPAP goals")), labels(Goal, recommendation.goals)),
            *facts(recommendation),
        ),
        paragraphs=tuple(
            say.Paragraph(str(p.position), Text(p.text_en, p.text_fr)) for p in item.revision.paragraphs.all()
        ),
        reservations=tuple(
            say.Reservation(
                nation(position.nation),
                in_its_language(position.text, position.language),
                str(position.paragraph.position) if position.paragraph else "",
            )
            for position in reserved.select_related("nation", "paragraph").order_by("nation__rank_en")
        ),
        **carried(recommendation),
    )


def _consultation(item: SubmissionItem) -> say.Consultation | None:
    """How the text was agreed; positions in English protocol order, none left out, none counted."""
    silence = _silence(item)
    title = both(item.revision, "title")
    if silence is None or silence.ended_at is None:
        decided = say.Agreement("decision", "", _decided_at(item.recommendation))
        return say.Consultation(str(item.revision), title, decided, ())
    stated = {position.nation_id: position for position in silence.positions.current()}
    positions = []
    for elector in silence.electors.select_related("nation").order_by("nation__rank_en"):
        position = stated.get(elector.nation_id)
        positions.append(
            say.Position(
                nation(elector.nation),
                position.stance if position else "none",  # type: ignore[arg-type] # one of the codes, by its constraint
                day_of(position.stated_at) if position else None,
            )
        )
    sheet = silence.action_sheet.reference if silence.action_sheet else ""
    agreement = say.Agreement("silence", sheet, silence.deadline, silence.opened_at)
    return say.Consultation(str(item.revision), title, agreement, tuple(positions))


def _decided_at(recommendation: Recommendation) -> datetime:
    """When the Board decided: the journal knows, as the text may have moved on since."""
    acts = Entry.objects.filter(object_type=recommendation._meta.label_lower, object_id=str(recommendation.pk))
    decided = acts.filter(verb="endorse_by_decision").order_by("-sequence").values_list("at", flat=True).first()
    return decided or recommendation.state_since


def _matrices(item: SubmissionItem) -> list[say.Matrix]:
    """A matrix for each round on the text, oldest first."""
    rounds = (
        Consultation.objects.filter(revision__recommendation=item.recommendation)
        .select_related("revision__document")
        .order_by("opened_at")
    )
    return [
        say.Matrix(
            str(each.revision),
            both(each.revision, "title"),
            tuple(
                _comment(comment, _changed_in(each))
                for comment in each.comments.submitted()
                .select_related("nation", "body", "paragraph", "adjudication")
                .order_by("serial")
            ),
        )
        for each in rounds
        if each.comments.submitted().exists()
    ]


def _comment(comment: Comment, changed_in: str) -> say.Comment:
    decision = getattr(comment, "adjudication", None)
    return say.Comment(
        serial=comment.serial or 0,
        source=comment.source_code,
        language=cast(say.Language, comment.language),
        paragraph=str(comment.paragraph.position) if comment.paragraph else "GEN",
        type=cast(say.CommentType, comment.type),
        comment=comment.text,
        proposal=comment.proposed_text,
        rationale=comment.rationale,
        decision=decision.decision if decision else "open",
        explanation=_explanation(decision.explanation, comment.language) if decision else Text(),
        version=changed_in if decision and decision.decision in ("accept", "modify") else "",
    )


def _explanation(text: str, language: str) -> Text:
    return in_its_language(text, language_of(text, language))


def _changed_in(consultation: Consultation) -> str:
    """The revision in which accepted comments appear: the next one issued, "" where there is none."""
    revision = consultation.revision
    later = revision.recommendation.revisions.issued().filter(number__gt=revision.number)
    number = later.order_by("number").values_list("number", flat=True).first()
    return f"-REV{number}" if number else ""


def _history(item: SubmissionItem) -> list[say.Event]:
    """What became of the text, oldest first: its revisions, its action sheets, and who broke silence on it."""
    issued = Document.objects.filter(revision__recommendation=item.recommendation)
    sheets = Document.objects.filter(silence__revision__recommendation=item.recommendation)
    events = [(each.issued_at, each.reference, said(_("Revision issued"))) for each in issued]
    events += [(each.issued_at, each.reference, said(_("Action sheet"))) for each in sheets]
    broken = Position.objects.filter(silence__revision__recommendation=item.recommendation, stance=Stance.OBJECT)
    for position in broken.select_related("silence__revision__document", "nation"):
        events.append((position.stated_at, str(position.silence.revision), _broken(position.nation)))
    events.sort(key=lambda event: event[:2])
    return [say.Event(day_of(at), reference, what) for at, reference, what in events]


def _broken(nation: Nation) -> Text:
    what = said(_("Silence broken"))
    return Text(f"{what.en}: {nation.name_en}", f"{what.fr}\N{NO-BREAK SPACE}: {nation.name_fr}")
