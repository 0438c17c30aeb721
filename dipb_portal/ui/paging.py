"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 20


def paged(rows: Any, request: HttpRequest, size: int = ROWS) -> Page:
    """The page of a queryset or list that the address asks for, else the first; past the end, the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def paged_around(name: str, rows: QuerySet, request: HttpRequest, size: int = ROWS) -> Page:
    """As `paged`; an address that asks for no page may give in `name` the id of a row, for the page it stands on."""
    if "page" not in request.GET and name in request.GET:
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if request.GET[name] in ids:
            return Paginator(rows, size).get_page(ids.index(request.GET[name]) // size + 1)
    return paged(rows, request, size)
