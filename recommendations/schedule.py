"""What the clock starts: deadlines, reminders, and packets whose hint was lost."""

SCHEDULE = {
    "close silences": {"task": "recommendations.close_silences", "schedule": 10.0},
    "remind of silences": {"task": "recommendations.remind_silences", "schedule": 300.0},
    "close consultations": {"task": "recommendations.close_consultations", "schedule": 30.0},
    "remind of consultations": {"task": "recommendations.remind_consultations", "schedule": 300.0},
    "remind of follow-up": {"task": "recommendations.remind_of_actions", "schedule": 3600.0},
    "build packets": {"task": "recommendations.build_packets", "schedule": 15.0, "options": {"expires": 15}},
}
