"""Numbered documents: the list and one document."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boards.access import documents_visible_to
from boards.forms.documents import DocumentFilter
from dipb_portal.accounts.requests import SignedIn

PAGE = 50


@require_safe
def documents(request: SignedIn) -> HttpResponse:
    visible = documents_visible_to(request.user).select_related("body")
    found = DocumentFilter(request.GET, queryset=visible, request=request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    return render(request, "boards/documents.html", {"filter": found, "page": page})


@require_safe
def document(request: SignedIn, pk: int) -> HttpResponse:
    visible = documents_visible_to(request.user).select_related("body")
    return render(request, "boards/document.html", {"document": get_object_or_404(visible, pk=pk)})
