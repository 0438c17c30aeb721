import pytest


@pytest.fixture(autouse=True)
def store(request, settings, tmp_path):
    """A store of the test's own, unless a worker in another process reads it too."""
    if "celery_worker_process" not in request.fixturenames:
        settings.STORAGE_ROOT = tmp_path / "files"
        settings.STORAGE_ROOT.mkdir()
