"""An issued report cannot be changed by anybody who can send SQL short of the tables' owner."""

import pytest
from django.db import DatabaseError, transaction

from recommendations.actions.submission import issue_submission
from recommendations.enums import State
from recommendations.models import ActionRequested, Submission, SubmissionItem
from tests import scenarios
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def test_an_issued_report_and_its_parts_are_frozen(people: People) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    made = scenarios.report(people, text)
    issue_submission(submission=made, by=people.secretariat)
    changes = (
        lambda: Submission.objects.update(title_en="Another title"),
        lambda: SubmissionItem.objects.update(position=2),
        lambda: SubmissionItem.objects.all().delete(),
        lambda: ActionRequested.objects.update(text_en="something else"),
        lambda: ActionRequested.objects.all().delete(),
        lambda: ActionRequested.objects.create(
            submission=made, position=9, verb="note", text_en="more", text_fr="plus"
        ),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
