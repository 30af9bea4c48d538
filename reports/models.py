"""Progress reports: what people write beforehand, the frozen figures, versions, who cleared, approved, took them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from boards.models import Meeting
from evidence.models import Document
from notices.models import Area, Obligation, Recipient
from notices.rows import (
    MachineRow,
    NoticeRow,
    SeenByReportReaders,
    SeenByWhole,
    SeenByWorkers,
    SentOnce,
    belongs,
    one_of,
    together,
)
from people.models import Mail, Organisation, Post, User
from plans.models import Section


class Report(NoticeRow):
    """A progress report for a period under an obligation, one for each due date, with the chair's statement.

    Its period begins on the day on which the figures of the report before were cut off, so that no day falls between
    two reports. `cutoff_on` is a plan until the report is sent for clearance, then the day of its figures.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    period_from = models.DateField()
    cutoff_on = models.DateField()
    statement = models.TextField(blank=True)
    statement_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    statement_at = models.DateTimeField(null=True)

    objects = SeenByReportReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_report", "obligation"),
            together("reports_report", "statement", "statement_by", "statement_at"),
            models.UniqueConstraint(fields=["obligation", "due_on"], name="reports_report_once_a_due_date"),
            models.UniqueConstraint(fields=["notice", "number"], name="reports_report_number_once"),
            models.CheckConstraint(
                condition=Q(cutoff_on__gte=models.F("period_from")), name="reports_report_period_in_order"
            ),
        ]

    @property
    def period_to(self) -> date:
        """The last whole day that its figures know."""
        return max(self.period_from, self.cutoff_on - timedelta(days=1))


class Judged(models.TextChoices):
    """A person's judgement of an area."""

    NOT_PROGRESSING = "not_progressing", "Not progressing"
    SOME = "some", "Some progress"
    SUFFICIENT = "sufficient", "Sufficient progress"
    ACHIEVED = "achieved", "Put right"


class Judgement(NoticeRow):
    """The judgement on one area for one report, by a person."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="judgements")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    judged = models.CharField(max_length=16, choices=Judged)
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_judgement", "report", "area"),
            one_of("reports_judgement", "judged", Judged),
            models.UniqueConstraint(fields=["report", "area"], name="reports_judgement_once"),
        ]


class Commentary(NoticeRow):
    """What one report says of one section: achieved, planned, help needed. Asked of a post, written by a person."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="commentaries")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    achieved = models.TextField(blank=True)
    planned = models.TextField(blank=True)
    help_needed = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)

    objects = SeenByWorkers.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_commentary", "report", "section"),
            together("reports_commentary", "written", "written_by", "written_at"),
            models.UniqueConstraint(fields=["report", "section"], name="reports_commentary_once"),
        ]


class SnapshotKind(models.TextChoices):
    """What the figures were frozen for."""

    DRAFT = "draft", "A draft to look at"
    REPORT = "report", "A report sent for clearance"
    MEETING = "meeting", "A meeting of the board"


class Snapshot(MachineRow):
    """The frozen figures: the tree as JSON text with the version of its shape, and the ledger's head at that instant.

    Its text never changes: the database refuses it.
    """

    kind = models.CharField(max_length=8, choices=SnapshotKind)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    shape = models.PositiveSmallIntegerField()
    tree = models.TextField()
    sha256 = models.CharField(max_length=64)
    ledger_length = models.PositiveBigIntegerField()
    ledger_head = models.CharField(max_length=64)

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_snapshot", "meeting"),
            one_of("reports_snapshot", "kind", SnapshotKind),
            models.CheckConstraint(
                condition=Q(kind="meeting", meeting__isnull=False) | (~Q(kind="meeting") & Q(meeting__isnull=True)),
                name="reports_snapshot_meeting_goes_with_its_kind",
            ),
        ]


