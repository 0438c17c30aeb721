"""The request as views behind the sign-in know it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from dipb_portal.accounts.models import User


class SignedIn(HttpRequest):
    """A request of somebody signed in: for annotations, as LoginRequiredMiddleware lets nobody else through."""

    user: User
    htmx: HtmxDetails
