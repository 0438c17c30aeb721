"""What a worker does for the door."""

from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dipb_portal.accounts.models import User


@shared_task(name="accounts.mail_password_reset")
def mail_password_reset(email: str, language: str) -> None:
    """Mail a link that sets a new password, if an active person signs in with `email`; else do nothing."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        return
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = urljoin(settings.PORTAL_URL, reverse("account_reset_password_from_key", kwargs=key))
    with translation.override(language):
        body = render_to_string("account/email/password_reset.txt", {"name": user.name, "link": link})
        send_mail(_("DIPB: set a new password"), body, None, [user.email])
