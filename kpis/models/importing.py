"""A file of figures on its way in."""

from django.db import models
from django.db.models import Q

from notices.rows import MachineRow, SeenByPlanReaders, SentOnce, belongs, together
from people.models import User


class FigureImport(MachineRow, SentOnce):
    """A file of figures as one person left it: its cells, what its columns hold, what was answered of its doubts.

    Only that person sees it, and it counts for nothing until it is entered; then the cells go. What stays is the file's
    digest, and by the shape of its headings what its columns held, for the next file of that kind. One that was taken
    back stays to be told; its figures are withdrawn.
    """

    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)  # [[name, [[[row, column, text, day or "", formula, merged], …], …]], …]
    sheet = models.PositiveSmallIntegerField(default=0)
    heading_row = models.PositiveIntegerField(default=1)
    shape = models.CharField(max_length=64, blank=True)
    roles = models.JSONField(default=dict)  # columns: column → role; headings: heading → role, for the next file
    answers = models.JSONField(default=dict)  # field → what was typed of the doubts
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=240, blank=True, default="", db_default="")

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("kpis_figureimport"),
            together("kpis_figureimport", "entered", "entered_by", "entered_at"),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True) | Q(sheets=[], answers={}),
                name="kpis_figureimport_entered_keeps_no_cells",
            ),
            together("kpis_figureimport", "taken_back", "taken_back_by", "taken_back_at"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(entered_at__isnull=False),
                name="kpis_figureimport_taken_back_was_entered",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | ~Q(taken_back_why=""),
                name="kpis_figureimport_taken_back_says_why",
            ),
        ]
