"""What the clock starts: the worker's sign of life."""

SCHEDULE = {"alive": {"task": "home.say_alive", "schedule": 10.0}}
