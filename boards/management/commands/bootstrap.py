from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from boards.access import grant_roles
from boards.models import Body, Nation
from boards.reference_data import ALLIES, BODIES, PARTNERS

REFERENCE_MODELS = ("user", "nation", "body", "seat", "delegation", "workitem", "category", "material")


class Command(BaseCommand):
    help = "Create the nations, bodies and roles that are missing; safe to repeat, changes nothing that exists."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for ally, nations in ((True, ALLIES), (False, PARTNERS)):
            for alpha3, alpha2, name_en, name_fr, rank_en, rank_fr in nations:
                Nation.objects.get_or_create(
                    alpha3=alpha3,
                    defaults={
                        "alpha2": alpha2,
                        "name_en": name_en,
                        "name_fr": name_fr,
                        "rank_en": rank_en,
                        "rank_fr": rank_fr,
                        "ally": ally,
                    },
                )
        for rank, row in enumerate(BODIES):
            code, kind, name_en, name_fr, acronym_en, acronym_fr, parent, root, sub = row
            body, _created = Body.objects.get_or_create(
                code=code,
                defaults={
                    "kind": kind,
                    "name_en": name_en,
                    "name_fr": name_fr,
                    "acronym_en": acronym_en,
                    "acronym_fr": acronym_fr,
                    "parent": Body.objects.filter(code=parent).first(),
                    "series_root": root,
                    "series_sub": sub,
                    "rank": rank,
                },
            )
            grant_roles(body)
        _enter_of_other_apps()
        administrators, _created = Group.objects.get_or_create(name="administrator")
        administrators.permissions.set(
            Permission.objects.filter(
                codename__in=[f"{verb}_{model}" for verb in ("view", "add", "change") for model in REFERENCE_MODELS]
            )
        )


def _enter_of_other_apps() -> None:
    """What apps above declare in their `reference_data.REFERENCE_DATA`: model, key column, rows."""
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "reference_data"):
            declared = import_module(f"{config.name}.reference_data")
            for model, key, rows in getattr(declared, "REFERENCE_DATA", ()):
                for row in rows:
                    config.get_model(model)._default_manager.get_or_create(**{key: row[key]}, defaults=row)
