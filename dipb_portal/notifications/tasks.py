"""Hand notifications over to the mail server."""

from urllib.parse import urljoin

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dipb_portal.lib import clock
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Notification

MAX_ATTEMPTS = 5
log = structlog.get_logger(__name__)


@shared_task(name="notifications.send_mail")
def send_due_mail() -> None:
    """Mail every notification that is due, one transaction each; workers at the same time take different rows."""
    while _send_one():
        pass


@transaction.atomic
def _send_one() -> bool:
    due = Notification.objects.filter(mailed_at=None, mail_attempts__lt=MAX_ATTEMPTS, user__is_active=True)
    notification = (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .order_by("mail_attempts", "pk")
        .first()
    )
    if notification is None:
        return False
    try:
        _mail(notification)
    except OSError as error:  # every failure of the mail server is one
        log.warning("mail_failed", notification=notification.pk, error=type(error).__name__)
        Notification.objects.filter(pk=notification.pk).update(mail_attempts=F("mail_attempts") + 1)
        return False  # the next sweep tries again
    Notification.objects.filter(pk=notification.pk).update(mailed_at=clock.now())
    return True


def _mail(notification: Notification) -> None:
    with translation.override(notification.user.language):
        text = sentence(notification)
        link = urljoin(settings.PORTAL_URL, notification.path)
        body = render_to_string("notifications/mail.txt", {"name": notification.user.name, "text": text, "link": link})
        subject = notification.get_kind_display()
        copies = import_string(settings.MAIL_COPIES_OF)(notification.user)
        EmailMessage(
            _("DIPB: %(subject)s") % {"subject": subject}, body, to=[notification.user.email], cc=copies
        ).send()
