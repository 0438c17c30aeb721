"""What drafting, rounds, silence procedures and reports ask of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boards.access import Rights
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.ask import Ask
from recommendations.access.permissions import side_of
from recommendations.access.visibility import consultations_visible_to, silences_visible_to, submissions_visible_to
from recommendations.enums import CnadOutcome, Outcome, State
from recommendations.models import Consultation, Disposition, Position, Recommendation, Revision, Silence


def asks(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    yield from _positions(user, rights, now)
    yield from _comments(user, rights, now)
    yield from _decisions(user, rights)
    yield from _texts_to_move(rights)
    yield from _action_sheets(user, rights)
    yield from _reports(user, rights)


def _positions(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    nations = {
        nation.pk: nation
        for body in rights.bodies("state_position")
        if (nation := rights.nation("state_position", body))
    }
    if not nations:
        return
    stated = Position.objects.current().filter(silence=OuterRef("pk"), nation__in=nations)
    open_ones = (
        silences_visible_to(user)
        .filter(~Exists(stated), outcome=Outcome.OPEN, deadline__gt=now, electors__nation__in=nations)
        .select_related("revision__document", "revision__recommendation")
    )
    for silence in open_ones:
        nation = rights.nation("state_position", silence.revision.recommendation.body_id)
        yield Ask(
            gettext_lazy("Silence procedure"),
            silence.revision,
            str(silence.revision),
            _("%(nation)s has not stated a position. Without one at the deadline, %(nation)s is taken to agree.")
            % {"nation": nation},
            reverse("silences:detail", args=[silence.pk]),
            gettext_lazy("Open the silence board"),
            silence.deadline,
        )


def _comments(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    if not rights.anywhere("prepare_comment"):
        return
    mine = Q(comments__nation__in=rights.own_nations) | Q(comments__body__in=rights.seat_bodies)
    rounds = (
        consultations_visible_to(user)
        .filter(closed_at=None, closes_at__gt=now)
        .select_related("revision__document", "revision__recommendation__body")
        .prefetch_related("audiences")
        .annotate(
            prepared=Count("comments", filter=mine & Q(comments__submitted_at=None)),
            submitted=Count("comments", filter=mine & Q(comments__submitted_at__isnull=False)),
        )
    )
    for consultation in rounds:
        side = side_of(user, consultation)
        if side is None:
            continue
        submits = rights.has("submit_comment", side[1])
        yield Ask(
            gettext_lazy("Round of comments"),
            consultation.revision,
            str(consultation.revision),
            _prepared(consultation),
            reverse("consultations:detail", args=[consultation.pk]),
            gettext_lazy("Review and submit") if submits and consultation.prepared else gettext_lazy("Write a comment"),
            consultation.closes_at,
        )


def _prepared(consultation: Consultation) -> str:
    prepared, submitted = consultation.prepared, consultation.submitted  # type: ignore[attr-defined] # as annotated
    if prepared:
        return ngettext(
            "%(n)d comment is prepared and not submitted yet.",
            "%(n)d comments are prepared and not submitted yet.",
            prepared,
        ) % {"n": prepared}
    if submitted:
        return ngettext("%(n)d comment was submitted.", "%(n)d comments were submitted.", submitted) % {"n": submitted}
    return _("No comment has been prepared.")


def _decisions(user: User, rights: Rights) -> Iterator[Ask]:
    bodies = rights.bodies("adjudicate")
    if not bodies:
        return
    rounds = (
        Consultation.objects.filter(
            revision__recommendation__body__in=bodies,
            revision__recommendation__state=State.ADJUDICATION,
            closed_at__isnull=False,
            adjudicated_at=None,
        )
        .select_related("revision__document", "revision__recommendation")
        .annotate(
            left=Count("comments", filter=Q(comments__submitted_at__isnull=False, comments__adjudication__isnull=True))
        )
    )
    for consultation in rounds:
        left = consultation.left
        yield Ask(
            gettext_lazy("Adjudication"),
            consultation.revision,
            str(consultation.revision),
            ngettext("%(n)d comment is to be decided.", "%(n)d comments are to be decided.", left) % {"n": left}
            if left
            else _("Every comment is decided: circulate the decisions."),
            reverse("consultations:adjudicate", args=[consultation.pk]),
            gettext_lazy("Decide"),
        )


_AGREED = gettext_lazy("The group has agreed. The text can be placed under silence.")
_DECIDED = gettext_lazy("The comments are decided. The group is to agree, or the text to be revised.")
_BROKEN = gettext_lazy("Silence was broken on the text. It is to be revised, or the group to agree anew.")
_RETURNED = gettext_lazy("The CNAD returned the text for further work: it is to be revised.")


def _texts_to_move(rights: Rights) -> Iterator[Ask]:
    """Decided texts, of who records agreement and who revises; agreed ones, of who places them under silence."""
    decided = Q(state=State.ADJUDICATION, body__in=rights.bodies("agree_in_group") | rights.bodies("draft_text"))
    agreed = Q(state=State.AGREED_BY_GROUP, body__in=rights.bodies("run_silence"))
    undecided = Consultation.objects.filter(revision__recommendation=OuterRef("pk"), adjudicated_at=None)
    texts = Recommendation.objects.filter(decided | agreed).exclude(Exists(undecided)).order_by("state_since")
    broken = Silence.objects.filter(
        ~Exists(_newer("revision")), revision__recommendation=OuterRef("pk"), outcome=Outcome.BROKEN
    )
    returned = Disposition.objects.current().filter(
        ~Exists(_newer("item__revision")), item__recommendation=OuterRef("pk"), outcome=CnadOutcome.RETURNED
    )
    for text in texts.annotate(broken=Exists(broken), returned=Exists(returned)):
        sentence = _RETURNED if text.returned else _BROKEN if text.broken else _DECIDED
        yield Ask(
            text.get_state_display(),
            text,
            "",
            str(_AGREED if text.state == State.AGREED_BY_GROUP else sentence),
            reverse("recommendations:detail", args=[text.pk]),
            gettext_lazy("Open the text"),
        )


def _newer(path: str) -> QuerySet[Revision]:
    """What was issued of the text since the revision at `path` of the row outside."""
    later = Q(recommendation=OuterRef(f"{path}__recommendation"), number__gt=OuterRef(f"{path}__number"))
    return Revision.objects.issued().filter(later)


def _action_sheets(user: User, rights: Rights) -> Iterator[Ask]:
    bodies = rights.bodies("run_silence")
    unsigned = Silence.objects.filter(
        outcome=Outcome.AGREED, action_sheet=None, revision__recommendation__body__in=bodies
    ).select_related("revision__document", "revision__recommendation")
    for silence in unsigned if bodies else ():
        yield Ask(
            gettext_lazy("Action sheet"),
            silence.revision,
            str(silence.revision),
            _("Silence ended without a break. The action sheet is drafted for signature."),
            reverse("silences:detail", args=[silence.pk]),
            gettext_lazy("Review and issue"),
        )


def _reports(user: User, rights: Rights) -> Iterator[Ask]:
    if not rights.anywhere("draft_report"):
        return
    for report in submissions_visible_to(user).filter(issued_at=None):
        yield Ask(
            gettext_lazy("Report to the CNAD"),
            report,
            "",
            _("The report is in draft."),
            reverse("submissions:detail", args=[report.pk]),
            gettext_lazy("Continue"),
        )
