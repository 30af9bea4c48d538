"""KPIs: what is measured, from which baseline, towards which dated targets, with which figures."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from boards.models import Decision
from evidence.models import Attachment
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import User
from plans.models import Action, Plan, Section


class Unit(models.TextChoices):
    """What the figures count."""

    COUNT = "count", "Number"
    PERCENT = "percent", "Percentage"
    DAYS = "days", "Days"
    NOT_STATED = "not_stated", "Not stated"


class Direction(models.TextChoices):
    """Which way is better. Not set: the KPI is not rated."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NOT_SET = "not_set", "Not set"


class KpiRows(SeenByPlanReaders):
    """KPIs, and which of them somebody is still to bring a figure of."""

    def with_awaited(self, data_lead: User, month_end: date) -> Self:
        """Each with `awaited`: this person is its data lead, and no figure of that month or a later day stands.
        Survey waves have days of their own, and a projected figure awaits the real one."""
        counting = Measurement.objects.filter(kpi=OuterRef("pk"), corrected=False, as_at__gte=month_end.replace(day=1))
        known = Exists(counting.exclude(kind=FigureKind.PROJECTED))
        return self.annotate(awaited=Q(Q(data_lead=data_lead, from_survey=False), ~known))


class Kpi(NoticeRow):
    """What is measured. `code` is a stable one of ours (A-K3); the name is as printed.

    `unplaced` holds printed cells that fit no column: they wait for a person, and the KPI is not assessable till then.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=10, choices=Unit)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.NOT_SET)
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=160, blank=True)
    from_survey = models.BooleanField(default=False)
    baseline_printed = models.CharField(max_length=120, blank=True)
    unplaced = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    data_lead = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = KpiRows.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_kpi", "plan", "section"),
            one_of("kpis_kpi", "unit", Unit),
            one_of("kpis_kpi", "direction", Direction),
            models.UniqueConstraint(fields=["notice", "code"], name="kpis_kpi_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class KpiAction(NoticeRow):
    """That an action should move a KPI."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="actions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_kpiaction", "kpi", "action"),
            models.UniqueConstraint(fields=["kpi", "action"], name="kpis_kpiaction_once"),
        ]


class KpiEvidence(Attachment):
    """That a document stands behind a KPI's figures."""

    end = "kpi"

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="evidence")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_kpievidence", "kpi", "document"),
            models.UniqueConstraint(fields=["kpi", "document"], name="kpis_kpievidence_once"),
        ]


class BaselineState(models.TextChoices):
    """What is known of where a KPI started."""

    AWAITED = "awaited", "Awaited"
    TO_BE_DEVELOPED = "to_be_developed", "Measure to be developed"
    PROPOSED = "proposed", "Proposed, awaiting approval"
    APPROVED = "approved", "Approved"


class Baseline(NoticeRow, SentOnce):
    """One version of a KPI's baseline. The highest-numbered approved one counts; without one it is awaited.

    A baseline printed in the plan is approved with the plan and was proposed by nobody here.
    """

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=BaselineState)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    as_at = models.DateField(null=True, blank=True)
    as_at_printed = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=240, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_baseline", "kpi"),
            one_of("kpis_baseline", "state", BaselineState),
            together("kpis_baseline", "proposed", "proposed_by", "proposed_at"),
            together("kpis_baseline", "approved", "approved_by", "approved_at"),
            models.UniqueConstraint(fields=["kpi", "number"], name="kpis_baseline_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "approved"], value__isnull=False)
                | Q(state__in=["awaited", "to_be_developed"], value__isnull=True),
                name="kpis_baseline_value_goes_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | (~Q(state="approved") & Q(approved_at__isnull=True)),
                name="kpis_baseline_approved_has_its_approver",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(approved_by=models.F("proposed_by")),
                name="kpis_baseline_approved_by_a_second_person",
            ),
        ]


class Target(NoticeRow):
    """A dated target, with its label and its rule as printed (`kpis.targets.parse_rule` reads it). `edition` counts
    the agreed versions of a KPI's targets; a later one cites who agreed it."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="targets")
    edition = models.PositiveSmallIntegerField(default=1)
    printed_order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    due_on = models.DateField()
    rule = models.CharField(max_length=80, blank=True)  # as printed; empty: a blank cell
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_target", "kpi", "decision"),
            models.UniqueConstraint(fields=["kpi", "edition", "printed_order"], name="kpis_target_place_once"),
            models.UniqueConstraint(fields=["kpi", "edition", "due_on"], name="kpis_target_day_once"),
            models.CheckConstraint(
                condition=Q(edition=1) | Q(decision__isnull=False), name="kpis_target_rebased_by_a_decision"
            ),
        ]


class FigureKind(models.TextChoices):
    """How certain a figure is."""

    ACTUAL = "actual", "Actual"
    PROVISIONAL = "provisional", "Provisional"
    PROJECTED = "projected", "Projected"


class Measurement(NoticeRow, SentOnce):
    """A figure as at a day. A correction is a new row that names the one it corrects; the old value stays."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="measurements")
    as_at = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    kind = models.CharField(max_length=12, choices=FigureKind)
    source = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    series_break = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by_row")
    corrected = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_measurement", "kpi", "corrects"),
            one_of("kpis_measurement", "kind", FigureKind),
            models.UniqueConstraint(
                fields=["kpi", "as_at"], condition=Q(corrected=False), name="kpis_measurement_one_standing_figure_a_day"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(note=""), name="kpis_measurement_correction_says_why"
            ),
        ]
        indexes = [models.Index(fields=["notice", "kpi", "as_at"], name="kpis_measurement_series")]
