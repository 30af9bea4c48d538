"""The tables of notices as the migrations from 0001 to 0002 leave them, for a new database: a fraction of the time."""

import django.contrib.postgres.fields
import django.db.models.deletion
import notices.rows
import simple_history.models
import uuid
from audit.tables import MakeTables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("notices", "0001_initial"), ("notices", "0002_access_taken_away")]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0002_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            tables=[
                migrations.CreateModel(
                    name="Clause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("number", models.CharField(max_length=20)),
                        ("number_is_ours", models.BooleanField(default=False)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("heading", models.CharField(blank=True, max_length=200)),
                        ("text", models.TextField()),
                        ("asks", models.BooleanField(default=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="notices.clause",
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
                            notices.rows.SameNotice(name="notices_clause_parent_same_notice", to="parent"),
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_clause_id_notice"),
                            models.UniqueConstraint(fields=("notice", "number"), name="notices_clause_number_once"),
                            models.UniqueConstraint(fields=("notice", "order"), name="notices_clause_order_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalNotice",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=60)),
                        ("title", models.CharField(max_length=160)),
                        ("upon", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("representations", "Representations invited"),
                                    ("in_force", "In force"),
                                    ("lifted", "Lifted"),
                                    ("replaced", "Replaced"),
                                    ("escalated", "Escalated to a direction"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("issued_on_note", models.CharField(blank=True, max_length=240)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("deliver_by", models.DateField(blank=True, null=True)),
                        ("deliver_by_printed", models.CharField(blank=True, max_length=120)),
                        ("tracked_from", models.DateField(blank=True, null=True)),
                        ("illustrative", models.CharField(blank=True, max_length=240)),
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
                            "council",
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
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "issuer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical notice",
                        "verbose_name_plural": "historical notices",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("title", models.CharField(max_length=160)),
                        ("upon", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("representations", "Representations invited"),
                                    ("in_force", "In force"),
                                    ("lifted", "Lifted"),
                                    ("replaced", "Replaced"),
                                    ("escalated", "Escalated to a direction"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("issued_on_note", models.CharField(blank=True, max_length=240)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("deliver_by", models.DateField(blank=True, null=True)),
                        ("deliver_by_printed", models.CharField(blank=True, max_length=120)),
                        ("tracked_from", models.DateField(blank=True, null=True)),
                        ("illustrative", models.CharField(blank=True, max_length=240)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                            ),
                        ),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "representations", "in_force", "lifted", "replaced", "escalated"],
                                    )
                                ),
                                name="notices_notice_status_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPartner",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("clears_reports", models.BooleanField(default=False)),
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
                    ],
                    options={
                        "verbose_name": "historical partner",
                        "verbose_name_plural": "historical partners",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalObligation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("board", "Board meeting"),
                                    ("report", "Progress report"),
                                    ("review", "Review"),
                                    ("self_assessment", "Self-assessment"),
                                    ("plan", "Improvement plan"),
                                    ("targets", "Target horizons"),
                                    ("invitation", "Invitation"),
                                    ("up_to_date", "Keep up to date"),
                                    ("one_off", "One-off deliverable"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "anchor",
                            models.CharField(
                                choices=[
                                    ("issue", "The day of issue"),
                                    ("publication", "The day of publication"),
                                    ("day", "A day of its own"),
                                    ("none", "Nothing: the dates are named, or none is"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("anchor_day", models.DateField(blank=True, null=True)),
                        ("our_reading", models.CharField(blank=True, max_length=300)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("every_months", "Every n months"),
                                    ("every_weeks", "Every n weeks"),
                                    ("at_least_every_months", "At least every n months"),
                                    ("named_days", "On named days"),
                                    ("months_after", "At n, m, … months after"),
                                    ("within_months", "Within n months"),
                                    ("each_meeting", "With each meeting"),
                                    ("not_stated", "No rhythm stated"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("every", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("last_day", models.BooleanField(default=False)),
                        (
                            "months_after",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "named_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(), blank=True, default=list, size=None
                            ),
                        ),
                        ("duty_of", models.CharField(max_length=120)),
                        ("councils_duty", models.BooleanField(default=True)),
                        ("from_whom", models.CharField(blank=True, max_length=160)),
                        ("to_whom", models.CharField(blank=True, max_length=160)),
                        ("tracked", models.BooleanField(default=True)),
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
                            "clause",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.clause",
                            ),
                        ),
                        (
                            "confirmed_by",
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
                    ],
                    options={
                        "verbose_name": "historical obligation",
                        "verbose_name_plural": "historical obligations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClause",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("number", models.CharField(max_length=20)),
                        ("number_is_ours", models.BooleanField(default=False)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("heading", models.CharField(blank=True, max_length=200)),
                        ("text", models.TextField()),
                        ("asks", models.BooleanField(default=True)),
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.clause",
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
                    ],
                    options={
                        "verbose_name": "historical clause",
                        "verbose_name_plural": "historical clauses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalArea",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.CharField(max_length=10)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("significant_weakness", "Significant weakness"),
                                    ("priority_action", "Area for priority action"),
                                    ("improvement", "Area for improvement"),
                                    ("recommendation", "DfE recommendation"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField()),
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
                            "clause",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.clause",
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
                            "lead_body",
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
                    ],
                    options={
                        "verbose_name": "historical area",
                        "verbose_name_plural": "historical areas",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAccess",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "Improvement lead"),
                                    ("office", "Programme office"),
                                    ("officer", "Officer"),
                                    ("partner_officer", "Partner officer"),
                                    ("data_lead", "Data lead"),
                                    ("participation_lead", "Participation lead"),
                                    ("forum", "Parent carer forum"),
                                    ("accountable", "Accountable officer"),
                                    ("chair", "Independent chair"),
                                    ("member", "Board member"),
                                    ("adviser", "Adviser (DfE or NHS England)"),
                                    ("reviewer", "Reviewer"),
                                    ("observer", "Observer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("given_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(null=True)),
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
                            "given_by",
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
                            "taken_by",
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
                            "user",
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
                    ],
                    options={
                        "verbose_name": "historical access",
                        "verbose_name_plural": "historical accesss",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Area",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("significant_weakness", "Significant weakness"),
                                    ("priority_action", "Area for priority action"),
                                    ("improvement", "Area for improvement"),
                                    ("recommendation", "DfE recommendation"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        (
                            "lead_body",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "clause",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="areas",
                                to="notices.clause",
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
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_area_id_notice"),
                            notices.rows.SameNotice(name="notices_area_clause_same_notice", to="clause"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["significant_weakness", "priority_action", "improvement", "recommendation"],
                                    )
                                ),
                                name="notices_area_kind_known",
                            ),
                            models.UniqueConstraint(fields=("notice", "code"), name="notices_area_code_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Access",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "Improvement lead"),
                                    ("office", "Programme office"),
                                    ("officer", "Officer"),
                                    ("partner_officer", "Partner officer"),
                                    ("data_lead", "Data lead"),
                                    ("participation_lead", "Participation lead"),
                                    ("forum", "Parent carer forum"),
                                    ("accountable", "Accountable officer"),
                                    ("chair", "Independent chair"),
                                    ("member", "Board member"),
                                    ("adviser", "Adviser (DfE or NHS England)"),
                                    ("reviewer", "Reviewer"),
                                    ("observer", "Observer"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("given_at", models.DateTimeField()),
                        ("taken_at", models.DateTimeField(null=True)),
                        (
                            "given_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
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
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_access_id_notice"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "lead",
                                            "office",
                                            "officer",
                                            "partner_officer",
                                            "data_lead",
                                            "participation_lead",
                                            "forum",
                                            "accountable",
                                            "chair",
                                            "member",
                                            "adviser",
                                            "reviewer",
                                            "observer",
                                        ],
                                    )
                                ),
                                name="notices_access_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="notices_access_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                                    models.Q(("taken_at__isnull", True), ("taken_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="notices_access_taken_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_at__isnull", True), ("ends_on__isnull", False), _connector="OR"
                                ),
                                name="notices_access_taken_has_its_day",
                            ),
                        ],
                        "indexes": [models.Index(fields=["user", "notice"], name="notices_access_user")],
                    },
                ),
                migrations.CreateModel(
                    name="Obligation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("board", "Board meeting"),
                                    ("report", "Progress report"),
                                    ("review", "Review"),
                                    ("self_assessment", "Self-assessment"),
                                    ("plan", "Improvement plan"),
                                    ("targets", "Target horizons"),
                                    ("invitation", "Invitation"),
                                    ("up_to_date", "Keep up to date"),
                                    ("one_off", "One-off deliverable"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "anchor",
                            models.CharField(
                                choices=[
                                    ("issue", "The day of issue"),
                                    ("publication", "The day of publication"),
                                    ("day", "A day of its own"),
                                    ("none", "Nothing: the dates are named, or none is"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("anchor_day", models.DateField(blank=True, null=True)),
                        ("our_reading", models.CharField(blank=True, max_length=300)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("every_months", "Every n months"),
                                    ("every_weeks", "Every n weeks"),
                                    ("at_least_every_months", "At least every n months"),
                                    ("named_days", "On named days"),
                                    ("months_after", "At n, m, … months after"),
                                    ("within_months", "Within n months"),
                                    ("each_meeting", "With each meeting"),
                                    ("not_stated", "No rhythm stated"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("every", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("last_day", models.BooleanField(default=False)),
                        (
                            "months_after",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                            ),
                        ),
                        (
                            "named_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(), blank=True, default=list, size=None
                            ),
                        ),
                        ("duty_of", models.CharField(max_length=120)),
                        ("councils_duty", models.BooleanField(default=True)),
                        ("from_whom", models.CharField(blank=True, max_length=160)),
                        ("to_whom", models.CharField(blank=True, max_length=160)),
                        ("tracked", models.BooleanField(default=True)),
                        (
                            "clause",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="obligations",
                                to="notices.clause",
                            ),
                        ),
                        (
                            "confirmed_by",
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
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_obligation_id_notice"),
                            notices.rows.SameNotice(name="notices_obligation_clause_same_notice", to="clause"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "board",
                                            "report",
                                            "review",
                                            "self_assessment",
                                            "plan",
                                            "targets",
                                            "invitation",
                                            "up_to_date",
                                            "one_off",
                                        ],
                                    )
                                ),
                                name="notices_obligation_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("anchor__in", ["issue", "publication", "day", "none"])),
                                name="notices_obligation_anchor_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rhythm__in",
                                        [
                                            "every_months",
                                            "every_weeks",
                                            "at_least_every_months",
                                            "named_days",
                                            "months_after",
                                            "within_months",
                                            "each_meeting",
                                            "not_stated",
                                        ],
                                    )
                                ),
                                name="notices_obligation_rhythm_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="notices_obligation_confirmed_together",
                            ),
                            models.UniqueConstraint(fields=("notice", "code"), name="notices_obligation_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("anchor", "day"), ("anchor_day__isnull", False)),
                                    models.Q(models.Q(("anchor", "day"), _negated=True), ("anchor_day__isnull", True)),
                                    _connector="OR",
                                ),
                                name="notices_obligation_anchor_day_goes_with_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "rhythm__in",
                                            ["every_months", "every_weeks", "at_least_every_months", "within_months"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("every__gte", 1), ("every__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notices_obligation_rhythm_has_its_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRecipient",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("title", models.CharField(max_length=120)),
                        ("email", models.EmailField(max_length=254)),
                        ("required", models.BooleanField(default=True)),
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
                            "user",
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
                            "obligation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.obligation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical recipient",
                        "verbose_name_plural": "historical recipients",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFulfilment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("due_on", models.DateField()),
                        ("met_on", models.DateField()),
                        ("how", models.CharField(max_length=240)),
                        ("recorded_at", models.DateTimeField()),
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
                            "recorded_by",
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
                            "obligation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="notices.obligation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical fulfilment",
                        "verbose_name_plural": "historical fulfilments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Fulfilment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("due_on", models.DateField()),
                        ("met_on", models.DateField()),
                        ("how", models.CharField(max_length=240)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
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
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fulfilments",
                                to="notices.obligation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_fulfilment_id_notice"),
                            notices.rows.SameNotice(name="notices_fulfilment_obligation_same_notice", to="obligation"),
                            models.UniqueConstraint(fields=("obligation", "due_on"), name="notices_fulfilment_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Partner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("clears_reports", models.BooleanField(default=False)),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_partner_id_notice"),
                            models.UniqueConstraint(fields=("notice", "organisation"), name="notices_partner_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recipient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("title", models.CharField(max_length=120)),
                        ("email", models.EmailField(max_length=254)),
                        ("required", models.BooleanField(default=True)),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "obligation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recipients",
                                to="notices.obligation",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="notices_recipient_id_notice"),
                            notices.rows.SameNotice(name="notices_recipient_obligation_same_notice", to="obligation"),
                            models.UniqueConstraint(fields=("obligation", "email"), name="notices_recipient_once"),
                        ],
                    },
                ),
            ],
        ),
    ]
