"""How allauth behaves here: by invitation only, in our words, with links to our own address."""

from typing import Any
from urllib.parse import urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody registers: administrators create people, the seats say what they may do."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not correct."),
        "account_inactive": _("The e-mail address or the password is not correct."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_password": _("The password is not correct."),
        "enter_current_password": _("Enter your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links lead to PORTAL_URL, whatever host a request claims to be for."""
        super().send_mail(template_prefix, email, context | {"portal_url": settings.PORTAL_URL})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail; the host is the portal's own, never the request's."""
        return urljoin(settings.PORTAL_URL, super().get_reset_password_from_key_url(key))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Only what the next page does not already show: a sign-in needs no announcement."""
        template = kwargs.get("message_template") or next(iter(args[2:3]), "")
        if template != "account/messages/logged_in.txt":
            super().add_message(*args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not correct. Codes change every 30 seconds."),
    }
