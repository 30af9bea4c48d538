"""What others published of the same measure."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kpis.models.figure import Period
from kpis.models.kpi import Kpi
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import User


class Comparator(NoticeRow, SentOnce):
    """What others (England, statistical neighbours) published for a day, or for the period that ends on it.

    It stands beside a KPI's own figures and counts for nothing: no state, path or target asks for it. One that was
    taken out stays to be told.
    """

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="comparators")
    name = models.CharField(max_length=60)
    as_at = models.DateField()
    period = models.CharField(max_length=16, choices=Period)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=240)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    taken_out_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_comparator", "kpi"),
            one_of("kpis_comparator", "period", Period),
            together("kpis_comparator", "taken_out", "taken_out_by", "taken_out_at"),
            models.CheckConstraint(condition=~Q(name=""), name="kpis_comparator_has_a_name"),
            models.CheckConstraint(condition=~Q(source=""), name="kpis_comparator_says_its_source"),
            models.UniqueConstraint(
                "kpi", Lower("name"), "as_at", condition=Q(taken_out_at=None), name="kpis_comparator_one_value_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.as_at}"
