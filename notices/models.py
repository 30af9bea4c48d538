"""The notice and what it demands: partners, clauses, areas, obligations, and who is given access."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.models import Tracked
from notices.roles import EVERYONE, LABELS, Role
from notices.rows import Asks, NoticeRow, SeenByEveryone, SeenByWhole, belongs, one_of, together
from people.models import Dated, Organisation, User


class NoticeStatus(models.TextChoices):
    """Where a notice stands. Tracking goes on after it is lifted."""

    DRAFT = "draft", "Draft"
    REPRESENTATIONS = "representations", "Representations invited"
    IN_FORCE = "in_force", "In force"
    LIFTED = "lifted", "Lifted"
    REPLACED = "replaced", "Replaced"
    ESCALATED = "escalated", "Escalated to a direction"


OVER = (NoticeStatus.LIFTED, NoticeStatus.REPLACED, NoticeStatus.ESCALATED)


class NoticeRows(models.QuerySet["Notice"]):
    """Notices as a reader sees them."""

    def visible_to(self, reader: Asks) -> "NoticeRows":
        """Those on which the reader holds any role today."""
        return self.filter(pk__in=reader.notices_with(EVERYONE))

    def running(self, on: date) -> "NoticeRows":
        """Those that are not over, nor issued after that day only: nobody is reminded of the others."""
        return self.exclude(status__in=OVER).exclude(issued_on__gt=on)


class Notice(Tracked):
    """A DfE improvement notice to one council. `issued_on` and `published_on` may each be unknown."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    upon = models.TextField()  # the inspection that led to it
    status = models.CharField(max_length=16, choices=NoticeStatus)
    issued_on = models.DateField(null=True, blank=True)
    issued_on_note = models.CharField(max_length=240, blank=True)
    published_on = models.DateField(null=True, blank=True)
    deliver_by = models.DateField(null=True, blank=True)
    deliver_by_printed = models.CharField(max_length=120, blank=True)
    tracked_from = models.DateField(null=True, blank=True)
    illustrative = models.CharField(max_length=240, blank=True)  # what on its pages is invented; empty for a real one
    version = models.PositiveIntegerField(default=1)

    objects = NoticeRows.as_manager()

    class Meta:
        constraints = [one_of("notices_notice", "status", NoticeStatus)]

    def __str__(self) -> str:
        return self.title

    def is_ahead(self, on: date) -> bool:
        """Whether it is issued after that day only, as in a demo whose clock stands before it."""
        return self.issued_on is not None and self.issued_on > on


