"""The pictures a chair would project; each from what its reader may see, in a constant number of queries."""

from dipb_portal.home.dashboards import follow_up, texts
from dipb_portal.home.dashboards.dashboard import Dashboard

DASHBOARDS: dict[str, Dashboard] = {each.slug: each for each in (*texts.DASHBOARDS, *follow_up.DASHBOARDS)}

__all__ = ["DASHBOARDS", "Dashboard"]
