"""The Celery application: brokers carry hints, the rows in PostgreSQL are the jobs."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dipb_portal.settings")

app = Celery("dipb_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
