"""What a delegation does for itself, within the limits the secretariat set: experts come and go, mailboxes too."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from boards.access.delegations import check_can_end, check_can_keep_delegation
from boards.actions.seats import end_seat, open_seat
from boards.models import Body, Delegation, Mailbox, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify


@transaction.atomic
def seat_expert(*, nation: Nation, email: str, name: str, language: str, bodies: Iterable[Body], by: User) -> User:
    """Seat an expert of `nation` in working groups; somebody new sets a password by the sign-in page's reset mail.

    Raises Denied, and ValidationError (keyed by field) where a limit is reached or the address is somebody else's.
    """
    check_can_keep_delegation(by, nation)
    limits = _locked(nation)
    _check_domain(limits, email, "email")
    user = User.objects.filter(email=email.lower()).first()
    seated = set(_experts(nation).values_list("user_id", flat=True))
    if user is None or user.pk not in seated:
        if len(seated) >= limits.experts:
            message = _("The delegation has as many experts as the secretariat allows (%(limit)d).")
            raise ValidationError(message, params={"limit": limits.experts})
        if user is not None and (not user.is_active or user.seats.exclude(nation=nation).exists()):
            raise ValidationError({"email": _("This person cannot be entered here. Ask the secretariat.")})
    if user is None:
        user = User.objects.create_user(email, name=name, language=language)
    for body in bodies:
        _seat(user, body, nation, by)
    return user


def _seat(user: User, body: Body, nation: Nation, by: User) -> None:
    try:
        with transaction.atomic():
            seat = open_seat(user=user, body=body, role="expert", nation=nation, by=by)
    except IntegrityError:
        message = _("%(name)s sits in %(body)s already.") % {"name": user.name, "body": body.acronym}
        raise ValidationError({"bodies": message}) from None
    notify(
        [user],
        Kind.SEAT_OPENED,
        path=reverse("account") if user.has_usable_password() else reverse("account_reset_password"),
        key=str(seat.pk),
        **{
            f"{word}_{language}": value
            for language in ("en", "fr")
            for word, value in (("body", getattr(body, f"name_{language}")), ("role", _role(language)))
        },
    )


def _role(language: str) -> str:
    with translation.override(language):
        return Seat(role="expert").role_in_text


@transaction.atomic
def end_expert(*, seat: Seat, why: str, by: User) -> None:
    """End an expert's seat at this instant: sessions, desk and releases end with it. Raises Denied."""
    check_can_end(by, seat)
    end_seat(seat=seat, by=by, why=why)


@transaction.atomic
def add_mailbox(*, nation: Nation, address: str, by: User) -> Mailbox:
    """Copy the head's mail to `address` from now on. Raises Denied, and ValidationError keyed by field."""
    check_can_keep_delegation(by, nation)
    limits = _locked(nation)
    _check_domain(limits, address, "address")
    live = nation.mailboxes.filter(removed_at=None)
    if live.filter(address=address.lower()).exists():
        raise ValidationError({"address": _("This mailbox gets copies already.")})
    if live.count() >= limits.mailboxes:
        message = _("The delegation has as many mailboxes as the secretariat allows (%(limit)d).")
        raise ValidationError(message, params={"limit": limits.mailboxes})
    mailbox = Mailbox.objects.create(nation=nation, address=address.lower(), added_at=clock.now(), added_by=by)
    record(by, "mailbox_added", mailbox, nation=nation.alpha3)
    return mailbox


@transaction.atomic
def remove_mailbox(*, mailbox: Mailbox, by: User) -> None:
    """Stop the copies at this instant; twice does nothing the second time. Raises Denied."""
    check_can_keep_delegation(by, mailbox.nation)
    if Mailbox.objects.filter(pk=mailbox.pk, removed_at=None).update(removed_at=clock.now()):
        record(by, "mailbox_removed", mailbox, nation=mailbox.nation.alpha3)


def _locked(nation: Nation) -> Delegation:
    """The limits of the nation, locked until commit, so that two who add at once are counted one after the other."""
    Delegation.objects.get_or_create(nation=nation)
    return Delegation.objects.select_for_update().get(nation=nation)


def _experts(nation: Nation) -> QuerySet[Seat]:
    return Seat.objects.live().filter(nation=nation, role="expert")


def _check_domain(limits: Delegation, address: str, field: str) -> None:
    domain = address.lower().rpartition("@")[2]
    if limits.domains and not any(domain == each or domain.endswith(f".{each}") for each in limits.domains):
        message = _("The address must end with one of: %(domains)s.") % {"domains": ", ".join(limits.domains)}
        raise ValidationError({field: message})
