"""What the clock starts: mail whose hint was lost."""

SCHEDULE = {"mail": {"task": "notifications.send_mail", "schedule": 60.0}}
