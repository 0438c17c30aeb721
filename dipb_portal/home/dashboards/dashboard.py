"""What one dashboard is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.ui.bars import BarChart


@dataclass(frozen=True)
class Dashboard:
    """A picture drawn from what its reader may see. `build` takes the reader and a group to keep to, or None.

    Where `members_only`, it does not exist for industry and partners.
    """

    slug: str
    title: Promise
    lede: Promise
    build: Callable[[User, Body | None], BarChart]
    members_only: bool = False
