"""The programme of work changes with an entry in the journal, like all reference data."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from boards.models import Body
from dipb_portal.audit.models import Entry
from tests.scenarios import People
from workinggroups.models import WorkItem


@pytest.mark.django_db
def test_a_saved_item_is_in_the_journal(people: People, client: Client) -> None:
    people.admin.groups.add(Group.objects.get(name="administrator"))
    client.force_login(people.admin)
    item = {"body": Body.objects.get(code="CAP").pk, "title_en": "Levels", "title_fr": "Niveaux", "due": "2027-01-15"}
    client.post(reverse("admin:workinggroups_workitem_add"), {**item, "status": "planned"})
    entry = Entry.objects.first()
    assert (entry.verb, entry.object_id) == ("reference_data_saved", str(WorkItem.objects.get().pk))
    assert entry.actor == people.admin
