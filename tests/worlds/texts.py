"""Texts in drafting, a round, a silence procedure, reports."""

from uuid import uuid4

from dipb_portal.accounts.models import User
from dipb_portal.lib import storage
from recommendations.actions import drafting, packets, silence, submission
from recommendations.actions.paragraphs import save_paragraph
from recommendations.enums import Stance, State
from recommendations.models import Consultation, Packet, Silence
from recommendations.packets.build import Built
from tests import scenarios
from tests.scenarios import People
from tests.worlds.world import DRAFTERS, FRANCE, MEMBERS, World

CANARIES = {
    "CANARY-SCS-DRAFT": {"secretariat", "chair", "rapporteur_scs"},
    "CANARY-CAP-DRAFT": DRAFTERS,
    "CANARY-CAP-REVISED": DRAFTERS,
    "CANARY-CAP-ISSUED": MEMBERS,
    "CANARY-CAP-RELEASED": MEMBERS | {"niag"},
    "CANARY-PREPARED-FRA": FRANCE,
    "CANARY-COMMENT-FRA": MEMBERS,
    "CANARY-COMMENT-NIAG": MEMBERS | {"niag"},
    "CANARY-POSITION-DEU": MEMBERS,
    "CANARY-REPORT-DRAFT": {"secretariat", "chair"},
    "CANARY-REPORT-ISSUED": MEMBERS | {"rapporteur_scs"},
}


def build(world: World, people: People) -> None:
    _drafts(world, people)
    _round(world, people)
    _silence(world, people)
    _reports(world, people)


def retitle(text, word: str, by: User) -> None:
    revision = scenarios.working(text)
    drafting.save_heading(
        revision=revision,
        version=revision.version,
        title_en=f"{word} title",
        title_fr=f"{word} titre",
        subject="planning",
        objectives=["stocks"],
        goals=["capacity"],
        by=by,
    )
    first = revision.paragraphs.first()
    save_paragraph(
        paragraph=first,
        version=first.version,
        text_en=f"<p>{word} text</p>",
        text_fr=f"<p>{word} texte</p>",
        translation_checked=True,
        by=by,
    )


def _text(world: World, text) -> None:
    world.add(
        "recommendations:detail recommendations:history recommendations:documents recommendations:revise "
        "recommendations:edit recommendations:heading recommendations:issue recommendations:discard "
        "recommendations:add_first consultations:for_text consultations:open silences:for_text silences:open",
        text.pk,
    )
    for name in ("agree_in_group", "withdraw", "examine"):
        world.add("recommendations:step", text.pk, name)
    world.add("recommendations:compare", text.pk, 0, 1)
    world.add("recommendations:release", text.pk, 0, "NIAG")
    for revision in text.revisions.all():
        for paragraph in revision.paragraphs.all()[:1]:
            world.add("recommendations:paragraph recommendations:split recommendations:delete", text.pk, paragraph.pk)


def _drafts(world: World, people: People) -> None:
    for by, group, word in (
        (people.rapporteur_scs, "SCS", "CANARY-SCS-DRAFT"),
        (people.rapporteur, "CAP", "CANARY-CAP-DRAFT"),
    ):
        text = scenarios.draft(by, group=group, title=word)
        retitle(text, word, by)
        _text(world, text)


def _round(world: World, people: People) -> None:
    text = scenarios.draft(people.rapporteur, title="CANARY-CAP-RELEASED")
    retitle(text, "CANARY-CAP-RELEASED", people.rapporteur)
    drafting.issue_revision(recommendation=text, by=people.secretariat)
    consultation = scenarios.open_round(people, text)
    prepared = scenarios.comment(consultation, people.expert_fra, text="CANARY-PREPARED-FRA")
    scenarios.comment(consultation, people.head_fra, text="CANARY-COMMENT-FRA", submit=True)
    scenarios.comment(consultation, people.niag, text="CANARY-COMMENT-NIAG", submit=True)
    _text(world, text)
    closed = scenarios.issued(people, title="CANARY-CAP-ISSUED")
    over = scenarios.open_round(people, closed, audiences=["CAP"])
    scenarios.comment(over, people.head_fra, text="CANARY-COMMENT-FRA", submit=True)
    scenarios.close_round(people, over)
    working = drafting.start_revision(recommendation=closed, by=people.rapporteur)
    retitle(working.recommendation, "CANARY-CAP-REVISED", people.rapporteur)
    _text(world, closed)
    for each in (consultation, over):
        world.add(
            "consultations:detail consultations:close consultations:comment consultations:submit "
            "consultations:adjudicate consultations:accept consultations:circulate",
            each.pk,
        )
    for comment in Consultation.objects.get(pk=consultation.pk).comments.all():
        world.add("consultations:edit consultations:discard", consultation.pk, comment.pk)
    assert prepared.submitted_at is None


def _silence(world: World, people: People) -> None:
    running = scenarios.text_in(State.UNDER_SILENCE, people, title="Powder")
    procedure = Silence.objects.get(revision__recommendation=running)
    silence.state_position(silence=procedure, stance=Stance.RESERVATION, text="CANARY-POSITION-DEU", by=people.head_deu)
    scenarios.text_in(State.ENDORSED, people, title="Propellant")
    _text(world, running)
    for each in Silence.objects.all():
        world.add(
            "silences:detail silences:state silences:break silences:extend silences:withdraw "
            "silences:action_sheet silences:lift",
            each.pk,
        )


def _reports(world: World, people: People) -> None:
    for word, issue in (("CANARY-REPORT-DRAFT", False), ("CANARY-REPORT-ISSUED", True)):
        text = scenarios.text_in(State.ENDORSED, people, title="Stocks")
        made = scenarios.report(people, text)
        made = submission.save_submission(
            submission=made,
            version=made.version,
            texts={"title_en": word, "summary_en": f"<p>{word}</p>"},
            recommendations=[text],
            actions=[("note", word, word)],
            by=people.secretariat,
        )
        if issue:
            submission.issue_submission(submission=made, by=people.secretariat)
        else:
            submission.request_packet(submission=made, edition="en", key=uuid4(), by=people.secretariat)
        world.add("submissions:detail submissions:edit submissions:build submissions:issue", made.pk)
    while packet := packets.lease_next():
        word = "CANARY-REPORT-ISSUED" if packet.issued else "CANARY-REPORT-DRAFT"
        digest = storage.put(f"%PDF {word}".encode())
        packets.complete_packet(packet, Built(digest, 4, 1))
    for packet in Packet.objects.all():
        world.add("submissions:packet submissions:progress submissions:download", packet.pk)
