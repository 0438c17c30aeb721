from django.db import migrations, models

# Entries took values of their own for the three markings that documents and capacity levels bear.
NEW = {"unclassified": "NU", "commercial": "NUC", "unmarked": "none"}
MODELS = (
    "registerentry",
    "historicalchallenge",
    "historicalengagement",
    "historicalgoodpractice",
    "historicalindustryinsight",
    "historicalmeasure",
    "historicalpriorityaction",
    "historicalstandard",
)
FIELD = models.CharField(
    choices=[("NU", "NATO UNCLASSIFIED"), ("NUC", "NATO UNCLASSIFIED – COMMERCIAL"), ("none", "No marking")],
    default="NU",
    max_length=10,
    verbose_name="marking",
)
CONSTRAINT = models.CheckConstraint(condition=models.Q(marking__in=["NU", "NUC", "none"]), name="entry_marking")


def rename(apps, schema_editor):
    for model in MODELS:
        for old, new in NEW.items():
            apps.get_model("workinggroups", model)._base_manager.filter(marking=old).update(marking=new)


class Migration(migrations.Migration):
    dependencies = [("workinggroups", "0004_debates_frozen")]
    operations = [
        migrations.RemoveConstraint("registerentry", "entry_marking"),
        migrations.RunPython(rename),
        *(migrations.AlterField(model, "marking", FIELD) for model in MODELS),
        migrations.AddConstraint("registerentry", CONSTRAINT),
    ]
