"""The tables of kpis as the migrations from 0001 to 0004 leave them, for a new database: a fraction of the time."""

import django.contrib.postgres.fields
import django.db.models.deletion
import notices.rows
import simple_history.models
import uuid
from audit.tables import MakeTables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("kpis", "0001_initial"),
        ("kpis", "0002_kpi_evidence"),
        ("kpis", "0003_definition_sheets"),
        ("kpis", "0004_figure_imports"),
    ]

    initial = True

    dependencies = [
        ("boards", "0001_squashed_0002_meeting_evidence"),
        ("evidence", "0001_squashed_0002_attachments_voices_and_versions"),
        ("notices", "0001_squashed_0002_access_taken_away"),
        ("people", "0001_squashed_0002_reminders"),
        ("plans", "0001_squashed_0006_updates_cleared"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            tables=[
                migrations.CreateModel(
                    name="HistoricalKpi",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.CharField(max_length=10)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=300)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("count", "Number"),
                                    ("percent", "Percentage"),
                                    ("days", "Days"),
                                    ("not_stated", "Not stated"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("higher", "Higher is better"),
                                    ("lower", "Lower is better"),
                                    ("not_set", "Not set"),
                                ],
                                default="not_set",
                                max_length=8,
                            ),
                        ),
                        ("definition", models.TextField(blank=True)),
                        ("numerator", models.TextField(blank=True, db_default="", default="")),
                        ("denominator", models.TextField(blank=True, db_default="", default="")),
                        ("source", models.CharField(blank=True, max_length=160)),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("not_stated", "Not stated"),
                                    ("survey", "Survey, wave by wave"),
                                    ("return", "Statutory or national return"),
                                    ("local_system", "Local system"),
                                ],
                                db_default="not_stated",
                                default="not_stated",
                                max_length=12,
                            ),
                        ),
                        (
                            "frequency",
                            models.CharField(
                                choices=[
                                    ("not_stated", "Not stated"),
                                    ("month", "Every month"),
                                    ("quarter", "Every quarter"),
                                    ("term", "Every term"),
                                    ("academic_year", "Every academic year"),
                                    ("financial_year", "Every financial year"),
                                    ("as_it_comes", "As it comes, for example with a survey wave"),
                                ],
                                db_default="not_stated",
                                default="not_stated",
                                max_length=16,
                            ),
                        ),
                        (
                            "cumulates",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No: each figure stands for its own period or day"),
                                    ("academic_year", "Over the academic year, from September"),
                                    ("financial_year", "Over the financial year, from April"),
                                    ("calendar_year", "Over the calendar year, from January"),
                                ],
                                db_default="",
                                default="",
                                max_length=16,
                            ),
                        ),
                        ("caveats", models.TextField(blank=True, db_default="", default="")),
                        ("baseline_printed", models.CharField(blank=True, max_length=120)),
                        (
                            "unplaced",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "data_lead",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="plans.section",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kpi",
                        "verbose_name_plural": "historical kpis",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Kpi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.CharField(max_length=10)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=300)),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("count", "Number"),
                                    ("percent", "Percentage"),
                                    ("days", "Days"),
                                    ("not_stated", "Not stated"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("higher", "Higher is better"),
                                    ("lower", "Lower is better"),
                                    ("not_set", "Not set"),
                                ],
                                default="not_set",
                                max_length=8,
                            ),
                        ),
                        ("definition", models.TextField(blank=True)),
                        ("numerator", models.TextField(blank=True, db_default="", default="")),
                        ("denominator", models.TextField(blank=True, db_default="", default="")),
                        ("source", models.CharField(blank=True, max_length=160)),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("not_stated", "Not stated"),
                                    ("survey", "Survey, wave by wave"),
                                    ("return", "Statutory or national return"),
                                    ("local_system", "Local system"),
                                ],
                                db_default="not_stated",
                                default="not_stated",
                                max_length=12,
                            ),
                        ),
                        (
                            "frequency",
                            models.CharField(
                                choices=[
                                    ("not_stated", "Not stated"),
                                    ("month", "Every month"),
                                    ("quarter", "Every quarter"),
                                    ("term", "Every term"),
                                    ("academic_year", "Every academic year"),
                                    ("financial_year", "Every financial year"),
                                    ("as_it_comes", "As it comes, for example with a survey wave"),
                                ],
                                db_default="not_stated",
                                default="not_stated",
                                max_length=16,
                            ),
                        ),
                        (
                            "cumulates",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No: each figure stands for its own period or day"),
                                    ("academic_year", "Over the academic year, from September"),
                                    ("financial_year", "Over the financial year, from April"),
                                    ("calendar_year", "Over the calendar year, from January"),
                                ],
                                db_default="",
                                default="",
                                max_length=16,
                            ),
                        ),
                        ("caveats", models.TextField(blank=True, db_default="", default="")),
                        ("baseline_printed", models.CharField(blank=True, max_length=120)),
                        (
                            "unplaced",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "data_lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.section"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_kpi_id_notice"),
                            notices.rows.SameNotice(name="kpis_kpi_plan_same_notice", to="plan"),
                            notices.rows.SameNotice(name="kpis_kpi_section_same_notice", to="section"),
                            models.CheckConstraint(
                                condition=models.Q(("unit__in", ["count", "percent", "days", "not_stated"])),
                                name="kpis_kpi_unit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("direction__in", ["higher", "lower", "not_set"])),
                                name="kpis_kpi_direction_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("origin__in", ["not_stated", "survey", "return", "local_system"])),
                                name="kpis_kpi_origin_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "frequency__in",
                                        [
                                            "not_stated",
                                            "month",
                                            "quarter",
                                            "term",
                                            "academic_year",
                                            "financial_year",
                                            "as_it_comes",
                                        ],
                                    )
                                ),
                                name="kpis_kpi_frequency_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cumulates__in", ["", "academic_year", "financial_year", "calendar_year"])
                                ),
                                name="kpis_kpi_cumulates_known",
                            ),
                            models.UniqueConstraint(fields=("notice", "code"), name="kpis_kpi_code_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTarget",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("edition", models.PositiveSmallIntegerField(default=1)),
                        ("printed_order", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(max_length=80)),
                        ("due_on", models.DateField()),
                        ("rule", models.CharField(blank=True, max_length=80)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="boards.decision",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical target",
                        "verbose_name_plural": "historical targets",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRedefinition",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(db_index=True, editable=False, null=True)),
                        ("from_on", models.DateField()),
                        ("why", models.TextField()),
                        ("written_at", models.DateTimeField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical redefinition",
                        "verbose_name_plural": "historical redefinitions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalKpiJudgement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(db_index=True, editable=False, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("on_track", "On track"), ("at_risk", "At risk"), ("off_track", "Off track")],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("judged_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kpi judgement",
                        "verbose_name_plural": "historical kpi judgements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalKpiEvidence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="evidence.document",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kpi evidence",
                        "verbose_name_plural": "historical kpi evidences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalKpiAction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="plans.action",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kpi action",
                        "verbose_name_plural": "historical kpi actions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalBaseline",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(db_index=True, editable=False, null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("awaited", "Awaited"),
                                    ("to_be_developed", "Measure to be developed"),
                                    ("proposed", "Proposed, awaiting approval"),
                                    ("approved", "Approved"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ("as_at", models.DateField(blank=True, null=True)),
                        ("as_at_printed", models.CharField(blank=True, max_length=60)),
                        ("source", models.CharField(blank=True, max_length=240)),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("held", models.BooleanField(db_default=False, default=False)),
                        ("released_at", models.DateTimeField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical baseline",
                        "verbose_name_plural": "historical baselines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Baseline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(editable=False, null=True, unique=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("awaited", "Awaited"),
                                    ("to_be_developed", "Measure to be developed"),
                                    ("proposed", "Proposed, awaiting approval"),
                                    ("approved", "Approved"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ("as_at", models.DateField(blank=True, null=True)),
                        ("as_at_printed", models.CharField(blank=True, max_length=60)),
                        ("source", models.CharField(blank=True, max_length=240)),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("held", models.BooleanField(db_default=False, default=False)),
                        ("released_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="baselines", to="kpis.kpi"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_baseline_id_notice"),
                            notices.rows.SameNotice(name="kpis_baseline_kpi_same_notice", to="kpi"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["awaited", "to_be_developed", "proposed", "approved"])
                                ),
                                name="kpis_baseline_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                                    models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_proposed_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_approved_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                                    models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_released_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held", False),
                                    models.Q(("released_at__isnull", True), ("state", "proposed")),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_held_is_not_approved",
                            ),
                            models.UniqueConstraint(fields=("kpi", "number"), name="kpis_baseline_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["proposed", "approved"]), ("value__isnull", False)),
                                    models.Q(("state__in", ["awaited", "to_be_developed"]), ("value__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_value_goes_with_its_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", False), ("state", "approved")),
                                    models.Q(
                                        models.Q(("state", "approved"), _negated=True), ("approved_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_approved_has_its_approver",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    ("proposed_by__isnull", True),
                                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="kpis_baseline_approved_by_a_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KpiAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.action"
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="kpis.kpi"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_kpiaction_id_notice"),
                            notices.rows.SameNotice(name="kpis_kpiaction_kpi_same_notice", to="kpi"),
                            notices.rows.SameNotice(name="kpis_kpiaction_action_same_notice", to="action"),
                            models.UniqueConstraint(fields=("kpi", "action"), name="kpis_kpiaction_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KpiEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.document"
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="kpis.kpi"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_kpievidence_id_notice"),
                            notices.rows.SameNotice(name="kpis_kpievidence_kpi_same_notice", to="kpi"),
                            notices.rows.SameNotice(name="kpis_kpievidence_document_same_notice", to="document"),
                            models.UniqueConstraint(fields=("kpi", "document"), name="kpis_kpievidence_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KpiJudgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(editable=False, null=True, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("on_track", "On track"), ("at_risk", "At risk"), ("off_track", "Off track")],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("judged_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="kpis.kpi"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_kpijudgement_id_notice"),
                            notices.rows.SameNotice(name="kpis_kpijudgement_kpi_same_notice", to="kpi"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["on_track", "at_risk", "off_track"])),
                                name="kpis_kpijudgement_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_kpijudgement_ended_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="kpis_kpijudgement_says_why"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("kpi",),
                                name="kpis_kpijudgement_one_standing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measurement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(editable=False, null=True, unique=True)),
                        ("as_at", models.DateField()),
                        (
                            "period",
                            models.CharField(
                                choices=[
                                    ("day", "A day"),
                                    ("month", "A month"),
                                    ("quarter", "A quarter"),
                                    ("term", "A term"),
                                    ("academic_year", "An academic year"),
                                    ("financial_year", "A financial year"),
                                ],
                                db_default="day",
                                default="day",
                                max_length=16,
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=4, max_digits=14)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("actual", "Actual"),
                                    ("provisional", "Provisional"),
                                    ("projected", "Projected"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=160)),
                        ("note", models.TextField(blank=True)),
                        ("series_break", models.BooleanField(default=False)),
                        ("corrected", models.BooleanField(default=False)),
                        ("entered_at", models.DateTimeField()),
                        ("held", models.BooleanField(db_default=False, default=False)),
                        ("released_at", models.DateTimeField(null=True)),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by_row",
                                to="kpis.measurement",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="measurements", to="kpis.kpi"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evidence.voiceentry",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_measurement_id_notice"),
                            notices.rows.SameNotice(name="kpis_measurement_kpi_same_notice", to="kpi"),
                            notices.rows.SameNotice(name="kpis_measurement_corrects_same_notice", to="corrects"),
                            notices.rows.SameNotice(name="kpis_measurement_wave_same_notice", to="wave"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["actual", "provisional", "projected"])),
                                name="kpis_measurement_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "period__in",
                                        ["day", "month", "quarter", "term", "academic_year", "financial_year"],
                                    )
                                ),
                                name="kpis_measurement_period_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                                    models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_measurement_released_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("held", False), ("released_at__isnull", True), _connector="OR"),
                                name="kpis_measurement_held_is_not_released",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("corrected", False)),
                                fields=("kpi", "as_at"),
                                name="kpis_measurement_one_standing_figure_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corrects__isnull", True), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="kpis_measurement_correction_says_why",
                            ),
                        ],
                        "indexes": [models.Index(fields=["notice", "kpi", "as_at"], name="kpis_measurement_series")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalMeasurement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(db_index=True, editable=False, null=True)),
                        ("as_at", models.DateField()),
                        (
                            "period",
                            models.CharField(
                                choices=[
                                    ("day", "A day"),
                                    ("month", "A month"),
                                    ("quarter", "A quarter"),
                                    ("term", "A term"),
                                    ("academic_year", "An academic year"),
                                    ("financial_year", "A financial year"),
                                ],
                                db_default="day",
                                default="day",
                                max_length=16,
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=4, max_digits=14)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("actual", "Actual"),
                                    ("provisional", "Provisional"),
                                    ("projected", "Projected"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=160)),
                        ("note", models.TextField(blank=True)),
                        ("series_break", models.BooleanField(default=False)),
                        ("corrected", models.BooleanField(default=False)),
                        ("entered_at", models.DateTimeField()),
                        ("held", models.BooleanField(db_default=False, default=False)),
                        ("released_at", models.DateTimeField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "wave",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="evidence.voiceentry",
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.kpi",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="kpis.measurement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical measurement",
                        "verbose_name_plural": "historical measurements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Redefinition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(editable=False, null=True, unique=True)),
                        ("from_on", models.DateField()),
                        ("why", models.TextField()),
                        ("written_at", models.DateTimeField()),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="redefinitions", to="kpis.kpi"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_redefinition_id_notice"),
                            notices.rows.SameNotice(name="kpis_redefinition_kpi_same_notice", to="kpi"),
                            models.UniqueConstraint(fields=("kpi", "from_on"), name="kpis_redefinition_day_once"),
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True), name="kpis_redefinition_says_why"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("edition", models.PositiveSmallIntegerField(default=1)),
                        ("printed_order", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(max_length=80)),
                        ("due_on", models.DateField()),
                        ("rule", models.CharField(blank=True, max_length=80)),
                        (
                            "decision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="boards.decision",
                            ),
                        ),
                        (
                            "kpi",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="kpis.kpi"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_target_id_notice"),
                            notices.rows.SameNotice(name="kpis_target_kpi_same_notice", to="kpi"),
                            notices.rows.SameNotice(name="kpis_target_decision_same_notice", to="decision"),
                            models.UniqueConstraint(
                                fields=("kpi", "edition", "printed_order"), name="kpis_target_place_once"
                            ),
                            models.UniqueConstraint(fields=("kpi", "edition", "due_on"), name="kpis_target_day_once"),
                            models.CheckConstraint(
                                condition=models.Q(("edition", 1), ("decision__isnull", False), _connector="OR"),
                                name="kpis_target_rebased_by_a_decision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FigureImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(editable=False, null=True, unique=True)),
                        ("name", models.CharField(max_length=160)),
                        ("sha256", models.CharField(max_length=64)),
                        ("sheets", models.JSONField(default=list)),
                        ("sheet", models.PositiveSmallIntegerField(default=0)),
                        ("heading_row", models.PositiveIntegerField(default=1)),
                        ("shape", models.CharField(blank=True, max_length=64)),
                        ("roles", models.JSONField(default=dict)),
                        ("answers", models.JSONField(default=dict)),
                        ("added_at", models.DateTimeField()),
                        ("entered_at", models.DateTimeField(null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="kpis_figureimport_id_notice"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("entered_at__isnull", False), ("entered_by__isnull", False)),
                                    models.Q(("entered_at__isnull", True), ("entered_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="kpis_figureimport_entered_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_at__isnull", True),
                                    models.Q(("answers", {}), ("sheets", [])),
                                    _connector="OR",
                                ),
                                name="kpis_figureimport_entered_keeps_no_cells",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
