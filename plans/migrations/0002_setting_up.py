"""Plans are set up in the browser: forms sent once, what was taken out with its reason, published versions."""

import django.db.models.deletion
import notices.rows
import uuid
from django.conf import settings
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION plans_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published version never changes: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER plans_planedition_no_edit BEFORE UPDATE OR DELETE ON plans_planedition
    FOR EACH ROW EXECUTE FUNCTION plans_refuse();
"""
ALLOW = """
DROP TRIGGER plans_planedition_no_edit ON plans_planedition;
DROP FUNCTION plans_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_initial"),
        ("notices", "0002_access_taken_away"),
        ("plans", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sent_as", models.UUIDField(editable=False, null=True, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("note", models.TextField()),
                ("published_at", models.DateTimeField()),
                ("shape", models.PositiveSmallIntegerField()),
                ("tree", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="action",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="action",
            name="retired_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="retired_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="action",
            name="sent_as",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="historicalaction",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="historicalaction",
            name="retired_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalaction",
            name="retired_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="historicalaction",
            name="sent_as",
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalmilestone",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="evidence.document",
            ),
        ),
        migrations.AddField(
            model_name="historicalmilestone",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="historicalmilestone",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalmilestone",
            name="removed_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="historicalplan",
            name="sent_as",
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalplan",
            name="starts_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalsection",
            name="sent_as",
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="milestone",
            name="evidence",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.document"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="milestone",
            name="removed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="removed_why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="sent_as",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="starts_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="section",
            name="sent_as",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                    models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                    _connector="OR",
                ),
                name="plans_action_retired_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at__isnull", True), ("retired_why", "")),
                    models.Q(("retired_at__isnull", False), models.Q(("retired_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="plans_action_retired_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=notices.rows.SameNotice(name="plans_milestone_evidence_same_notice", to="evidence"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                    models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                    _connector="OR",
                ),
                name="plans_milestone_removed_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_why", "")),
                    models.Q(("removed_at__isnull", False), models.Q(("removed_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="plans_milestone_removed_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence__isnull", True), ("met_on__isnull", False), _connector="OR"),
                name="plans_milestone_evidence_shows_that_it_is_met",
            ),
        ),
        migrations.AddField(
            model_name="planedition",
            name="notice",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"),
        ),
        migrations.AddField(
            model_name="planedition",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="planedition",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="planedition",
            constraint=models.UniqueConstraint(fields=("id", "notice"), name="plans_planedition_id_notice"),
        ),
        migrations.AddConstraint(
            model_name="planedition",
            constraint=notices.rows.SameNotice(name="plans_planedition_plan_same_notice", to="plan"),
        ),
        migrations.AddConstraint(
            model_name="planedition",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="plans_planedition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="planedition",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="plans_planedition_says_what_is_new"
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
