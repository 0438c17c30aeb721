from django.conf import settings
from django.urls import URLPattern, path, register_converter

from dipb_portal.ui import views


class LanguageConverter:
    """One of the portal's languages."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")

urlpatterns: list[URLPattern] = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("marking/<language:language>.css", views.marking_css, name="marking_css"),
]
