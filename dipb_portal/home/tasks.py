"""Tasks of the home app, where Celery looks for them."""

from dipb_portal.home.health import say_alive

__all__ = ["say_alive"]
