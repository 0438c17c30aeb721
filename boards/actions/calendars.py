"""The address under which a person's calendar programme reads their meetings."""

from secrets import token_urlsafe

from django.db import transaction

from boards.models import CalendarFeed
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock


@transaction.atomic
def renew_feed(*, by: User) -> CalendarFeed:
    """Give the person a new address; the old one is dead from now on."""
    feed, _created = CalendarFeed.objects.update_or_create(
        user=by, defaults={"secret": token_urlsafe(32), "created_at": clock.now()}
    )
    record(by, "calendar_address_made", feed)
    return feed


@transaction.atomic
def end_feed(*, by: User) -> None:
    """Revoke the person's address. Without one, nothing happens."""
    if feed := CalendarFeed.objects.filter(user=by).first():
        record(by, "calendar_address_ended", feed)
        feed.delete()
