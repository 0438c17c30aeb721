"""The actions that follow from what the CNAD decided: set them, say how they stand, report on them, close the text."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import people_holding
from boards.enums import StaleVersion
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.access.followup import (
    check_can_close,
    check_can_keep,
    check_can_set_action,
    followed_disposition,
    reports_for,
)
from recommendations.actions.transitions import perform
from recommendations.enums import Implementation, State
from recommendations.models import ActionNote, FollowUpAction, ImplementationReport, Recommendation

REMIND = timedelta(days=7)


@transaction.atomic
def set_action(
    *,
    recommendation: Recommendation,
    title_en: str,
    title_fr: str,
    due: date,
    by: User,
    text_en: str = "",
    text_fr: str = "",
    nation: Nation | None = None,
    body: Body | None = None,
    agency: str = "",
    each_nation: bool = False,
) -> FollowUpAction:
    """Set an action; the first one starts the follow-up of the text. Raises Denied or ValidationError."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_set_action(by, locked)
    owner = _checked_owner(nation, body, agency, each_nation)
    if locked.state == State.EXAMINED:
        perform(locked, "start_follow_up", by=by)
    now = clock.now()
    action = FollowUpAction.objects.create(
        recommendation=locked,
        disposition=followed_disposition(locked),
        title_en=title_en,
        title_fr=title_fr,
        text_en=text_en,
        text_fr=text_fr,
        due=due,
        news_at=now,
        created_at=now,
        created_by=by,
        **owner,
    )
    ActionNote.objects.create(action=action, status=action.status, noted_at=now, noted_by=by)
    _tell(action, Kind.FOLLOW_UP_SET, _owners(action).exclude(pk=by.pk))
    record(by, "follow_up_set", locked, title=title_en or title_fr, due=due)
    return action


@transaction.atomic
def change_action(
    *,
    action: FollowUpAction,
    version: int,
    title_en: str,
    title_fr: str,
    due: date,
    by: User,
    text_en: str = "",
    text_fr: str = "",
    nation: Nation | None = None,
    body: Body | None = None,
    agency: str = "",
    each_nation: bool = False,
) -> FollowUpAction:
    """Change what an action says; whoever owns it newly is told. Raises Denied, StaleVersion or ValidationError."""
    locked = _lock(action)
    check_can_keep(by, locked.recommendation)
    if locked.version != version:
        raise StaleVersion(locked)
    owner = _checked_owner(nation, body, agency, each_nation)
    changed_owner = any(getattr(locked, name) != value for name, value in owner.items())
    if locked.due != due:
        locked.reminded_at = None
    said = {"title_en": title_en, "title_fr": title_fr, "text_en": text_en, "text_fr": text_fr, "due": due}
    for name, value in {**said, **owner}.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    if changed_owner:
        _tell(locked, Kind.FOLLOW_UP_SET, _owners(locked).exclude(pk=by.pk))
    record(by, "follow_up_changed", locked.recommendation, title=title_en or title_fr, due=due)
    return locked


def _checked_owner(nation: Nation | None, body: Body | None, agency: str, each_nation: bool) -> dict[str, Any]:
    if sum(map(bool, (nation, body, agency))) != 1:
        raise ValidationError(_("Name one owner: a nation, a body or an agency."))
    if each_nation and nation:
        raise ValidationError({"each_nation": _("An action of one nation is not one of each.")})
    return {"nation": nation, "body": body, "agency": agency, "each_nation": each_nation}


@transaction.atomic
def note_status(*, action: FollowUpAction, version: int, status: str, text: str, by: User) -> ActionNote:
    """Say how far an action is, and why. Raises Denied, StaleVersion, or ValidationError where no word is said."""
    locked = _lock(action)
    check_can_keep(by, locked.recommendation)
    newest = locked.notes.first()
    if newest and (newest.status, newest.text, newest.noted_by_id) == (status, text, by.pk):
        return newest
    if locked.version != version:
        raise StaleVersion(locked)
    if not text.strip():
        raise ValidationError({"text": _("Say in a note what has changed.")})
    now = clock.now()
    note = ActionNote.objects.create(action=locked, status=status, text=text, noted_at=now, noted_by=by)
    locked.status, locked.news_at, locked.version = status, now, locked.version + 1
    locked.save(update_fields=["status", "news_at", "version"])
    record(by, "follow_up_noted", locked.recommendation, text, status=status, title=locked.title_en or locked.title_fr)
    return note


