"""The board's rows. Updates belong to a cycle; date changes, rebased targets and approvals cite a decision."""

from django.db import models
from django.db.models import F, Q

from evidence.models import Attachment, Document
from notices.rows import NoticeRow, SeenByMeetingReaders, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import Organisation, Post, User


class BoardKind(models.TextChoices):
    """What a board is for."""

    PARTNERSHIP = "partnership", "Partnership board"
    DELIVERY = "delivery", "Delivery group"
    REFERENCE = "reference", "Reference group"


class Board(NoticeRow):
    """A partnership board, a delivery group, a reference group."""

    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=BoardKind)
    chair = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    rhythm = models.CharField(max_length=80, blank=True)  # as people say it: "Monthly"

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_board"),
            one_of("boards_board", "kind", BoardKind),
            models.UniqueConstraint(fields=["notice", "slug"], name="boards_board_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SeatKind(models.TextChoices):
    """How somebody sits on the board."""

    MEMBER = "member", "Member"
    CHAIR = "chair", "Chair"
    EXTERNAL = "external", "External attendee"


class Seat(NoticeRow):
    """A place on a board. `required` says that the notice asks for it: empty, it is a warning."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=SeatKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    required = models.BooleanField(default=False)
    invited_each_time = models.BooleanField(default=False)  # the notice asks for an invitation on each occasion
    order = models.PositiveSmallIntegerField()

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_seat", "board"),
            one_of("boards_seat", "kind", SeatKind),
            models.UniqueConstraint(fields=["board", "order"], name="boards_seat_order_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Cycle(NoticeRow):
    """One round of the board's work. Updates sent up to `cutoff_at` belong to it; later ones to the next."""

    opens_on = models.DateField()
    closes_on = models.DateField()
    cutoff_at = models.DateTimeField()
    moderated_on = models.DateField(null=True, blank=True)
    board_on = models.DateField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_cycle"),
            models.UniqueConstraint(fields=["notice", "board_on"], name="boards_cycle_board_day_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")) & Q(board_on__gte=F("closes_on")),
                name="boards_cycle_days_in_order",
            ),
        ]


class Meeting(NoticeRow):
    """One meeting of a board, planned or held."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, related_name="meetings")
    on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    held = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_meeting", "board", "cycle"),
            together("boards_meeting", "recorded", "recorded_by", "recorded_at"),
            models.UniqueConstraint(fields=["board", "on"], name="boards_meeting_day_once"),
            models.CheckConstraint(
                condition=Q(held=False) | Q(recorded_at__isnull=False), name="boards_meeting_held_is_recorded"
            ),
        ]


class Attended(models.TextChoices):
    """How a seat was filled at a meeting."""

    PRESENT = "present", "Present"
    REPRESENTED = "represented", "Represented"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class Attendance(NoticeRow):
    """How one seat was filled at one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    attended = models.CharField(max_length=12, choices=Attended)

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_attendance", "meeting", "seat"),
            one_of("boards_attendance", "attended", Attended),
            models.UniqueConstraint(fields=["meeting", "seat"], name="boards_attendance_once"),
        ]


class MeetingEvidence(Attachment):
    """That a document is evidence for what a meeting heard or did: its paper, its notes, a presentation."""

    end = "meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="evidence")

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_meetingevidence", "meeting", "document"),
            models.UniqueConstraint(fields=["meeting", "document"], name="boards_meetingevidence_once"),
        ]


class Answer(models.TextChoices):
    """What an invited person answered."""

    NONE = "none", "No answer yet"
    COMING = "coming", "Will attend"
    NOT_COMING = "not_coming", "Will not attend"


class Invitation(NoticeRow):
    """That a seat was invited to a meeting, when, and what was answered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="invitations")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.NONE)

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_invitation", "meeting", "seat"),
            one_of("boards_invitation", "answer", Answer),
            models.UniqueConstraint(fields=["meeting", "seat"], name="boards_invitation_once"),
        ]


class Authority(models.TextChoices):
    """Who decided."""

    BOARD = "board", "The board"
    CHAIR = "chair", "Chair's action"
    DFE = "dfe", "The Department for Education"


class Decision(NoticeRow, SentOnce):
    """What was decided: by the board at a meeting, by the chair between meetings, or by DfE in a letter."""

    number = models.PositiveIntegerField()
    authority = models.CharField(max_length=8, choices=Authority)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="decisions")
    letter = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField()
    text = models.TextField()
    ratified_at_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="ratified")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_decision", "meeting", "letter", "ratified_at_meeting"),
            one_of("boards_decision", "authority", Authority),
            models.UniqueConstraint(fields=["notice", "number"], name="boards_decision_number_once"),
            models.CheckConstraint(
                condition=~Q(authority="board") | Q(meeting__isnull=False),
                name="boards_decision_of_board_has_its_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(authority="dfe") | Q(letter__isnull=False), name="boards_decision_of_dfe_has_its_letter"
            ),
            models.CheckConstraint(
                condition=Q(ratified_at_meeting__isnull=True) | Q(authority="chair"),
                name="boards_decision_only_chairs_action_is_ratified",
            ),
        ]


class LogState(models.TextChoices):
    """Where an entry of the action and impact log stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"


class LogImpact(models.TextChoices):
    """What difference it made."""

    NONE_YET = "none_yet", "None yet"
    EMERGING = "emerging", "Emerging"
    EVIDENCED = "evidenced", "Evidenced"


class LogEntry(NoticeRow, SentOnce):
    """One line of the action and impact log: what was agreed, who does it, by when, and what came of it."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="log")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="log")
    text = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=LogState, default=LogState.OPEN)
    impact = models.CharField(max_length=12, choices=LogImpact, default=LogImpact.NONE_YET)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("boards_logentry", "board", "meeting"),
            one_of("boards_logentry", "state", LogState),
            one_of("boards_logentry", "impact", LogImpact),
            together("boards_logentry", "closed", "closed_by", "closed_at"),
            models.UniqueConstraint(fields=["board", "number"], name="boards_logentry_number_once"),
            models.CheckConstraint(
                condition=Q(state="done", closed_at__isnull=False) | Q(state="open", closed_at__isnull=True),
                name="boards_logentry_done_is_closed",
            ),
        ]


class LogUpdate(NoticeRow, SentOnce):
    """What was said of a log entry at a meeting."""

    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="updates")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = SeenByMeetingReaders.as_manager()

    class Meta:
        constraints = [*belongs("boards_logupdate", "entry", "meeting")]
