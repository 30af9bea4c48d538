"""From where to where: baselines with their approval, and dated targets."""

from django.db import models
from django.db.models import Q

from boards.models import Decision
from kpis.models.kpi import Kpi
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import User


class BaselineState(models.TextChoices):
    """What is known of where a KPI started."""

    AWAITED = "awaited", "Awaited"
    TO_BE_DEVELOPED = "to_be_developed", "Measure to be developed"
    PROPOSED = "proposed", "Proposed, awaiting approval"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned to who proposed it"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Baseline(NoticeRow, SentOnce):
    """One version of a KPI's baseline. The highest-numbered approved one counts; without one it is awaited.

    A baseline printed in the plan is approved with the plan and was proposed by nobody here. One that is `held` waits
    for the partner whose figure it is to release it, and cannot be approved till then. A proposal that was returned or
    withdrawn counts for nothing; what was held of it stays so.
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
    held = models.BooleanField(default=False, db_default=False)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=240, blank=True, default="", db_default="")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_baseline", "kpi"),
            one_of("kpis_baseline", "state", BaselineState),
            together("kpis_baseline", "proposed", "proposed_by", "proposed_at"),
            together("kpis_baseline", "approved", "approved_by", "approved_at"),
            together("kpis_baseline", "released", "released_by", "released_at"),
            models.CheckConstraint(
                condition=Q(held=False) | Q(state__in=["proposed", "returned", "withdrawn"], released_at__isnull=True),
                name="kpis_baseline_held_is_not_approved",
            ),
            models.UniqueConstraint(fields=["kpi", "number"], name="kpis_baseline_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "approved", "returned", "withdrawn"], value__isnull=False)
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
            together("kpis_baseline", "ended", "ended_by", "ended_at"),
            models.CheckConstraint(
                condition=Q(state__in=["returned", "withdrawn"], ended_at__isnull=False)
                | (~Q(state__in=["returned", "withdrawn"]) & Q(ended_at__isnull=True)),
                name="kpis_baseline_ended_has_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(ended_why=""), name="kpis_baseline_returned_says_why"
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
