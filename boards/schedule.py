"""What the clock starts for the boards: reminders of tasks, and files to check whose hint was lost."""

SCHEDULE = {
    "remind of taskings": {"task": "boards.remind_of_taskings", "schedule": 900.0},
    "check files": {"task": "boards.check_files", "schedule": 20.0, "options": {"expires": 20}},
}