class Partner(NoticeRow):
    """An organisation that works under the notice. One that `clears_reports` does so before the chair approves."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    clears_reports = models.BooleanField(default=False)

    objects = SeenByEveryone.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_partner"),
            models.UniqueConstraint(fields=["notice", "organisation"], name="notices_partner_once"),
        ]


class Clause(NoticeRow):
    """One paragraph of the notice: its number as printed, or a stable one of ours where none is printed."""

    number = models.CharField(max_length=20)
    number_is_ours = models.BooleanField(default=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    asks = models.BooleanField(default=True)  # of the council, the board or its partners: then it has to be covered

    objects = SeenByEveryone.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_clause", "parent"),
            models.UniqueConstraint(fields=["notice", "number"], name="notices_clause_number_once"),
            models.UniqueConstraint(fields=["notice", "order"], name="notices_clause_order_once"),
        ]

    def __str__(self) -> str:
        return self.number


class AreaKind(models.TextChoices):
    """What kind of finding is to be put right."""

    WEAKNESS = "significant_weakness", "Significant weakness"
    PRIORITY = "priority_action", "Area for priority action"
    IMPROVEMENT = "improvement", "Area for improvement"
    RECOMMENDATION = "recommendation", "DfE recommendation"


class Area(NoticeRow):
    """A finding to be put right."""

    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=24, choices=AreaKind)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="areas")
    lead_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SeenByEveryone.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_area", "clause"),
            one_of("notices_area", "kind", AreaKind),
            models.UniqueConstraint(fields=["notice", "code"], name="notices_area_code_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ObligationKind(models.TextChoices):
    """What must happen."""

    BOARD = "board", "Board meeting"
    REPORT = "report", "Progress report"
    REVIEW = "review", "Review"
    SELF_ASSESSMENT = "self_assessment", "Self-assessment"
    PLAN = "plan", "Improvement plan"
    TARGETS = "targets", "Target horizons"
    INVITATION = "invitation", "Invitation"
    UP_TO_DATE = "up_to_date", "Keep up to date"
    ONE_OFF = "one_off", "One-off deliverable"


class AnchorKind(models.TextChoices):
    """What a rhythm is counted from."""

    ISSUE = "issue", "The day of issue"
    PUBLICATION = "publication", "The day of publication"
    DAY = "day", "A day of its own"
    NONE = "none", "Nothing: the dates are named, or none is"


class RhythmKind(models.TextChoices):
    """How dates come from the anchor (`notices.calendar.Rhythm`)."""

    EVERY_MONTHS = "every_months", "Every n months"
    EVERY_WEEKS = "every_weeks", "Every n weeks"
    AT_LEAST_EVERY_MONTHS = "at_least_every_months", "At least every n months"
    NAMED_DAYS = "named_days", "On named days"
    MONTHS_AFTER = "months_after", "At n, m, … months after"
    WITHIN_MONTHS = "within_months", "Within n months"
    EACH_MEETING = "each_meeting", "With each meeting"
    NOT_STATED = "not_stated", "No rhythm stated"


class Obligation(NoticeRow):
    """Something that a clause requires to happen at a time. Where the text names no anchor, `our_reading` says what we
    took, and the lead confirms it."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="obligations")
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=16, choices=ObligationKind)
    title = models.CharField(max_length=200)
    anchor = models.CharField(max_length=12, choices=AnchorKind)
    anchor_day = models.DateField(null=True, blank=True)
    our_reading = models.CharField(max_length=300, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    rhythm = models.CharField(max_length=24, choices=RhythmKind)
    every = models.PositiveSmallIntegerField(null=True, blank=True)  # months or weeks, as the rhythm says
    last_day = models.BooleanField(default=False)  # of the month, whatever day the anchor fell on
    months_after = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    named_days = ArrayField(models.DateField(), default=list, blank=True)
    duty_of = models.CharField(max_length=120)
    councils_duty = models.BooleanField(default=True)  # False: DfE's own, so never the council's lateness
    from_whom = models.CharField(max_length=160, blank=True)
    to_whom = models.CharField(max_length=160, blank=True)
    tracked = models.BooleanField(default=True)  # False: there to be read, no rated calendar

    objects = SeenByEveryone.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_obligation", "clause"),
            one_of("notices_obligation", "kind", ObligationKind),
            one_of("notices_obligation", "anchor", AnchorKind),
            one_of("notices_obligation", "rhythm", RhythmKind),
            together("notices_obligation", "confirmed", "confirmed_by", "confirmed_at"),
            models.UniqueConstraint(fields=["notice", "code"], name="notices_obligation_code_once"),
            models.CheckConstraint(
                condition=Q(anchor="day", anchor_day__isnull=False) | (~Q(anchor="day") & Q(anchor_day__isnull=True)),
                name="notices_obligation_anchor_day_goes_with_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(rhythm__in=["every_months", "every_weeks", "at_least_every_months", "within_months"])
                | Q(every__isnull=False, every__gte=1),
                name="notices_obligation_rhythm_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Recipient(NoticeRow):
    """A named addressee of what an obligation sends: an address at DfE or NHS England, perhaps a user's."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="recipients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    email = models.EmailField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    required = models.BooleanField(default=True)

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_recipient", "obligation"),
            models.UniqueConstraint(fields=["obligation", "email"], name="notices_recipient_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"


class Fulfilment(NoticeRow):
    """That one occurrence of an obligation was met, when, and how that is known."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="fulfilments")
    due_on = models.DateField()
    met_on = models.DateField()
    how = models.CharField(max_length=240)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SeenByEveryone.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_fulfilment", "obligation"),
            models.UniqueConstraint(fields=["obligation", "due_on"], name="notices_fulfilment_once"),
        ]


class AccessRows(SeenByWhole, Dated):  # type: ignore[override]
    """Access rows, seen by those who see everything of the notice."""

    def on(self, day: date) -> Self:
        """Those that hold on that day; one that was taken away holds no more on its last day."""
        held: Self = super().on(day).exclude(taken_at__isnull=False, ends_on=day)  # type: ignore[assignment]
        return held


class Access(NoticeRow):
    """That a person has a role on a notice, from a day, perhaps to a day (included).

    `taken_at`: it was ended at once, in the course of its last day.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role.value, LABELS[role]) for role in Role])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects = AccessRows.as_manager()

    class Meta:
        constraints = [
            *belongs("notices_access"),
            one_of("notices_access", "role", Role),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="notices_access_ends_after_start",
            ),
            together("notices_access", "taken", "taken_by", "taken_at"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(ends_on__isnull=False), name="notices_access_taken_has_its_day"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "notice"], name="notices_access_user")]

    def is_over(self, on: date) -> bool:
        """Whether it holds no more on that day, nor will."""
        return self.taken_at is not None or (self.ends_on is not None and self.ends_on < on)