@transaction.atomic
def report_implementation(
    *,
    action: FollowUpAction,
    status: str,
    by: User,
    planned_by: date | None = None,
    text: str = "",
    language: str = "en",
) -> ImplementationReport:
    """Report for the person's nation, or decline to; it replaces what the nation reported before.

    Saying the same again changes nothing. Raises Denied or ValidationError.
    """
    locked = _lock(action)
    nation = reports_for(by, locked)
    if (status == Implementation.PLANNED) != (planned_by is not None):
        raise ValidationError({"planned_by": _("By when it is planned is said for what is planned, and only then.")})
    said = {"status": status, "planned_by": planned_by, "text": text, "language": language}
    current = locked.reports.current().filter(nation=nation)
    if same := current.filter(**said).first():
        return same
    now = clock.now()
    current.update(superseded_at=now)
    made = ImplementationReport.objects.create(action=locked, nation=nation, reported_at=now, reported_by=by, **said)
    locked.news_at = now
    locked.save(update_fields=["news_at"])
    record(by, "implementation_reported", made, status=status, nation=nation.alpha3)
    return made


@transaction.atomic
def close_text(*, recommendation: Recommendation, why: str, by: User) -> Recommendation:
    """End the work on a text the CNAD has dealt with. Actions that are still open take a reason.

    Raises Denied, or ValidationError where actions are open and `why` is empty.
    """
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_close(by, locked)
    open_ones = locked.follow_up_actions.open().count()
    if not why.strip() and (open_ones or not locked.follow_up_actions.exists()):
        raise ValidationError({"why": _("Say why the text is closed without its actions ended.")})
    return perform(locked, "close", by=by, why=why, open_actions=open_ones)


@transaction.atomic
def remind_of_actions() -> int:
    """Tell the owners of what is due within a week, once; how many actions were told of."""
    now = clock.now()
    today = day_of(now)
    due = FollowUpAction.objects.open().filter(
        reminded_at=None, due__lte=today + REMIND, due__gte=today, recommendation__state=State.FOLLOW_UP
    )
    actions = list(due.select_for_update(of=("self",), skip_locked=True).select_related("recommendation"))
    for action in actions:
        keepers = people_holding("keep_follow_up", [action.recommendation.body_id])
        _tell(action, Kind.FOLLOW_UP_DUE, {*_owners(action, left=True), *keepers})
    FollowUpAction.objects.filter(pk__in=[action.pk for action in actions]).update(reminded_at=now)
    return len(actions)


def _owners(action: FollowUpAction, *, left: bool = False) -> Any:
    """Who acts on it: the nation's delegation, or each nation's (`left`: that has not reported), and the body's pen."""
    nations: Iterable[Nation] = [action.nation] if action.nation else []
    if action.each_nation:
        allies = Nation.objects.filter(ally=True)
        nations = allies.exclude(pk__in=action.reports.current().values("nation")) if left else allies
    told = people_holding("report_implementation", [action.recommendation.body_id], nations=nations)
    heard = Q(pk__in=told.values("pk"))
    if action.body_id:
        heard |= Q(pk__in=people_holding("keep_programme", [action.body_id]).values("pk"))
    return User.objects.filter(heard)


def _tell(action: FollowUpAction, kind: Kind, people: Iterable[User]) -> None:
    notify(
        people,
        kind,
        path=reverse("followup:action", args=[action.pk]),
        key=f"{action.pk}:{action.version}:{action.due}",
        title_en=action.title_en,
        title_fr=action.title_fr,
        due=action.due.isoformat(),
    )


def _lock(action: FollowUpAction) -> FollowUpAction:
    """The row of the text first, then the action's: in the order everybody takes them."""
    text = Recommendation.objects.select_for_update().select_related(None).get(pk=action.recommendation_id)
    locked = FollowUpAction.objects.select_for_update().get(pk=action.pk)
    locked.recommendation = text
    return locked