class VersionState(models.TextChoices):
    """Where a version of a report is on its way."""

    DRAFT = "draft", "Draft"
    FOR_CLEARANCE = "for_clearance", "Sent for clearance"
    CLEARED = "cleared", "Cleared, waiting for the chair"
    APPROVED = "approved", "Approved, to be issued"
    ISSUED = "issued", "Issued"
    CANCELLED = "cancelled", "Replaced by a newer draft"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Version(NoticeRow, SentOnce):
    """One version of a report. `number` counts all of a report's versions; `issue` only those that were issued.

    At most one is under way. What an issued one says never changes: a correction is a new version that names it, and
    one that must no longer be read is withdrawn, which leaves its file and its snapshot as they are.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=14, choices=VersionState, default=VersionState.DRAFT)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    correction = models.TextField(blank=True)  # what it corrects, in words
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    issue = models.PositiveIntegerField(null=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    # why it was withdrawn, in words that its advisers may read
    withdrawal = models.TextField(blank=True, default="", db_default="")

    objects = SeenByReportReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_version", "report", "snapshot", "corrects"),
            one_of("reports_version", "state", VersionState),
            together("reports_version", "sent", "sent_by", "sent_at"),
            together("reports_version", "issued", "issue", "issued_by", "issued_at"),
            together("reports_version", "withdrawn", "withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=Q(Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawal=""))
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawal="")),
                name="reports_version_withdrawn_says_why",
            ),
            models.UniqueConstraint(fields=["report", "number"], name="reports_version_number_once"),
            models.UniqueConstraint(fields=["report", "issue"], name="reports_version_issue_once"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state__in=["draft", "for_clearance", "cleared", "approved"]),
                name="reports_version_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["issued", "withdrawn"], issue__isnull=False)
                | (~Q(state__in=["issued", "withdrawn"]) & Q(issue__isnull=True)),
                name="reports_version_issued_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(sent_at__isnull=False),
                name="reports_version_sent_before_it_goes_on",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction=""), name="reports_version_correction_says_what"
            ),
        ]


class Purpose(models.TextChoices):
    """What a PDF is drawn for."""

    DRAFT = "draft", "Draft"
    CLEARANCE = "clearance", "For clearance and approval"
    ISSUE = "issue", "Issued"


class DrawingState(models.TextChoices):
    """Where the drawing of a PDF is."""

    QUEUED = "queued", "Waiting for a worker"
    DRAWING = "drawing", "Being drawn"
    DRAWN = "drawn", "Drawn"
    FAILED = "failed", "Failed"


class Drawing(MachineRow):
    """One PDF to be drawn: the queue of record. A worker claims it by one conditional UPDATE and holds a lease;
    `attempt` fences off whoever wakes up after its lease ran out. Celery is only the doorbell."""

    version_of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="drawings")
    purpose = models.CharField(max_length=10, choices=Purpose)
    state = models.CharField(max_length=8, choices=DrawingState, default=DrawingState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    progress = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=500, blank=True)
    queued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    queued_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SeenByReportReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_drawing", "version_of", "document"),
            one_of("reports_drawing", "purpose", Purpose),
            one_of("reports_drawing", "state", DrawingState),
            models.UniqueConstraint(fields=["version_of", "purpose"], name="reports_drawing_once_a_purpose"),
            models.CheckConstraint(
                condition=Q(state="drawn", document__isnull=False, drawn_at__isnull=False)
                | (~Q(state="drawn") & Q(document__isnull=True, drawn_at__isnull=True)),
                name="reports_drawing_drawn_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(state="drawing", lease_until__isnull=False)
                | (~Q(state="drawing") & Q(lease_until__isnull=True)),
                name="reports_drawing_lease_while_drawing",
            ),
        ]


class Clearance(NoticeRow):
    """That one organisation's accountable officer cleared a version."""

    version_of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="clearances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField()

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_clearance", "version_of"),
            models.UniqueConstraint(fields=["version_of", "organisation"], name="reports_clearance_once"),
        ]


class Approval(NoticeRow):
    """The chair's approval: given here, or in writing and recorded with its proof."""

    version_of = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="approval")
    in_writing = models.BooleanField(default=False)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    proof = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_approval", "version_of", "proof"),
            models.CheckConstraint(
                condition=Q(in_writing=False, proof__isnull=True, approved_by=models.F("recorded_by"))
                | Q(in_writing=True, proof__isnull=False),
                name="reports_approval_in_writing_has_its_proof",
            ),
        ]


class Submission(NoticeRow):
    """That an issued version was sent to one named recipient: by mail, or by hand with proof."""

    version_of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="submissions")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="+")
    mail = models.OneToOneField(Mail, on_delete=models.PROTECT, null=True, related_name="+")
    proof = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    sent_on = models.DateField(null=True)

    objects = SeenByReportReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_submission", "version_of", "recipient", "proof"),
            models.UniqueConstraint(fields=["version_of", "recipient"], name="reports_submission_once"),
            models.CheckConstraint(
                condition=Q(mail__isnull=False, proof__isnull=True) | Q(mail__isnull=True, proof__isnull=False),
                name="reports_submission_by_mail_or_with_proof",
            ),
        ]


class Download(MachineRow):
    """Who took which file, when."""

    drawing = models.ForeignKey(Drawing, on_delete=models.PROTECT, related_name="downloads")
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [*belongs("reports_download", "drawing")]


class Share(NoticeRow):
    """That a draft was shared with an adviser for comment."""

    version_of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="shares")
    shared_with = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    objects = SeenByReportReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_share", "version_of"),
            models.UniqueConstraint(fields=["version_of", "shared_with"], name="reports_share_once"),
        ]


class Feedback(NoticeRow, SentOnce):
    """What an adviser asked or said of an issued report, and our answer, which the next report prints."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="feedback")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = SeenByReportReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("reports_feedback", "report"),
            together("reports_feedback", "answered", "answered_by", "answered_at"),
        ]
