"""Evidence: documents, and voices of families, young people, schools and staff."""

from django.db import models
from django.db.models import F, Q

from notices.models import Notice  # noqa: F401  (the notice is the parent of every row here)
from notices.rows import NoticeRow, SeenByEvidenceReaders, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import Organisation, User


class DocumentKind(models.TextChoices):
    """What a piece of evidence shows."""

    OUTPUT = "output", "Output"
    PRACTICE = "practice", "Practice quality"
    LIVED = "lived_experience", "Lived experience"
    SURVEY = "survey", "Survey"
    AUDIT = "audit", "Audit"
    DATA = "data", "Data"
    LETTER = "letter", "Letter"
    REPORT = "report", "Issued report"


class ScanState(models.TextChoices):
    """What the virus scan said."""

    NOT_SCANNED = "not_scanned", "Not scanned"
    PENDING = "pending", "Scan pending"
    CLEAN = "clean", "Clean"
    INFECTED = "infected", "Infected"


class Document(NoticeRow, SentOnce):
    """A file or a link. A document with a `keeper` belongs to what it names ("reports.drawing:12") and opens only
    through that one's page."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=DocumentKind)
    description = models.TextField(blank=True)
    dated_on = models.DateField()
    link = models.URLField(max_length=500, blank=True)
    file = models.CharField(max_length=200, blank=True)  # its place in the file storage, named by the server
    original_name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=12, choices=ScanState, default=ScanState.NOT_SCANNED)
    keeper = models.CharField(max_length=60, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = SeenByEvidenceReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("evidence_document", "replaces"),
            one_of("evidence_document", "kind", DocumentKind),
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")),
                name="evidence_document_is_a_file_or_a_link",
            ),
            models.CheckConstraint(
                condition=Q(file="") | (~Q(sha256="") & Q(size__isnull=False)),
                name="evidence_document_file_has_its_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VoiceGroup(models.TextChoices):
    """The four groups whose views a notice asks for."""

    PARENTS = "parents", "Parents and carers"
    YOUNG = "young_people", "Children and young people"
    SCHOOLS = "schools", "Schools and settings"
    STAFF = "staff", "Frontline staff"


class HowHeard(models.TextChoices):
    """How a view was heard."""

    SURVEY = "survey", "Survey"
    MEETING = "meeting", "Meeting or group"
    COMPLAINTS = "complaints", "Theme of complaints"
    VISIT = "visit", "Visit"


class VoiceEntry(NoticeRow, SentOnce):
    """What one group said, how it was heard, and what was decided or changed because of it."""

    group = models.CharField(max_length=16, choices=VoiceGroup)
    how_heard = models.CharField(max_length=12, choices=HowHeard)
    heard_on = models.DateField()
    source = models.CharField(max_length=160)
    asked = models.PositiveIntegerField(null=True, blank=True)
    answered = models.PositiveIntegerField(null=True, blank=True)
    said = models.TextField()
    changed = models.TextField(blank=True)  # what was decided or changed; empty: not yet answered
    changed_on = models.DateField(null=True, blank=True)
    attributed_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("evidence_voiceentry"),
            one_of("evidence_voiceentry", "group", VoiceGroup),
            one_of("evidence_voiceentry", "how_heard", HowHeard),
            together("evidence_voiceentry", "asked_and_answered", "asked", "answered"),
            models.CheckConstraint(
                condition=Q(answered__isnull=True) | Q(answered__lte=F("asked")),
                name="evidence_voiceentry_no_more_answers_than_asked",
            ),
        ]
