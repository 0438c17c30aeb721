"""Corrections of a task's words are told from one another, so that of two at once neither is lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_meetings_frozen")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        )
        for model in ("tasking", "historicaltasking")
    ]
