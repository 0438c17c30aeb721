"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS = 20


def paged(rows: Any, request: HttpRequest, size: int = ROWS) -> Page:
    """The page of a queryset or list that the address asks for, else the first; past the end, the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
