"""The forms of the door: allauth's checks under our labels, without words inside the controls."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dipb_portal.lib.hints import hint

EMAIL = _("E-mail address")
PASSWORD = _("Password")
PRESENT_PASSWORD = _("Present password")
NEW_PASSWORD = _("New password")
REPEATED_PASSWORD = _("New password, again")
CODE = _("Code from your authenticator, or a recovery code")


class _Plain(forms.Form):
    """Replaces labels and hints by name, and drops placeholders, which vanish when one types."""

    words: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SignInForm(_Plain, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}


class ChangePasswordForm(_Plain, account.ChangePasswordForm):
    words = {"oldpassword": PRESENT_PASSWORD, "password1": NEW_PASSWORD, "password2": REPEATED_PASSWORD}
    hints = {"password1": password_validators_help_text_html}


class NewPasswordForm(_Plain, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": REPEATED_PASSWORD}
    hints = {"password1": password_validators_help_text_html}


class ResetPasswordForm(_Plain, account.ResetPasswordForm):
    words = {"email": EMAIL}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Leave the rest to a worker, so that the answer takes as long for an unknown address as for a known one."""
        email = self.cleaned_data["email"]
        hint("accounts.mail_password_reset", email, get_language())
        return email


class ConfirmPasswordForm(_Plain, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class SecondFactorForm(_Plain, mfa.AuthenticateForm):
    words = {"code": CODE}


class ConfirmSecondFactorForm(_Plain, mfa.ReauthenticateForm):
    words = {"code": CODE}


class ActivateSecondFactorForm(_Plain, totp.ActivateTOTPForm):
    words = {"code": _("Code shown by the authenticator")}
