"""The living style guide, and the stylesheet that puts the marking on paper."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from dipb_portal.ui import styleguide as samples


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component, with sample words in the language of the reader."""
    return render(request, "ui/styleguide.html", samples.context())


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def marking_css(request: HttpRequest, language: str) -> HttpResponse:
    """Margin boxes with the marking of every printed sheet; browsers take no text from the page for them."""
    with translation.override(language):
        words = [settings.MARKING[language]]
        if settings.SPECIMEN:
            words.append(translation.gettext("SPECIMEN – FICTITIOUS DATA"))
    text = " · ".join(words).replace("\\", "\\\\").replace('"', '\\"')
    box = f'content: "{text}"; font: bold 9pt sans-serif;'
    return HttpResponse(f"@page {{ @top-center {{ {box} }} @bottom-center {{ {box} }} }}\n", "text/css; charset=utf-8")
