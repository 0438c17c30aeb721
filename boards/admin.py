"""Reference data, with its history, for the secretariat's administrators. Every save is in the journal."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin
from translated_fields import TranslatedFieldAdmin

from boards.access import grant_roles
from boards.models import Body, Delegation, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record

admin.site.site_header = _("Reference data")
admin.site.site_title = "DIPB"


class JournalledAdmin(TranslatedFieldAdmin, SimpleHistoryAdmin):
    """Saves with an entry in the journal; deletes nothing: what is over ends or is deactivated."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            record(request.user, "reference_data_saved", obj, fields=sorted(form.changed_data))  # type: ignore[arg-type] # staff, so a User

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Nation)
class NationAdmin(JournalledAdmin):
    list_display = ("alpha3", "name_en", "name_fr", "rank_en", "rank_fr", "ally")
    list_filter = ("ally",)
    ordering = ("-ally", "rank_en")
    search_fields = ("name_en", "name_fr", "alpha3")


@admin.register(Body)
class BodyAdmin(JournalledAdmin):
    list_display = ("code", "name_en", "name_fr", "kind", "parent", "series_root", "series_sub")

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        grant_roles(obj)  # type: ignore[arg-type] # a Body


@admin.register(Seat)
class SeatAdmin(JournalledAdmin):
    list_display = ("user", "role", "body", "nation", "starts", "ends")
    list_filter = ("body", "role")
    list_select_related = ("user", "body", "nation")
    search_fields = ("user__name", "user__email")
    autocomplete_fields = ("user", "nation")


@admin.register(Delegation)
class DelegationAdmin(JournalledAdmin):
    list_display = ("nation", "experts", "mailboxes", "domains")
    list_select_related = ("nation",)


@admin.register(User)
class PersonAdmin(JournalledAdmin):
    """People come by invitation: an administrator enters them, they set a password by the mailed link.

    Who administers reference data holds the permissions of these pages with it; all else comes from seats.
    """

    list_display = ("name", "email", "language", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    fields = ("name", "email", "language", "is_active", "is_staff")

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()  # type: ignore[attr-defined] # a User
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            administrators = Group.objects.filter(name="administrator")
            obj.groups.set(administrators if obj.is_staff else [])  # type: ignore[attr-defined] # a User
