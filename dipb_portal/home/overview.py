"""Where every recommendation stands, by state and group."""

from collections import defaultdict

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.ui.charts import Row, SquareChart, square_chart
from recommendations.access.visibility import visible_to
from recommendations.enums import Kind, State


def where_texts_stand(user: User, asked: set[int]) -> SquareChart:
    """One square a visible recommendation; solid where something is asked of the person (`asked`: ids). Two queries.

    The database counts: an archive has thousands of closed texts.
    """
    groups = list(Body.objects.filter(kind=BodyKind.GROUP))
    cells: dict[tuple[str, int], list[bool]] = defaultdict(list)
    texts = visible_to(user).filter(kind=Kind.RECOMMENDATION)
    counted = texts.order_by().values_list("state", "body_id")
    for state, body, every, solid in counted.annotate(every=Count("pk"), solid=Count("pk", filter=Q(pk__in=asked))):
        cells[state, body] = [True] * solid + [False] * (every - solid)
    rows = [
        Row(
            str(State(state).label),
            [sorted(cells[state, group.pk], reverse=True) for group in groups],
            reverse("recommendations:list", query={"state": state}),
        )
        for state in State.values
        if state not in (State.WITHDRAWN, State.SUPERSEDED) or any((state, group.pk) in cells for group in groups)
    ]
    return square_chart(
        "standing",
        _("Recommendations by state and working group"),
        [group.acronym for group in groups],
        rows,
        _("Asks something of you"),
    )
