"""Mandates: the Board charges a group, and amends the charge by the next."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.models import Body, Decision
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from workinggroups.access.programme import check_can_charge
from workinggroups.models import Mandate


@transaction.atomic
def adopt(
    *,
    body: Body,
    text_en: str,
    text_fr: str,
    adopted_on: date,
    since: date,
    by: User,
    decision: Decision | None = None,
    authority: str = "",
) -> Mandate:
    """Put terms of reference in force from `since`; the mandate before ends on that day."""
    check_can_charge(by, body)
    if decision is None and not authority:
        raise ValidationError({"authority": _("Name the decision that the mandate rests on.")})
    if adopted_on > clock.today():
        raise ValidationError({"adopted_on": _("This day has not come yet.")})
    if since < adopted_on:
        raise ValidationError({"since": _("A mandate is in force from its adoption at the earliest.")})
    Body.objects.select_for_update().get(pk=body.pk)
    before = body.mandates.order_by("-since").first()
    if before is not None and since <= before.since:
        raise ValidationError({"since": _("The mandate in force began on this day or later.")})
    if before is not None and before.until is None:
        before.until = since
        before.save(update_fields=["until"])
    mandate = Mandate.objects.create(
        body=body,
        text_en=text_en,
        text_fr=text_fr,
        adopted_on=adopted_on,
        since=since,
        decision=decision,
        authority=authority,
    )
    record(by, "mandate_adopted", mandate, body=body.code, since=since, authority=authority)
    return mandate
