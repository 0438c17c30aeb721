"""Where every recommendation stands, by state and group."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.ui.charts import Row, SquareChart, square_chart
from recommendations.access.visibility import visible_to
from recommendations.enums import State


def where_texts_stand(user: User, asked: set[int]) -> SquareChart:
    """One square a visible text; solid where something is asked of the person (`asked`: ids). Two queries."""
    groups = list(Body.objects.filter(kind=BodyKind.GROUP))
    cells: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for pk, state, body in visible_to(user).values_list("pk", "state", "body_id"):
        cells[state, body].append(pk in asked)
    rows = [
        Row(
            str(State(state).label),
            [sorted(cells[state, group.pk], reverse=True) for group in groups],
            f"{reverse('recommendations:list')}?state={state}",
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
