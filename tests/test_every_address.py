"""Every address, for everybody: nobody reads what is hidden from them, nothing breaks, nothing is unreachable.

The world below holds a canary in every kind of hidden content. Each person opens every address with the objects of
their own group and of another, reading and posting; a response may hold only canaries the person may read.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from boards.models import Document
from dipb_portal.accounts.models import User
from dipb_portal.home.health import say_alive
from recommendations.actions import drafting, packets, silence, submission
from recommendations.actions.paragraphs import save_paragraph
from recommendations.enums import Stance, State
from recommendations.models import Consultation, Packet, Silence
from recommendations.packets import store
from tests import scenarios
from tests.scenarios import People

pytestmark = pytest.mark.django_db

DRAFTERS = {"secretariat", "chair", "group_chair", "rapporteur"}
FRANCE = {"head_fra", "deputy_fra", "expert_fra"}
MEMBERS = DRAFTERS | FRANCE | {"head_deu", "head_usa"}

# Who may read which canary.
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
PUBLIC = "anonymous"
# The addresses of the admin's own machinery that stand for the rest of it.
ADMIN = {"index", "boards_nation_changelist", "boards_nation_change", "accounts_user_changelist"}
ENDS_THE_SESSION = {"account_logout"}


@dataclass
class World:
    """The objects that addresses are made of: by the name of an address, the arguments to open it with."""

    arguments: dict[str, list[list[object]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, names: str, *arguments: object) -> None:
        for name in names.split():
            self.arguments[name].append(list(arguments))


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


@pytest.fixture
def world(people: People) -> World:
    world = World()
    _drafts(world, people)
    _round(world, people)
    _silence(world, people)
    _reports(world, people)
    for document in Document.objects.all():
        world.add("boards:document", document.pk)
    for code in ("CAP", "SCS"):
        world.add("workinggroups:detail", code)
    world.add("marking_css", "fr")
    world.add("account_reset_password_from_key", "zz", "set-password")
    world.add("admin:boards_nation_change", Document.objects.first().body.pk)
    return world


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
        digest = store.put(f"%PDF {word}".encode())
        packets.complete_packet(packet, sha256=digest, size=4, pages=1)
    for packet in Packet.objects.all():
        world.add("submissions:packet submissions:progress submissions:download", packet.pk)


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the portal; of the admin, only the ones named in ADMIN."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, space + inner)
        elif space != "admin:" or pattern.name in ADMIN:
            yield f"{space}{pattern.name}", pattern


def visits(world: World) -> list[tuple[str, str]]:
    """The name and path of every visit; an address that takes arguments must have been given some."""
    found = []
    for name, pattern in addresses():
        arguments = world.arguments.get(name) or ([] if pattern.pattern.regex.groups else [[]])
        assert arguments, f"give {name} arguments: this test opens every address"
        found += [(name, reverse(name, args=each)) for each in arguments]
    return found


def text_of(response: HttpResponse) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return content.decode(errors="replace") + str(response.headers)


def visited(people: People, world: World, role: str) -> tuple[set[str], list[str]]:
    """Open everything as `role`: the addresses reached, and what went wrong."""
    say_alive()
    client, user = Client(raise_request_exception=False), getattr(people, role, None)
    if user:
        client.force_login(user)
    hidden = [word for word, readers in CANARIES.items() if role not in readers]
    reached, faults = set(), []
    for method in ("get", "post"):
        for name, path in visits(world):
            if method == "post" and name in ENDS_THE_SESSION:
                continue
            with transaction.atomic():
                response = getattr(client, method)(path)
                body = text_of(response)
                transaction.set_rollback(True)
            if response.status_code >= 500:
                faults.append(f"{method} {path}: {response.status_code}")
            faults += [f"{method} {path}: {word}" for word in hidden if word in body]
            if response.status_code in (200, 302, 303, 409, 422):
                reached.add(name)
    return reached, faults


@pytest.mark.parametrize("role", [*(each.name for each in fields(People)), PUBLIC])
def test_nobody_reads_what_is_hidden_and_nothing_breaks(role: str, people: People, world: World) -> None:
    faults = visited(people, world, role)[1]
    assert not faults, "\n".join(faults)


def test_every_address_is_reached_by_somebody(people: People, world: World) -> None:
    reached = set().union(*(visited(people, world, role)[0] for role in ("secretariat", "head_fra", "admin", PUBLIC)))
    assert {name for name, _path in visits(world)} - reached == set()


def test_the_canaries_live_where_they_should(people: People, world: World) -> None:
    """Else the tests above would pass for the wrong reason: each canary is read by each who may read it."""
    unread = []
    for each in fields(people):
        client, role = Client(), each.name
        client.force_login(getattr(people, role))
        pages = "".join(text_of(client.get(path)) for name, path in visits(world))
        unread += [f"{role}: {word}" for word, readers in CANARIES.items() if role in readers and word not in pages]
    assert not unread, "\n".join(unread)
