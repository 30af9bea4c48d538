"""Risks, their reviews and what is done about them."""

from django.db import models
from django.db.models import Q

from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs
from people.models import Post, User


class Risk(NoticeRow, SentOnce):
    """Cause, event, effect; where it stands now comes from its latest review."""

    ref = models.CharField(max_length=10)
    title = models.CharField(max_length=160)
    cause = models.TextField()
    event = models.TextField()
    effect = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    target_likelihood = models.PositiveSmallIntegerField()
    target_impact = models.PositiveSmallIntegerField()
    raised_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_risk"),
            models.UniqueConstraint(fields=["notice", "ref"], name="plans_risk_ref_once"),
            models.CheckConstraint(
                condition=Q(target_likelihood__range=(1, 5), target_impact__range=(1, 5)),
                name="plans_risk_target_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class RiskReview(NoticeRow, SentOnce):
    """A dated look at a risk: where it stands. "Reviewed, no change" is one too."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_riskreview", "risk"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="plans_riskreview_one_to_five"
            ),
        ]


class Mitigation(NoticeRow, SentOnce):
    """What is done about a risk, by whom, by when."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="mitigations")
    text = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [*belongs("plans_mitigation", "risk")]
