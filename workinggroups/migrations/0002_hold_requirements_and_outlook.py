import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# What was released to industry stays as it was released; a figure may only be blanked, once and for good.
FREEZE = """
CREATE FUNCTION workinggroups_refuse_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a release of the demand outlook is frozen' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION workinggroups_refuse_cell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.blanked_at IS NOT NULL
        OR (NEW.release_id, NEW.category_id, NEW.year, NEW.figure, NEW.since_id)
        IS DISTINCT FROM (OLD.release_id, OLD.category_id, OLD.year, OLD.figure, OLD.since_id) THEN
        RAISE EXCEPTION 'a release of the demand outlook is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER release_frozen BEFORE UPDATE OR DELETE ON workinggroups_outlookrelease
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_release();
CREATE TRIGGER contribution_frozen BEFORE UPDATE OR DELETE ON workinggroups_contribution
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_release();
CREATE TRIGGER cell_frozen BEFORE UPDATE OR DELETE ON workinggroups_releasecell
    FOR EACH ROW EXECUTE FUNCTION workinggroups_refuse_cell();
"""

UNDO = """
DROP TRIGGER cell_frozen ON workinggroups_releasecell;
DROP TRIGGER contribution_frozen ON workinggroups_contribution;
DROP TRIGGER release_frozen ON workinggroups_outlookrelease;
DROP FUNCTION workinggroups_refuse_cell();
DROP FUNCTION workinggroups_refuse_release();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0003_library'),
        ('workinggroups', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('name_en', models.CharField(max_length=120, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, verbose_name='name')),
                ('unit_en', models.CharField(max_length=40, verbose_name='unit')),
                ('unit_fr', models.CharField(max_length=40, verbose_name='unit')),
                ('rounding', models.PositiveIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000000)], verbose_name='rounding for industry')),
                ('rank', models.PositiveSmallIntegerField(default=0, verbose_name='rank')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'category of requirements',
                'verbose_name_plural': 'categories of requirements',
                'ordering': ['rank', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('rounding__gte', 1)), name='category_rounds_to_something')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCapacityLevel',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('unit_en', models.CharField(max_length=60, verbose_name='unit')),
                ('unit_fr', models.CharField(max_length=60, verbose_name='unit')),
                ('required_peace', models.PositiveIntegerField(blank=True, null=True, verbose_name='required in peace')),
                ('required_crisis', models.PositiveIntegerField(blank=True, null=True, verbose_name='required in crisis')),
                ('required_conflict', models.PositiveIntegerField(blank=True, null=True, verbose_name='required in conflict')),
                ('current_peace', models.PositiveIntegerField(blank=True, null=True, verbose_name='current in peace')),
                ('current_crisis', models.PositiveIntegerField(blank=True, null=True, verbose_name='reachable in crisis')),
                ('current_conflict', models.PositiveIntegerField(blank=True, null=True, verbose_name='reachable in conflict')),
                ('horizon', models.PositiveSmallIntegerField(verbose_name='to be sustained for (months)')),
                ('source_en', models.TextField(blank=True, verbose_name='source')),
                ('source_fr', models.TextField(blank=True, verbose_name='source')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed')], default='draft', max_length=10, verbose_name='state')),
                ('originator', models.CharField(max_length=120, verbose_name='originator')),
                ('marking', models.CharField(choices=[('NU', 'NATO UNCLASSIFIED'), ('NUC', 'NATO UNCLASSIFIED – COMMERCIAL'), ('none', 'No marking')], max_length=10, verbose_name='marking')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.body', verbose_name='group')),
                ('category', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.category', verbose_name='category')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical capacity level',
                'verbose_name_plural': 'historical capacity levels',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCategory',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, verbose_name='code')),
                ('name_en', models.CharField(max_length=120, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, verbose_name='name')),
                ('unit_en', models.CharField(max_length=40, verbose_name='unit')),
                ('unit_fr', models.CharField(max_length=40, verbose_name='unit')),
                ('rounding', models.PositiveIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000000)], verbose_name='rounding for industry')),
                ('rank', models.PositiveSmallIntegerField(default=0, verbose_name='rank')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical category of requirements',
                'verbose_name_plural': 'historical categories of requirements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalJointCandidate',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='to')),
                ('note', models.TextField(blank=True, verbose_name='what might be bought together')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('explored', 'Being explored'), ('dropped', 'Dropped')], default='proposed', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('category', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.category', verbose_name='category')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_for', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
            ],
            options={
                'verbose_name': 'historical candidate for joint procurement',
                'verbose_name_plural': 'historical candidates for joint procurement',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalNationalPlan',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('title_fr', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('text_en', models.TextField(blank=True, verbose_name='text')),
                ('text_fr', models.TextField(blank=True, verbose_name='text')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='to')),
                ('audience', models.CharField(choices=[('own', 'Own delegation only'), ('chosen', 'Chosen Allies'), ('all', 'All Allies')], default='own', max_length=10, verbose_name='Allies')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
                ('saved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical national plan',
                'verbose_name_plural': 'historical national plans',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalRequirement',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('description_en', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('description_fr', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('certainty', models.CharField(choices=[('firm', 'Firm'), ('planned', 'Planned'), ('possible', 'Possible')], max_length=10, verbose_name='certainty')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('category', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.category', verbose_name='category')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
                ('saved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical requirement',
                'verbose_name_plural': 'historical requirements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='JointCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='to')),
                ('note', models.TextField(blank=True, verbose_name='what might be bought together')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('explored', 'Being explored'), ('dropped', 'Dropped')], default='proposed', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joint_candidates', to='workinggroups.category', verbose_name='category')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boards.nation')),
                ('nations', models.ManyToManyField(blank=True, related_name='joint_candidates', to='boards.nation')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boards.nation')),
            ],
            options={
                'verbose_name': 'candidate for joint procurement',
                'verbose_name_plural': 'candidates for joint procurement',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalJointCandidate_nations',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='workinggroups.historicaljointcandidate')),
                ('nation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
                ('jointcandidate', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.jointcandidate')),
            ],
            options={
                'verbose_name': 'HistoricalJointCandidate_nations',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='NationalPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('title_fr', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('text_en', models.TextField(blank=True, verbose_name='text')),
                ('text_fr', models.TextField(blank=True, verbose_name='text')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='from')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='to')),
                ('audience', models.CharField(choices=[('own', 'Own delegation only'), ('chosen', 'Chosen Allies'), ('all', 'All Allies')], default='own', max_length=10, verbose_name='Allies')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('categories', models.ManyToManyField(blank=True, related_name='plans', to='workinggroups.category', verbose_name='categories')),
                ('nation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='boards.nation')),
                ('nations', models.ManyToManyField(blank=True, related_name='+', to='boards.nation', verbose_name='chosen Allies')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'national plan',
                'verbose_name_plural': 'national plans',
                'ordering': ['-saved_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalNationalPlan_nations',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='workinggroups.historicalnationalplan')),
                ('nation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
                ('nationalplan', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.nationalplan')),
            ],
            options={
                'verbose_name': 'HistoricalNationalPlan_nations',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalNationalPlan_categories',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('category', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.category')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='workinggroups.historicalnationalplan')),
                ('nationalplan', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.nationalplan')),
            ],
            options={
                'verbose_name': 'HistoricalNationalPlan_categories',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OutlookRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('quarter', models.PositiveSmallIntegerField()),
                ('released_at', models.DateTimeField(verbose_name='released')),
                ('bodies', models.ManyToManyField(related_name='+', to='boards.body', verbose_name='released to')),
                ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'release of the demand outlook',
                'verbose_name_plural': 'releases of the demand outlook',
                'ordering': ['-released_at'],
            },
        ),
        migrations.CreateModel(
            name='ReleaseCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('figure', models.PositiveBigIntegerField(null=True)),
                ('blanked_at', models.DateTimeField(null=True)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workinggroups.category')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='workinggroups.outlookrelease')),
                ('since', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workinggroups.outlookrelease')),
            ],
            options={
                'ordering': ['category__rank', 'year'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveBigIntegerField()),
                ('named_to', models.JSONField(default=list, help_text='ids of the Allies that saw some of it by name, each with how much')),
                ('nation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boards.nation')),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='workinggroups.releasecell')),
            ],
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('description_en', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('description_fr', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('certainty', models.CharField(choices=[('firm', 'Firm'), ('planned', 'Planned'), ('possible', 'Possible')], max_length=10, verbose_name='certainty')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='workinggroups.category', verbose_name='category')),
                ('nation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='boards.nation')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'requirement',
                'verbose_name_plural': 'requirements',
                'ordering': ['category__rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalRequirementLine',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('audience', models.CharField(choices=[('own', 'Own delegation only'), ('chosen', 'Chosen Allies'), ('all', 'All Allies')], default='own', max_length=10, verbose_name='Allies')),
                ('industry', models.BooleanField(default=False, verbose_name='industry, in aggregate')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requirement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.requirement')),
            ],
            options={
                'verbose_name': 'historical line of a requirement',
                'verbose_name_plural': 'historical lines of requirements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RequirementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                ('audience', models.CharField(choices=[('own', 'Own delegation only'), ('chosen', 'Chosen Allies'), ('all', 'All Allies')], default='own', max_length=10, verbose_name='Allies')),
                ('industry', models.BooleanField(default=False, verbose_name='industry, in aggregate')),
                ('nations', models.ManyToManyField(blank=True, related_name='+', to='boards.nation', verbose_name='chosen Allies')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='workinggroups.requirement')),
            ],
            options={
                'verbose_name': 'line of a requirement',
                'verbose_name_plural': 'lines of requirements',
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalRequirementLine_nations',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='workinggroups.historicalrequirementline')),
                ('nation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.nation')),
                ('requirementline', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workinggroups.requirementline')),
            ],
            options={
                'verbose_name': 'HistoricalRequirementLine_nations',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RequirementUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rows', models.JSONField()),
                ('uploaded_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('nation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boards.nation')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'workbook of requirements',
                'verbose_name_plural': 'workbooks of requirements',
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='CapacityLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_en', models.CharField(max_length=60, verbose_name='unit')),
                ('unit_fr', models.CharField(max_length=60, verbose_name='unit')),
                ('required_peace', models.PositiveIntegerField(blank=True, null=True, verbose_name='required in peace')),
                ('required_crisis', models.PositiveIntegerField(blank=True, null=True, verbose_name='required in crisis')),
                ('required_conflict', models.PositiveIntegerField(blank=True, null=True, verbose_name='required in conflict')),
                ('current_peace', models.PositiveIntegerField(blank=True, null=True, verbose_name='current in peace')),
                ('current_crisis', models.PositiveIntegerField(blank=True, null=True, verbose_name='reachable in crisis')),
                ('current_conflict', models.PositiveIntegerField(blank=True, null=True, verbose_name='reachable in conflict')),
                ('horizon', models.PositiveSmallIntegerField(verbose_name='to be sustained for (months)')),
                ('source_en', models.TextField(blank=True, verbose_name='source')),
                ('source_fr', models.TextField(blank=True, verbose_name='source')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed')], default='draft', max_length=10, verbose_name='state')),
                ('originator', models.CharField(max_length=120, verbose_name='originator')),
                ('marking', models.CharField(choices=[('NU', 'NATO UNCLASSIFIED'), ('NUC', 'NATO UNCLASSIFIED – COMMERCIAL'), ('none', 'No marking')], max_length=10, verbose_name='marking')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='boards.body', verbose_name='group')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='workinggroups.category', verbose_name='category')),
            ],
            options={
                'verbose_name': 'capacity level',
                'verbose_name_plural': 'capacity levels',
                'ordering': ['category__rank', '-as_of', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'agreed'])), name='capacity_level_state'), models.CheckConstraint(condition=models.Q(('marking__in', ['NU', 'NUC', 'none'])), name='capacity_level_marking'), models.CheckConstraint(condition=models.Q(('horizon__gte', 1), ('horizon__lte', 240)), name='capacity_level_horizon'), models.CheckConstraint(condition=models.Q(('source_en', ''), ('source_fr', ''), _negated=True), name='capacity_level_names_its_source'), models.CheckConstraint(condition=models.Q(('required_peace__isnull', True), ('required_peace__lte', 1000000000), _connector='OR'), name='capacity_level_required_peace'), models.CheckConstraint(condition=models.Q(('required_crisis__isnull', True), ('required_crisis__lte', 1000000000), _connector='OR'), name='capacity_level_required_crisis'), models.CheckConstraint(condition=models.Q(('required_conflict__isnull', True), ('required_conflict__lte', 1000000000), _connector='OR'), name='capacity_level_required_conflict'), models.CheckConstraint(condition=models.Q(('current_peace__isnull', True), ('current_peace__lte', 1000000000), _connector='OR'), name='capacity_level_current_peace'), models.CheckConstraint(condition=models.Q(('current_crisis__isnull', True), ('current_crisis__lte', 1000000000), _connector='OR'), name='capacity_level_current_crisis'), models.CheckConstraint(condition=models.Q(('current_conflict__isnull', True), ('current_conflict__lte', 1000000000), _connector='OR'), name='capacity_level_current_conflict')],
            },
        ),
        migrations.AddConstraint(
            model_name='jointcandidate',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'explored', 'dropped'])), name='joint_candidate_state'),
        ),
        migrations.AddConstraint(
            model_name='jointcandidate',
            constraint=models.CheckConstraint(condition=models.Q(('first_year__gte', 2020), ('last_year__gte', models.F('first_year')), ('last_year__lte', 2060)), name='joint_candidate_years'),
        ),
        migrations.AddConstraint(
            model_name='nationalplan',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['own', 'chosen', 'all'])), name='national_plan_audience'),
        ),
        migrations.AddConstraint(
            model_name='nationalplan',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_fr', ''), _negated=True), name='national_plan_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='nationalplan',
            constraint=models.CheckConstraint(condition=models.Q(('first_year__gte', 2020), ('last_year__gte', models.F('first_year')), ('last_year__lte', 2060)), name='national_plan_years'),
        ),
        migrations.AddConstraint(
            model_name='outlookrelease',
            constraint=models.UniqueConstraint(fields=('year', 'quarter'), name='outlook_release_once_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='outlookrelease',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='outlook_release_quarter'),
        ),
        migrations.AddConstraint(
            model_name='releasecell',
            constraint=models.UniqueConstraint(fields=('release', 'category', 'year'), name='release_cell_once'),
        ),
        migrations.AddConstraint(
            model_name='releasecell',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('figure__isnull', True), ('since__isnull', True)), models.Q(('figure__isnull', False), ('since__isnull', False)), _connector='OR'), name='release_cell_figure_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('cell', 'nation'), name='contribution_once'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('certainty__in', ['firm', 'planned', 'possible'])), name='requirement_certainty'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('description_en', ''), ('description_fr', ''), _negated=True), name='requirement_is_described'),
        ),
        migrations.AddIndex(
            model_name='requirementline',
            index=models.Index(fields=['year'], name='workinggrou_year_0e2c17_idx'),
        ),
        migrations.AddConstraint(
            model_name='requirementline',
            constraint=models.UniqueConstraint(fields=('requirement', 'year'), name='requirement_line_a_year'),
        ),
        migrations.AddConstraint(
            model_name='requirementline',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['own', 'chosen', 'all'])), name='requirement_line_audience'),
        ),
        migrations.AddConstraint(
            model_name='requirementline',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2020), ('year__lte', 2060)), name='requirement_line_year'),
        ),
        migrations.AddConstraint(
            model_name='requirementline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 1000000000)), name='requirement_line_quantity'),
        ),
        migrations.RunSQL(FREEZE, UNDO),
    ]
