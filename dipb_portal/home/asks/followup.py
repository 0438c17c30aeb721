"""What the way of reports and the actions that follow from decisions of the CNAD ask of a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.access import Rights
from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.ask import Ask
from dipb_portal.lib.deadlines import BRUSSELS, day_of
from recommendations.access.visibility import submissions_visible_to
from recommendations.enums import State
from recommendations.models import Disposition, FollowUpAction, ImplementationReport, Submission, SubmissionItem
from recommendations.queries.followup import actions_for, asks_of, late, stale

_ISSUED = gettext_lazy("The report is issued. How it was transmitted is not recorded yet.")
_DECIDED = gettext_lazy("Its session is over. What the CNAD decided on some texts is not recorded yet.")
_AGAIN = gettext_lazy("A deferral by the CNAD has ended. What the CNAD decided since is not recorded yet.")
_LATE = gettext_lazy("The action is late. Its owner: %(owner)s.")
_QUIET = gettext_lazy("There has been no news of this action for two months. Its owner: %(owner)s.")

AHEAD = timedelta(days=14)  # an action is shown so long before it is due


def asks(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    yield from _national(user, rights, now)
    yield from _kept(user, rights)
    yield from _reports(user, rights, now)


def _national(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    """Actions due soon or late that ask the person's nation and on which it has said nothing final."""
    nations = {_nation(rights, body) for body in rights.bodies("report_implementation")} - {None}
    for nation in nations:
        assert nation is not None
        ended = Q(status__in=["implemented", "declined", "n/a"])
        said = ImplementationReport.objects.current().filter(ended, action=OuterRef("pk"), nation=nation)
        due = (
            actions_for(user)
            .open()
            .filter(
                asks_of(nation.pk),
                ~Exists(said),
                recommendation__state=State.FOLLOW_UP,
                due__lte=day_of(now + AHEAD),
            )
        )
        for action in due:
            yield Ask(
                gettext_lazy("Follow-up action"),
                action,
                "",
                _("%(nation)s may report on implementation, or decline to.") % {"nation": nation},
                reverse("followup:report", args=[action.pk]),
                gettext_lazy("Report"),
                _end_of(action),
                whole_day=True,
            )


def _nation(rights: Rights, body: int) -> Nation | None:
    return rights.nation("report_implementation", body)


def _kept(user: User, rights: Rights) -> Iterator[Ask]:
    """Late and stale actions, of those who keep them; that there was no news says more than the date, which shows."""
    bodies = rights.bodies("keep_follow_up")
    if not bodies:
        return
    kept = actions_for(user).filter(recommendation__body__in=bodies, recommendation__state=State.FOLLOW_UP)
    for action in kept.filter(late() | stale()):
        words = _QUIET if action.is_stale else _LATE  # type: ignore[attr-defined] # as annotated
        yield Ask(
            gettext_lazy("Follow-up action"),
            action,
            "",
            words % {"owner": action.owner},
            reverse("followup:action", args=[action.pk]),
            gettext_lazy("Record the status"),
            _end_of(action),
            whole_day=True,
        )


def _end_of(action: FollowUpAction) -> datetime:
    return datetime.combine(action.due, datetime.max.time().replace(microsecond=0), BRUSSELS)


def _reports(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    """Issued reports that were not sent on yet, and those whose session is over without a decision on record."""
    if not rights.anywhere("record_examination"):
        return
    today = day_of(now)
    over = Disposition.objects.deferrals().filter(deferred_until__lt=today)
    settled = Disposition.objects.current().filter(item=OuterRef("pk")).exclude(pk__in=over.values("pk"))
    open_items = SubmissionItem.objects.filter(~Exists(settled), submission=OuterRef("pk"))
    reports = (
        submissions_visible_to(user)
        .filter(issued_at__isnull=False)
        .annotate(
            session=F("transmission__scheduled_for"),
            left=Exists(open_items),
            again=Exists(over.filter(item__submission=OuterRef("pk"))),
        )
        .filter(
            Q(transmission=None)
            | Q(again=True)
            | Q(Q(left=True) | Q(transmission__examined_on=None), session__lt=today)
        )
        .select_related("document", "transmission")
        .defer("contents")
        .order_by("issued_at")
    )
    for report in reports:
        yield _ask(report, _AGAIN if report.again else _DECIDED if hasattr(report, "transmission") else _ISSUED)


def _ask(report: Submission, sentence: Promise) -> Ask:
    return Ask(
        gettext_lazy("Report to the CNAD"),
        report,
        str(report),
        str(sentence),
        reverse("submissions:detail", args=[report.pk]),
        gettext_lazy("Record"),
    )
