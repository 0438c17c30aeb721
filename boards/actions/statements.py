"""The perspectives of nations and staff on an item of the agenda."""

from django.db import transaction

from boards.access.meetings import check_can_state, statements_visible_to
from boards.actions.following import tell_followers_of_meeting
from boards.actions.meetings import lock
from boards.enums import StaleVersion
from boards.models import AgendaItem, Statement
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock


@transaction.atomic
def make_statement(*, item: AgendaItem, version: int, language: str, text: str, by: User) -> Statement:
    """Say what the person's nation, or the staff, has to say on the item; it replaces what it said before.

    `version` is 0 for the first. Raises Denied, StaleVersion.
    """
    meeting = lock(item.meeting)
    speaker = check_can_state(by, meeting)
    said = Statement.objects.select_for_update().filter(item=item, nation=speaker.nation, body=speaker.body).first()
    if (said.version if said else 0) != version:
        raise StaleVersion(said)
    statement = said or Statement(item=item, nation=speaker.nation, body=speaker.body)
    statement.language, statement.text = language, text
    statement.made_by, statement.made_at = by, clock.now()
    statement.version = version + 1
    statement.save()
    tell_followers_of_meeting(meeting, statement, among=statements_visible_to, what=str(statement.version), by=by)
    record(by, "statement_made", statement, nation=speaker.nation.alpha3 if speaker.nation else "")
    return statement


@transaction.atomic
def withdraw_statement(*, item: AgendaItem, by: User) -> bool:
    """Take back what the person's nation, or the staff, said. Returns whether there was something."""
    speaker = check_can_state(by, lock(item.meeting))
    said = Statement.objects.filter(item=item, nation=speaker.nation, body=speaker.body).first()
    if said is None:
        return False
    record(by, "statement_withdrawn", said)
    said.delete()
    return True
