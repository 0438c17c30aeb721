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
    for rows in (Submission.objects, SubmissionItem.objects, ActionRequested.objects):
        for change in (lambda rows=rows: rows.all().delete(), lambda rows=rows: rows.update(pk=4711)):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Submission.objects.update(title_en="Another title")
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ActionRequested.objects.create(submission=made, position=9, verb="note", text_en="more", text_fr="plus")
