"""What a person says of a KPI's state beside what the rules say."""

from django.db import models
from django.db.models import Q

from kpis.models.kpi import Kpi
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import User


class JudgedState(models.TextChoices):
    """The states that a person may judge a KPI to be in; values as in `kpis.state.State`."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"


class KpiJudgement(NoticeRow, SentOnce):
    """A person's judgement of how a KPI stands, with the reason. It is told beside the computed state, never in its
    place, until it is taken back or another one is made."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="judgements")
    state = models.CharField(max_length=12, choices=JudgedState)
    reason = models.TextField()
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_kpijudgement", "kpi"),
            one_of("kpis_kpijudgement", "state", JudgedState),
            together("kpis_kpijudgement", "ended", "ended_by", "ended_at"),
            models.CheckConstraint(condition=~Q(reason=""), name="kpis_kpijudgement_says_why"),
            models.UniqueConstraint(
                fields=["kpi"], condition=Q(ended_at__isnull=True), name="kpis_kpijudgement_one_standing"
            ),
        ]
