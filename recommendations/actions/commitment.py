"""Say what is to be done and what it implies; join those who stand behind it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from boards.enums import StaleVersion
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from recommendations.access.commitment import check_can_commit, check_can_sponsor, check_can_weigh
from recommendations.enums import Area
from recommendations.models import Commitment, CoSponsor, Implication, Milestone, Recommendation
from workinggroups.models import CapacityLevel, Standard


@transaction.atomic
def save_commitment(
    *,
    recommendation: Recommendation,
    version: int,
    form: str,
    values: dict[str, Any],
    milestones: Iterable[tuple[date, str, str]],
    levels: Iterable[CapacityLevel] = (),
    standards: Iterable[Standard] = (),
    by: User,
) -> Commitment:
    """Save the form of the text, the columns of its commitment, its milestones (day, English, French), and what it
    rests on.

    `version` 0 is that of a commitment not written yet. Raises Denied, or StaleVersion carrying the row.
    """
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_commit(by, locked)
    mine = Commitment.objects.filter(recommendation=locked).first()
    if (mine.version if mine else 0) != version:
        raise StaleVersion(mine)
    mine = mine or Commitment(recommendation=locked, version=0)
    for name, value in values.items():
        setattr(mine, name, value)
    mine.version += 1
    mine.save()
    mine.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(commitment=mine, due=due, text_en=text_en, text_fr=text_fr) for due, text_en, text_fr in milestones
    )
    mine.levels.set(levels)
    mine.standards.set(standards)
    locked.form = form
    locked.save(update_fields=["form"])
    record(by, "commitment_saved", locked, version=mine.version, form=form)
    return mine


@transaction.atomic
def save_implications(
    *,
    recommendation: Recommendation,
    rows: dict[Area, tuple[int, bool, str, str]],
    by: User,
) -> list[Implication]:
    """Save by area: the version it was read in (0 for none yet), "none identified", English, French.

    An area without a choice and without words is left out. Raises StaleVersion carrying the rows as they stand.
    """
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_weigh(by, locked)
    present = {each.area: each for each in locked.implications.all()}
    if any((present[area].version if area in present else 0) != rows[area][0] for area in rows):
        raise StaleVersion(list(present.values()))
    saved = []
    for area, (version, none, text_en, text_fr) in rows.items():
        row = present.get(area) or Implication(recommendation=locked, area=area, version=0)
        words = ("", "") if none else (text_en, text_fr)
        if (row.none_identified, row.text_en, row.text_fr) == (none, *words):
            continue
        row.none_identified, (row.text_en, row.text_fr), row.version = none, words, version + 1
        row.save()
        saved.append(row)
    record(by, "implications_saved", locked, areas=[row.area for row in saved])
    return saved


@transaction.atomic
def co_sponsor(*, recommendation: Recommendation, by: User) -> CoSponsor:
    """Put the nation of `by` among those that stand behind the text; a nation that does already stays as it is."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    nation = check_can_sponsor(by, locked)
    if standing := locked.cosponsors.standing().filter(nation=nation).first():
        return standing
    joined = CoSponsor.objects.create(recommendation=locked, nation=nation, joined_at=clock.now(), joined_by=by)
    record(by, "cosponsor_joined", locked, nation=nation.alpha3)
    return joined


@transaction.atomic
def stop_co_sponsoring(*, recommendation: Recommendation, by: User) -> bool:
    """Take the nation of `by` back; False, and no change, where it did not stand behind the text."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    nation = check_can_sponsor(by, locked)
    left = locked.cosponsors.standing().filter(nation=nation).update(left_at=clock.now(), left_by=by)
    if left:
        record(by, "cosponsor_left", locked, nation=nation.alpha3)
    return bool(left)
