"""What a management command is given that a page is not."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from dipb_portal.local.process import BASE_DIR
from tests.processes import environment

SHOW = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(*cursor.fetchone())
"""


@pytest.mark.django_db
def test_a_statement_has_time_in_a_command_and_a_limit_in_a_page() -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", SHOW]
    env = environment(settings.DATABASES["default"]["NAME"])
    told = subprocess.run(command, env=env, cwd=BASE_DIR, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "0"
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("15s",)
