"""The first person of a new portal, who enters the others."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dipb_portal.accounts.models import User


@pytest.mark.django_db
def test_an_administrator_reaches_the_reference_data_and_nothing_else(db: None, client: Client) -> None:
    call_command("add_administrator", "First@dipb.example", "First Administrator")
    client.force_login(User.objects.get(email="first@dipb.example"))
    assert client.get("/admin/boards/nation/").status_code == 200
    assert client.get("/admin/accounts/user/add/").status_code == 200
    assert client.get("/journal/").status_code == 404
    with pytest.raises(CommandError, match="entered already"):
        call_command("add_administrator", "first@dipb.example", "Again")
