"""How an action goes: updates, other dates, milestones, completions."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from boards.models import Cycle, Decision
from evidence.models import Document
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import Post, User
from plans.models.action import Action
from plans.querysets import UPDATE_WORDS, StandingMilestones
from plans.rating import Impact, Rating


class Update(NoticeRow, SentOnce):
    """A dated delivery rating by a person, and one text: what happened and why this rating. Added, never overwritten.

    Blue is not among the ratings: it comes only from a confirmed completion. The recovery of an Amber or Red update
    counts once it is accepted. Not cleared, an update counts all the same, and says so. `explanation` answers a
    difference between the rating and what the facts suggest.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    on_behalf_of = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    rating = models.CharField(max_length=12)
    text = models.TextField()
    impact = models.CharField(max_length=12, default=Impact.NONE_YET)
    impact_text = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    recovery_steps = models.TextField(blank=True)
    recovery_on = models.DateField(null=True, blank=True)
    recovery_accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recovery_accepted_at = models.DateTimeField(null=True)
    needed = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_update", "action", "cycle"),
            one_of("plans_update", "rating", [r for r in Rating if r != Rating.BLUE]),
            one_of("plans_update", "impact", Impact),
            together("plans_update", "recovery_accepted", "recovery_accepted_by", "recovery_accepted_at"),
            together("plans_update", "explained", "explained_by", "explained_at"),
            together("plans_update", "cleared", "cleared_by", "cleared_at"),
            models.CheckConstraint(
                condition=Q(cleared_by__isnull=True) | ~Q(cleared_by=F("written_by")),
                name="plans_update_cleared_by_a_second_person",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="plans_update_says_what_happened"),
            models.CheckConstraint(
                condition=~Q(rating__in=["amber", "red"]) | (~Q(recovery_steps="") & Q(recovery_on__isnull=False)),
                name="plans_update_amber_and_red_have_a_recovery",
            ),
            models.CheckConstraint(
                condition=Q(explanation="") | Q(explained_at__isnull=False),
                name="plans_update_explanation_has_its_author",
            ),
        ]
        indexes = [
            models.Index(fields=["notice", "-written_at"], name="plans_update_newest"),
            models.Index(fields=["action", "-written_at"], name="plans_update_of_action"),
            GinIndex(UPDATE_WORDS, name="plans_update_words"),
        ]


class ChangeState(models.TextChoices):
    """Where a request for another date stands."""

    ASKED = "asked", "Waiting for a decision"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"


class DueDateChange(NoticeRow, SentOnce):
    """A request for another due date. Agreed or declined, it cites the decision; until then the old date counts."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="date_changes")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    from_due_on = models.DateField()
    to_due_on = models.DateField()
    reason = models.TextField()
    recovery_steps = models.TextField()
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.ASKED)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_duedatechange", "action", "decision"),
            one_of("plans_duedatechange", "state", ChangeState),
            together("plans_duedatechange", "answered", "answered_by", "answered_at"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(state="asked"), name="plans_duedatechange_one_open_request"
            ),
            models.CheckConstraint(condition=~Q(to_due_on=F("from_due_on")), name="plans_duedatechange_to_another_day"),
            models.CheckConstraint(
                condition=Q(state="asked", decision__isnull=True, answered_at__isnull=True)
                | Q(state__in=["agreed", "declined"], decision__isnull=False, answered_at__isnull=False),
                name="plans_duedatechange_answer_is_a_decision",
            ),
        ]


class Milestone(NoticeRow, SentOnce):
    """What must be true of an action at a date, None while that is to be settled; met, with the document that shows it.
    `objects` are those that stand, `whole` has the removed ones too."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    label = models.CharField(max_length=80)
    due_on = models.DateField(null=True)
    text = models.TextField()
    met_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_why = models.TextField(blank=True)

    objects = StandingMilestones()
    whole = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_milestone", "action", "evidence"),
            together("plans_milestone", "removed", "removed_by", "removed_at"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_why="")
                | (Q(removed_at__isnull=False) & ~Q(removed_why="")),
                name="plans_milestone_removed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | Q(met_on__isnull=False),
                name="plans_milestone_evidence_shows_that_it_is_met",
            ),
        ]


class CompletionState(models.TextChoices):
    """Where a claim that an action is complete stands."""

    WAITING = "waiting", "Complete, awaiting confirmation"
    CONFIRMED = "confirmed", "Confirmed"
    RETURNED = "returned", "Returned"
    REOPENED = "reopened", "Reopened"


class Completion(NoticeRow, SentOnce):
    """A claim that an action is complete, with its impact, and a second person's answer."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="completions")
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    impact_statement = models.TextField()
    state = models.CharField(max_length=10, choices=CompletionState, default=CompletionState.WAITING)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_completion", "action"),
            one_of("plans_completion", "state", CompletionState),
            together("plans_completion", "answered", "answered_by", "answered_at"),
            models.UniqueConstraint(
                fields=["action"], condition=Q(state__in=["waiting", "confirmed"]), name="plans_completion_one_standing"
            ),
            models.CheckConstraint(condition=~Q(impact_statement=""), name="plans_completion_states_its_impact"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("claimed_by")),
                name="plans_completion_answered_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="plans_completion_answer_has_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "reopened"]) | ~Q(answer=""),
                name="plans_completion_return_says_why",
            ),
        ]
