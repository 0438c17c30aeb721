"""The portal's own settings, on services that each test process starts for itself.

Nothing here reads DATABASE_URL or REDIS_URL of the shell, which may name data somebody needs;
TEST_DATABASE_URL and TEST_REDIS_URL name services to use instead of the embedded ones.
"""

import os
import secrets
import tempfile
from pathlib import Path

from dipb_portal.local.services import Postgres, Valkey

# One directory a run, one inside it for each of its processes; children inherit both names.
RUN_HOME = Path(os.environ.setdefault("TEST_HOME", f"{tempfile.gettempdir()}/dipb-{secrets.token_hex(4)}"))
HOME = RUN_HOME / os.environ.get("PYTEST_XDIST_WORKER", "main")
POSTGRES = Postgres(HOME / "postgresql", HOME / "log" / "postgresql.log", durable=False)
VALKEY = Valkey(HOME / "valkey", HOME / "log" / "valkey.log")

os.environ.update(
    SECRET_KEY="only-for-tests-" + "x" * 50,
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", POSTGRES.url),
    REDIS_URL=os.environ.get("TEST_REDIS_URL", VALKEY.url),
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    HTTPS="false",
    SPECIMEN="true",
    EMAIL_URL=f"file:///{HOME / 'mail'}",
    STORAGE_ROOT=str(HOME / "files"),
    STATIC_ROOT=str(HOME / "static"),
)

from dipb_portal.settings import *  # noqa: E402, F403 - after the environment is set; as settings extend settings
from dipb_portal.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402 - after the environment is set
from tests import migrated  # noqa: E402 - after the environment is set

# One thread a process: a pool would only hold the test database open.
del DATABASES["default"]["OPTIONS"]["pool"]
if migrated.KEPT.exists() and "TEST_DATABASE_URL" not in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": migrated.DATABASE}
# Unhashed names need no collectstatic; tests of static files ask the real server (`live_portal`).
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
