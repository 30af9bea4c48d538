"""Evidence: documents, and voices of families, young people, schools and staff."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from notices.models import Clause
from notices.roles import EVERYONE
from notices.rows import (
    Asks,
    MachineRow,
    NoticeRow,
    SeenByEvidenceReaders,
    SeenByPlanReaders,
    SeenByWhole,
    SentOnce,
    belongs,
    one_of,
    together,
)
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


# an output or a letter shows that something was done; these show what difference it made
IMPACT_KINDS = (
    DocumentKind.PRACTICE,
    DocumentKind.LIVED,
    DocumentKind.SURVEY,
    DocumentKind.AUDIT,
    DocumentKind.DATA,
)


class ScanState(models.TextChoices):
    """What the virus scan said."""

    NOT_SCANNED = "not_scanned", "Not scanned"
    PENDING = "pending", "Scan pending"
    CLEAN = "clean", "Clean"
    INFECTED = "infected", "Infected"


class DocumentRows(SeenByEvidenceReaders):
    """Documents, and which of their versions."""

    def own(self) -> Self:
        """Those of evidence itself: what was kept for something else opens there."""
        return self.filter(keeper="")

    def newest(self) -> Self:
        """Those that no newer version has replaced."""
        return self.with_replaced().filter(is_replaced=False)

    def with_replaced(self) -> Self:
        """Each with `is_replaced`: whether a newer version stands in its place."""
        return self.annotate(is_replaced=Exists(self.model._default_manager.filter(replaces=OuterRef("pk"))))


class Document(NoticeRow, SentOnce):
    """A file or a link. It is never overwritten: a newer version is a row of its own that `replaces` it.

    A document with a `keeper` belongs to what it names ("reports.drawing:12") and opens only through that one's page.
    """

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

    objects = DocumentRows.as_manager()

    class Meta:
        constraints = [
            *belongs("evidence_document", "replaces"),
            one_of("evidence_document", "kind", DocumentKind),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(keeper=""), name="evidence_document_replaced_by_one"
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="evidence_document_replaces_another"),
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


class DocumentDownload(MachineRow):
    """Who took which file of evidence, when."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="downloads")
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    objects = SeenByWhole.as_manager()

    class Meta:
        constraints = [*belongs("evidence_documentdownload", "document")]


class Attachment(NoticeRow):
    """That a document proves something of what `end` names. It lies in the room that owns the other end, or here for
    what stands below evidence; `evidence.actions.attach` makes every kind of them."""

    end: ClassVar[str]

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ClauseEvidence(Attachment):
    """That a document shows that a clause of the notice is met."""

    end = "clause"

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")

    objects = SeenByEvidenceReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("evidence_clauseevidence", "clause", "document"),
            models.UniqueConstraint(fields=["clause", "document"], name="evidence_clauseevidence_once"),
        ]


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


class VoiceRows(SeenByPlanReaders):
    """What was heard, and what of it may be published."""

    def published_to(self, reader: Asks) -> Self:
        """What was marked as fit for publishing, for whoever has any role on the notice."""
        return self.filter(notice_id__in=reader.notices_with(EVERYONE), fit_at__isnull=False)


class VoiceEntry(NoticeRow, SentOnce):
    """What one group said, how it was heard, and what was decided or changed because of it.

    A survey wave also has its question and how many gave which answer. `fit_at`: somebody looked at it and said that
    it may be published; a changed answer has to be looked at again.
    """

    group = models.CharField(max_length=16, choices=VoiceGroup)
    how_heard = models.CharField(max_length=12, choices=HowHeard)
    heard_on = models.DateField()
    source = models.CharField(max_length=160)
    asked = models.PositiveIntegerField(null=True, blank=True)
    answered = models.PositiveIntegerField(null=True, blank=True)
    question = models.CharField(max_length=300, blank=True, default="", db_default="")
    result = models.CharField(max_length=160, blank=True, default="", db_default="")  # the answer that is counted
    result_count = models.PositiveIntegerField(null=True, blank=True)  # how many gave it
    said = models.TextField()
    changed = models.TextField(blank=True)  # what was decided or changed; empty: not yet answered
    changed_on = models.DateField(null=True, blank=True)
    attributed_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    fit_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    fit_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = VoiceRows.as_manager()

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
            models.CheckConstraint(
                condition=Q(question="", result="", result_count__isnull=True)
                | (Q(how_heard="survey", result_count__isnull=False) & ~Q(question="") & ~Q(result="")),
                name="evidence_voiceentry_result_is_of_a_survey",
            ),
            models.CheckConstraint(
                condition=Q(result_count__isnull=True) | Q(answered__isnull=False, result_count__lte=F("answered")),
                name="evidence_voiceentry_result_among_the_answers",
            ),
            together("evidence_voiceentry", "fit", "fit_by", "fit_at"),
            models.CheckConstraint(
                condition=Q(fit_at__isnull=True) | ~Q(changed=""), name="evidence_voiceentry_fit_once_it_is_answered"
            ),
        ]
