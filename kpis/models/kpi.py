"""KPIs: what is measured, how it is counted, and what should move it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from evidence.models import Attachment
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of
from people.models import Organisation, User
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


class Origin(models.TextChoices):
    """Where the figures come from."""

    NOT_STATED = "not_stated", "Not stated"
    SURVEY = "survey", "Survey, wave by wave"
    RETURN = "return", "Statutory or national return"
    LOCAL = "local_system", "Local system"


class Frequency(models.TextChoices):
    """How often a figure is expected. `kpis.periods` says when one is late."""

    NOT_STATED = "not_stated", "Not stated"
    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every quarter"
    TERM = "term", "Every term"
    ACADEMIC_YEAR = "academic_year", "Every academic year"
    FINANCIAL_YEAR = "financial_year", "Every financial year"
    AS_IT_COMES = "as_it_comes", "As it comes, for example with a survey wave"


class Cumulates(models.TextChoices):
    """Over which year a figure adds up before it starts again from nothing."""

    NO = "", "No: each figure stands for its own period or day"
    ACADEMIC_YEAR = "academic_year", "Over the academic year, from September"
    FINANCIAL_YEAR = "financial_year", "Over the financial year, from April"
    CALENDAR_YEAR = "calendar_year", "Over the calendar year, from January"


class Kpi(NoticeRow):
    """What is measured. `code` is a stable one of ours (A-K3); the name is as printed.

    `unplaced` holds printed cells that fit no column: they wait for a person, and the KPI is not assessable till then.
    From `definition` to `caveats` it is the definition sheet; its earlier wordings are in the history, and a
    Redefinition says from when figures cannot be compared. `organisation` is the partner whose figures these are, to be
    released by its own data lead; none: the council's.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=10, choices=Unit)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.NOT_SET)
    definition = models.TextField(blank=True)
    numerator = models.TextField(blank=True, default="", db_default="")
    denominator = models.TextField(blank=True, default="", db_default="")
    source = models.CharField(max_length=160, blank=True)
    origin = models.CharField(
        max_length=12, choices=Origin, default=Origin.NOT_STATED, db_default=Origin.NOT_STATED.value
    )
    frequency = models.CharField(
        max_length=16, choices=Frequency, default=Frequency.NOT_STATED, db_default=Frequency.NOT_STATED.value
    )
    cumulates = models.CharField(max_length=16, choices=Cumulates, blank=True, default="", db_default="")
    caveats = models.TextField(blank=True, default="", db_default="")
    baseline_printed = models.CharField(max_length=120, blank=True)
    unplaced = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    data_lead = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_kpi", "plan", "section"),
            one_of("kpis_kpi", "unit", Unit),
            one_of("kpis_kpi", "direction", Direction),
            one_of("kpis_kpi", "origin", Origin),
            one_of("kpis_kpi", "frequency", Frequency),
            one_of("kpis_kpi", "cumulates", Cumulates),
            models.UniqueConstraint(fields=["notice", "code"], name="kpis_kpi_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Redefinition(NoticeRow, SentOnce):
    """That a KPI is counted otherwise from a day on: figures before `from_on` are not compared with those after."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="redefinitions")
    from_on = models.DateField()
    why = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_redefinition", "kpi"),
            models.UniqueConstraint(fields=["kpi", "from_on"], name="kpis_redefinition_day_once"),
            models.CheckConstraint(condition=~Q(why=""), name="kpis_redefinition_says_why"),
        ]


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
