"""The tables of evidence as the migrations from 0001 to 0002 leave them, for a new database: a fraction of the time."""

import django.db.models.deletion
import notices.rows
import simple_history.models
import uuid
from audit.tables import MakeTables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("evidence", "0001_initial"), ("evidence", "0002_attachments_voices_and_versions")]

    initial = True

    dependencies = [
        ("notices", "0001_squashed_0002_access_taken_away"),
        ("people", "0001_squashed_0002_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            tables=[
                migrations.CreateModel(
                    name="Document",
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
                        ("title", models.CharField(max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("output", "Output"),
                                    ("practice", "Practice quality"),
                                    ("lived_experience", "Lived experience"),
                                    ("survey", "Survey"),
                                    ("audit", "Audit"),
                                    ("data", "Data"),
                                    ("letter", "Letter"),
                                    ("report", "Issued report"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("description", models.TextField(blank=True)),
                        ("dated_on", models.DateField()),
                        ("link", models.URLField(blank=True, max_length=500)),
                        ("file", models.CharField(blank=True, max_length=200)),
                        ("original_name", models.CharField(blank=True, max_length=120)),
                        ("content_type", models.CharField(blank=True, max_length=100)),
                        ("size", models.PositiveBigIntegerField(null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "scan",
                            models.CharField(
                                choices=[
                                    ("not_scanned", "Not scanned"),
                                    ("pending", "Scan pending"),
                                    ("clean", "Clean"),
                                    ("infected", "Infected"),
                                ],
                                default="not_scanned",
                                max_length=12,
                            ),
                        ),
                        ("keeper", models.CharField(blank=True, max_length=60)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
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
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evidence.document",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="evidence_document_id_notice"),
                            notices.rows.SameNotice(name="evidence_document_replaces_same_notice", to="replaces"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "output",
                                            "practice",
                                            "lived_experience",
                                            "survey",
                                            "audit",
                                            "data",
                                            "letter",
                                            "report",
                                        ],
                                    )
                                ),
                                name="evidence_document_kind_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("keeper", "")),
                                fields=("replaces",),
                                name="evidence_document_replaced_by_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("replaces", models.F("id")), _negated=True),
                                name="evidence_document_replaces_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("link", ""), models.Q(("file", ""), _negated=True)),
                                    models.Q(models.Q(("link", ""), _negated=True), ("file", "")),
                                    _connector="OR",
                                ),
                                name="evidence_document_is_a_file_or_a_link",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("file", ""),
                                    models.Q(models.Q(("sha256", ""), _negated=True), ("size__isnull", False)),
                                    _connector="OR",
                                ),
                                name="evidence_document_file_has_its_digest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClauseEvidence",
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
                            "clause",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.clause"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.document"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("id", "notice"), name="evidence_clauseevidence_id_notice"),
                            notices.rows.SameNotice(name="evidence_clauseevidence_clause_same_notice", to="clause"),
                            notices.rows.SameNotice(name="evidence_clauseevidence_document_same_notice", to="document"),
                            models.UniqueConstraint(fields=("clause", "document"), name="evidence_clauseevidence_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentDownload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("taken_at", models.DateTimeField()),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="downloads",
                                to="evidence.document",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "notice"), name="evidence_documentdownload_id_notice"
                            ),
                            notices.rows.SameNotice(
                                name="evidence_documentdownload_document_same_notice", to="document"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalClauseEvidence",
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
                    ],
                    options={
                        "verbose_name": "historical clause evidence",
                        "verbose_name_plural": "historical clause evidences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDocument",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(db_index=True, editable=False, null=True)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("output", "Output"),
                                    ("practice", "Practice quality"),
                                    ("lived_experience", "Lived experience"),
                                    ("survey", "Survey"),
                                    ("audit", "Audit"),
                                    ("data", "Data"),
                                    ("letter", "Letter"),
                                    ("report", "Issued report"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("description", models.TextField(blank=True)),
                        ("dated_on", models.DateField()),
                        ("link", models.URLField(blank=True, max_length=500)),
                        ("file", models.CharField(blank=True, max_length=200)),
                        ("original_name", models.CharField(blank=True, max_length=120)),
                        ("content_type", models.CharField(blank=True, max_length=100)),
                        ("size", models.PositiveBigIntegerField(null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "scan",
                            models.CharField(
                                choices=[
                                    ("not_scanned", "Not scanned"),
                                    ("pending", "Scan pending"),
                                    ("clean", "Clean"),
                                    ("infected", "Infected"),
                                ],
                                default="not_scanned",
                                max_length=12,
                            ),
                        ),
                        ("keeper", models.CharField(blank=True, max_length=60)),
                        ("added_at", models.DateTimeField()),
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
                            "added_by",
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
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="evidence.document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical document",
                        "verbose_name_plural": "historical documents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalVoiceEntry",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("sent_as", models.UUIDField(db_index=True, editable=False, null=True)),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("parents", "Parents and carers"),
                                    ("young_people", "Children and young people"),
                                    ("schools", "Schools and settings"),
                                    ("staff", "Frontline staff"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "how_heard",
                            models.CharField(
                                choices=[
                                    ("survey", "Survey"),
                                    ("meeting", "Meeting or group"),
                                    ("complaints", "Theme of complaints"),
                                    ("visit", "Visit"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("heard_on", models.DateField()),
                        ("source", models.CharField(max_length=160)),
                        ("asked", models.PositiveIntegerField(blank=True, null=True)),
                        ("answered", models.PositiveIntegerField(blank=True, null=True)),
                        ("question", models.CharField(blank=True, db_default="", default="", max_length=300)),
                        ("result", models.CharField(blank=True, db_default="", default="", max_length=160)),
                        ("result_count", models.PositiveIntegerField(blank=True, null=True)),
                        ("said", models.TextField()),
                        ("changed", models.TextField(blank=True)),
                        ("changed_on", models.DateField(blank=True, null=True)),
                        ("fit_at", models.DateTimeField(null=True)),
                        ("added_at", models.DateTimeField()),
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
                            "added_by",
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
                            "attributed_to",
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
                            "fit_by",
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
                        "verbose_name": "historical voice entry",
                        "verbose_name_plural": "historical voice entrys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="VoiceEntry",
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
                            "group",
                            models.CharField(
                                choices=[
                                    ("parents", "Parents and carers"),
                                    ("young_people", "Children and young people"),
                                    ("schools", "Schools and settings"),
                                    ("staff", "Frontline staff"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "how_heard",
                            models.CharField(
                                choices=[
                                    ("survey", "Survey"),
                                    ("meeting", "Meeting or group"),
                                    ("complaints", "Theme of complaints"),
                                    ("visit", "Visit"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("heard_on", models.DateField()),
                        ("source", models.CharField(max_length=160)),
                        ("asked", models.PositiveIntegerField(blank=True, null=True)),
                        ("answered", models.PositiveIntegerField(blank=True, null=True)),
                        ("question", models.CharField(blank=True, db_default="", default="", max_length=300)),
                        ("result", models.CharField(blank=True, db_default="", default="", max_length=160)),
                        ("result_count", models.PositiveIntegerField(blank=True, null=True)),
                        ("said", models.TextField()),
                        ("changed", models.TextField(blank=True)),
                        ("changed_on", models.DateField(blank=True, null=True)),
                        ("fit_at", models.DateTimeField(null=True)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "attributed_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "fit_by",
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
                            models.UniqueConstraint(fields=("id", "notice"), name="evidence_voiceentry_id_notice"),
                            models.CheckConstraint(
                                condition=models.Q(("group__in", ["parents", "young_people", "schools", "staff"])),
                                name="evidence_voiceentry_group_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how_heard__in", ["survey", "meeting", "complaints", "visit"])),
                                name="evidence_voiceentry_how_heard_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered__isnull", False), ("asked__isnull", False)),
                                    models.Q(("answered__isnull", True), ("asked__isnull", True)),
                                    _connector="OR",
                                ),
                                name="evidence_voiceentry_asked_and_answered_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered__isnull", True), ("answered__lte", models.F("asked")), _connector="OR"
                                ),
                                name="evidence_voiceentry_no_more_answers_than_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("question", ""), ("result", ""), ("result_count__isnull", True)),
                                    models.Q(
                                        ("how_heard", "survey"),
                                        ("result_count__isnull", False),
                                        models.Q(("question", ""), _negated=True),
                                        models.Q(("result", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_voiceentry_result_is_of_a_survey",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result_count__isnull", True),
                                    models.Q(("answered__isnull", False), ("result_count__lte", models.F("answered"))),
                                    _connector="OR",
                                ),
                                name="evidence_voiceentry_result_among_the_answers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fit_at__isnull", False), ("fit_by__isnull", False)),
                                    models.Q(("fit_at__isnull", True), ("fit_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="evidence_voiceentry_fit_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fit_at__isnull", True), models.Q(("changed", ""), _negated=True), _connector="OR"
                                ),
                                name="evidence_voiceentry_fit_once_it_is_answered",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
