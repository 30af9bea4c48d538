"""A plan on its way in: the file, what was read of it, and what people said of that."""

from django.db import models
from django.db.models import Q

from evidence.models import Document
from notices.roles import Role
from notices.rows import MachineRow, NoticeQuerySet, SeenByPlanReaders, SentOnce, belongs, one_of, together
from people.models import User
from plans.models import Plan


class SeenByThoseWhoBring(NoticeQuerySet):
    """Rows for those who bring plans in: the lead and the programme office."""

    seen_by = frozenset({Role.LEAD, Role.OFFICE})


class PlanDraft(MachineRow, SentOnce):
    """A plan's file as it was read (`draft`, text of `bringing.reading.Draft` in its `shape`), seen by all who bring
    plans in. It counts for nothing until it is entered; then the file becomes a `document`, and what was read of it
    goes. What was said of it stays, for the same file and (`kept`) for the next one of the plan, as do the rows that it
    became (`brought`), and what its tables were taken for (`remembered`) for the next one of their shapes.

    `plan` is the one that it belongs to; none: it brings a new one. `chosen` is what people said of its tables,
    `counted` how much was read of it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    shape = models.PositiveSmallIntegerField()
    draft = models.TextField(blank=True)
    chosen = models.JSONField(default=dict)  # table → {holds or None, heading_row, columns: {number: role}, section}
    counted = models.JSONField(default=dict, db_default={})  # {actions, kpis, doubts, tables: [names]}
    # shape of a table → {holds, roles: {heading: role}, sections: {table: letter}}
    remembered = models.JSONField(default=dict)
    # mark (bringing.carrying) → [key, {path: name of a path}, {path: mark of a value}, [name of a path that has a word
    # of its own]]; None: what was said of it before was taken back
    kept = models.JSONField(default=dict, db_default={})
    # rows (bringing.plain) that a file of the council's own said as it was entered, and what else became of them: what
    # newer ones are compared with
    brought = models.TextField(blank=True, db_default="")
    became = models.TextField(blank=True, db_default="")
    # rows of the plan as they stood when the file was brought: what differs from them by now was changed meanwhile
    stood = models.TextField(blank=True, db_default="")
    stamp = models.CharField(max_length=64, blank=True)  # of the rows that a workbook of ours was made from
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SeenByThoseWhoBring.as_manager()

    class Meta:
        constraints = [
            *belongs("bringing_plandraft", "plan", "document"),
            together("bringing_plandraft", "entered", "entered_by", "entered_at"),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True)
                | Q(plan__isnull=False, document__isnull=False, draft="", content=b""),
                name="bringing_plandraft_entered_is_a_document",
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=False) | ~Q(draft=""), name="bringing_plandraft_holds_what_was_read"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answered(models.TextChoices):
    """What became of a doubt."""

    RIGHT = "right", "Right as it was read"
    CORRECTED = "corrected", "Corrected"
    OPEN = "open", "Left to be settled"
    OUT = "out", "Left out"


class Settlement(MachineRow):
    """What somebody said of one doubt, or of a value that nobody doubted: by its key (`bringing.settling`). The latest
    word counts. `values` are texts as typed, by the path of their value."""

    draft = models.ForeignKey(PlanDraft, on_delete=models.PROTECT, related_name="settlements")
    key = models.CharField(max_length=16)
    how = models.CharField(max_length=12, choices=Answered)
    values = models.JSONField(default=dict)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = SeenByThoseWhoBring.as_manager()

    class Meta:
        constraints = [
            *belongs("bringing_settlement", "draft"),
            one_of("bringing_settlement", "how", Answered),
            models.UniqueConstraint(fields=["draft", "key"], name="bringing_settlement_key_once"),
        ]


class TakenPlan(MachineRow):
    """The rows of a plan (`bringing.plain`) as a workbook of it was made: what an edited one is compared with."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    rows = models.TextField()
    taken_at = models.DateTimeField()

    objects = SeenByPlanReaders.as_manager()

    class Meta:
        constraints = [
            *belongs("bringing_takenplan", "plan"),
            models.UniqueConstraint(fields=["plan", "sha256"], name="bringing_takenplan_rows_once"),
        ]
