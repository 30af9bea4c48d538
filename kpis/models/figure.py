"""What was measured, when, and how certain it is."""

from django.db import models
from django.db.models import Q

from evidence.models import VoiceEntry
from kpis.models.importing import FigureImport
from kpis.models.kpi import Kpi
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import Organisation, User


class FigureKind(models.TextChoices):
    """How certain a figure is."""

    ACTUAL = "actual", "Actual"
    PROVISIONAL = "provisional", "Provisional"
    PROJECTED = "projected", "Projected"


class Period(models.TextChoices):
    """Of what a figure is: a day, or the period that ends on it."""

    DAY = "day", "A day"
    MONTH = "month", "A month"
    QUARTER = "quarter", "A quarter"
    TERM = "term", "A term"
    ACADEMIC_YEAR = "academic_year", "An academic year"
    FINANCIAL_YEAR = "financial_year", "A financial year"


class Measurement(NoticeRow, SentOnce):
    """A figure as at a day, the last one of its period. A correction is a new row that names the one it corrects; the
    old value stays.

    One that is computed from a survey names its `wave`, one that came in from a file the import that `brought` it. One
    that is `held` waits for the partner whose figure it is to release it, and counts for nothing till then;
    `organisation` is that partner, None for the council's own, as it was when the figure was entered. One that was
    withdrawn stands no more, like one that was corrected, and leaves its day to others.
    """

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="measurements")
    as_at = models.DateField()
    period = models.CharField(max_length=16, choices=Period, default=Period.DAY, db_default=Period.DAY.value)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    kind = models.CharField(max_length=12, choices=FigureKind)
    source = models.CharField(max_length=160, blank=True)
    note = models.TextField(blank=True)
    series_break = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by_row")
    corrected = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    wave = models.ForeignKey(VoiceEntry, on_delete=models.PROTECT, null=True, related_name="+")
    held = models.BooleanField(default=False, db_default=False)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    brought = models.ForeignKey(FigureImport, on_delete=models.PROTECT, null=True, related_name="figures")
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=240, blank=True, default="", db_default="")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_measurement", "kpi", "corrects", "wave", "brought"),
            one_of("kpis_measurement", "kind", FigureKind),
            one_of("kpis_measurement", "period", Period),
            together("kpis_measurement", "released", "released_by", "released_at"),
            models.CheckConstraint(
                condition=Q(held=False) | Q(released_at__isnull=True), name="kpis_measurement_held_is_not_released"
            ),
            models.UniqueConstraint(
                fields=["kpi", "as_at"], condition=Q(corrected=False), name="kpis_measurement_one_standing_figure_a_day"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(note=""), name="kpis_measurement_correction_says_why"
            ),
            together("kpis_measurement", "withdrawn", "withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(corrected=True),
                name="kpis_measurement_withdrawn_stands_no_more",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="kpis_measurement_withdrawn_says_why",
            ),
        ]
        indexes = [models.Index(fields=["notice", "kpi", "as_at"], name="kpis_measurement_series")]
