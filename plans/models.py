"""The plan: sections, actions with their accountable posts, updates, dates, milestones, completions, and risks."""

from django.db import models
from django.db.models import F, Q

from boards.models import Cycle, Decision
from evidence.models import Document, VoiceEntry
from notices.models import Area, Clause
from notices.rows import NoticeRow, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import Organisation, Post, User
from plans.querysets import ActionRows
from plans.rating import Impact, Rating


class Plan(NoticeRow):
    """Answers one notice. A working document: `edition` counts its versions."""

    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    edition = models.PositiveIntegerField(default=1)
    source_note = models.CharField(max_length=240, blank=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_plan"),
            models.UniqueConstraint(fields=["notice", "slug"], name="plans_plan_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(NoticeRow):
    """A part of the plan. What needs improvement and what families said are lists, one point a line."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sections")
    letter = models.CharField(max_length=4)
    title = models.CharField(max_length=200)
    needs_improvement = models.TextField(blank=True)
    families_said = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_section", "plan"),
            models.UniqueConstraint(fields=["plan", "letter"], name="plans_section_letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.title}"


class SectionArea(NoticeRow):
    """That a section addresses an area of the notice."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_sectionarea", "section", "area"),
            models.UniqueConstraint(fields=["section", "area"], name="plans_sectionarea_once"),
        ]


class Action(NoticeRow):
    """Something the plan promises. `original_due_on` never changes; `due_on` moves only with an agreed change.

    A date that is printed but not settled leaves both empty. `in_place` ("Established March 2022") wants evidence
    and is never overdue.
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

    objects = ActionRows.as_manager()

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
        ]

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


class ActionEvidence(NoticeRow):
    """That a document is evidence for an action."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

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


class Update(NoticeRow, SentOnce):
    """A dated delivery rating by a person, and one text: what happened and why this rating. Added, never overwritten.

    Blue is not among the ratings: it comes only from a confirmed completion. The recovery of an Amber or Red update
    counts once it is accepted. `explanation` answers a difference between the rating and what the facts suggest.
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

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_update", "action", "cycle"),
            one_of("plans_update", "rating", [r for r in Rating if r != Rating.BLUE]),
            one_of("plans_update", "impact", Impact),
            together("plans_update", "recovery_accepted", "recovery_accepted_by", "recovery_accepted_at"),
            together("plans_update", "explained", "explained_by", "explained_at"),
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
    """What must be true of an action at a date."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    label = models.CharField(max_length=80)
    due_on = models.DateField()
    text = models.TextField()
    met_on = models.DateField(null=True, blank=True)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [*belongs("plans_milestone", "action")]


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
