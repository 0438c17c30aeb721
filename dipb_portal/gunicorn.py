"""How gunicorn serves the portal, locally and in the container: `gunicorn -c python:dipb_portal.gunicorn`."""

import gc
import os

wsgi_app = "dipb_portal.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
# Threads, because browsers open connections before they have a request to send.
threads = 4
# The code is loaded once and shared; no connection is made before a worker serves.
preload_app = True
timeout = 30
graceful_timeout = 5
# A worker is replaced now and then, so that no leak grows for ever; not all of them at once.
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat file must not wait for a disk
control_socket_disable = True


def when_ready(_server: object) -> None:
    """Before the workers are forked: the collector leaves alone what they share, so that it stays shared.

    A page makes some ten thousand objects, and nearly all die without the collector: it looks once in a few pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
