"""The Celery application: brokers carry hints, the rows in PostgreSQL are the jobs."""

import os

from celery import Celery

from boards import schedule as boards
from dipb_portal.home import schedule as home
from dipb_portal.notifications import schedule as notifications
from recommendations import schedule as recommendations

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dipb_portal.settings")

app = Celery("dipb_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {**home.SCHEDULE, **notifications.SCHEDULE, **boards.SCHEDULE, **recommendations.SCHEDULE}
app.autodiscover_tasks()
