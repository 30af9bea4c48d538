"""Actions, who answers for them, and what they answer and stand on."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from evidence.models import Attachment, VoiceEntry
from notices.models import Area, Clause
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, together
from people.models import Organisation, Post, User
from plans.models.plan import Plan, Section
from plans.querysets import ACTION_WORDS, ActionRows, StandingActions


class Action(NoticeRow, SentOnce):
    """Something the plan promises. Once it was reported on, `original_due_on` never changes and `due_on` moves only
    with an agreed change.

    A date that is printed but not settled leaves both empty. `in_place` ("Established March 2022") wants evidence
    and is never overdue. `objects` are the actions that stand in the plan, and nothing else is counted, listed or
    reported; `whole` has the retired ones too.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="actions")
    ref = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    what = models.TextField()
    success = models.TextField(blank=True)
    by_when_printed = models.CharField(max_length=80, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    in_place = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    lead = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    retired_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_why = models.TextField(blank=True)

    objects = StandingActions()
    whole = ActionRows.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_action", "plan", "section"),
            models.UniqueConstraint(fields=["plan", "ref"], name="plans_action_ref_once"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, original_due_on__isnull=True)
                | Q(due_on__isnull=False, original_due_on__isnull=False),
                name="plans_action_dates_together",
            ),
            models.CheckConstraint(
                condition=Q(in_place=False) | Q(due_on__isnull=True), name="plans_action_in_place_has_no_due_date"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="plans_action_due_after_start",
            ),
            together("plans_action", "retired", "retired_by", "retired_at"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_why="")
                | (Q(retired_at__isnull=False) & ~Q(retired_why="")),
                name="plans_action_retired_for_a_reason",
            ),
        ]
        indexes = [GinIndex(ACTION_WORDS, name="plans_action_words")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class Accountability(NoticeRow):
    """Who answers for an action: a post, or an organisation whose contacts act. The printed text is kept."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="accountabilities")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    printed = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_accountability", "action"),
            models.UniqueConstraint(fields=["action", "post"], name="plans_accountability_post_once"),
            models.UniqueConstraint(fields=["action", "organisation"], name="plans_accountability_organisation_once"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, organisation__isnull=True)
                | Q(post__isnull=True, organisation__isnull=False),
                name="plans_accountability_post_or_organisation",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post or self.organisation)


class ActionClause(NoticeRow):
    """That an action answers a clause. Unconfirmed, it is a possible match for a person to confirm."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_actionclause", "action", "clause"),
            together("plans_actionclause", "confirmed", "confirmed_by", "confirmed_at"),
            models.UniqueConstraint(fields=["action", "clause"], name="plans_actionclause_once"),
        ]


class ActionArea(NoticeRow):
    """That an action answers an area of the notice."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_actionarea", "action", "area"),
            models.UniqueConstraint(fields=["action", "area"], name="plans_actionarea_once"),
        ]


class ActionEvidence(Attachment):
    """That a document is evidence for an action."""

    end = "action"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_actionevidence", "action", "document"),
            models.UniqueConstraint(fields=["action", "document"], name="plans_actionevidence_once"),
        ]


class ActionVoice(NoticeRow):
    """That a voice entry bears on an action."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="voices")
    voice = models.ForeignKey(VoiceEntry, on_delete=models.PROTECT, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_actionvoice", "action", "voice"),
            models.UniqueConstraint(fields=["action", "voice"], name="plans_actionvoice_once"),
        ]
