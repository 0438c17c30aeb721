"""What an administrator reads where a seat cannot be as entered; the database is as before."""

import boards.models.bodies
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0006_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='seat',
            name='seat_nation_fits_role',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nation__isnull', False), ('role__in', ['head', 'deputy', 'expert', 'observer'])), models.Q(('nation__isnull', True), ('role__in', ['secretariat', 'chair', 'group_chair', 'rapporteur', 'liaison', 'auditor', 'administrator'])), _connector='OR'), name='seat_nation_fits_role', violation_error_message='Heads of delegation, deputies, experts and observers act for a nation, the other roles for none.'),
        ),
        migrations.AlterConstraint(
            model_name='seat',
            name='seat_no_overlap',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('user'), '='), (models.F('body'), '='), (models.F('role'), '='), (boards.models.bodies.Period('starts', 'ends', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='seat_no_overlap', violation_error_message='The person holds this role in this body already, in a part of the period.'),
        ),
        migrations.AlterConstraint(
            model_name='seat',
            name='seat_one_head_a_nation',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'head')), expressions=[(models.F('nation'), '='), (models.F('body'), '='), (boards.models.bodies.Period('starts', 'ends', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='seat_one_head_a_nation', violation_error_message='The nation has a head of delegation already, in a part of the period.'),
        ),
    ]
