"""The plan and its sections."""

from django.db import models

from evidence.models import Attachment, VoiceEntry
from notices.models import Area
from notices.rows import MachineRow, NoticeRow, SeenByPlanReaders, SentOnce, belongs
from people.models import User


class Plan(NoticeRow, SentOnce):
    """Answers one notice. A working document: `edition` is the version that was published last, or that the first one
    will be. No date of the plan lies before `starts_on`, or before the notice's issue where it is empty.
    `updates_cleared`: its lead wants each update to be cleared by an accountable officer."""

    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    edition = models.PositiveIntegerField(default=1)
    source_note = models.CharField(max_length=240, blank=True)
    starts_on = models.DateField(null=True, blank=True)

    updates_cleared = models.BooleanField(default=False)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_plan"),
            models.UniqueConstraint(fields=["notice", "slug"], name="plans_plan_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(NoticeRow, SentOnce):
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


class SectionEvidence(Attachment):
    """That a document is evidence for a section as a whole."""

    end = "section"

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="evidence")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_sectionevidence", "section", "document"),
            models.UniqueConstraint(fields=["section", "document"], name="plans_sectionevidence_once"),
        ]


class SectionVoice(NoticeRow):
    """That a voice entry bears on a section as a whole."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="voices")
    voice = models.ForeignKey(VoiceEntry, on_delete=models.PROTECT, related_name="+")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_sectionvoice", "section", "voice"),
            models.UniqueConstraint(fields=["section", "voice"], name="plans_sectionvoice_once"),
        ]


class PlanEdition(MachineRow, SentOnce):
    """The plan as it was published: its wording on that day as text, which the database never lets change."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    note = models.TextField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    shape = models.PositiveSmallIntegerField()
    tree = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("plans_planedition", "plan"),
            models.UniqueConstraint(fields=["plan", "number"], name="plans_planedition_number_once"),
            models.CheckConstraint(condition=~models.Q(note=""), name="plans_planedition_says_what_is_new"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
