"""What every row that belongs to a notice has: the notice itself, kept equal to its parents' by the database,
a UUID that outlives refs, a version for those who edit at the same time, and a history."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, Protocol, Self
from uuid import uuid4

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from audit.models import Tracked
from notices.roles import (
    EVERYONE,
    EVIDENCE_READERS,
    ISSUED_REPORT_READERS,
    MEETING_READERS,
    PLAN_READERS,
    WHOLE,
    WORKING,
    Role,
)


class SameNotice(models.BaseConstraint):
    """A composite foreign key: the row and the row that `to` points at belong to one notice.

    The parent needs a unique constraint on (id, notice), which `belongs` adds.
    """

    def __init__(self, *, to: str, name: str, **kwargs: Any) -> None:
        self.to = to
        super().__init__(name=name, **kwargs)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        # deferred: the table pointed at may not exist yet inside this migration. What is returned is deferred once more
        # where a table is made with defaults of the database: a statement without words, which does nothing
        quote = schema_editor.quote_name
        own, parent = model._meta, model._meta.get_field(self.to).remote_field.model._meta
        schema_editor.deferred_sql.append(
            f"ALTER TABLE {quote(own.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY ({quote(own.get_field(self.to).column)}, {quote('notice_id')}) "
            f"REFERENCES {quote(parent.db_table)} ({quote(parent.pk.column)}, {quote('notice_id')}) "
            "DEFERRABLE INITIALLY IMMEDIATE"
        )
        return ""

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        return self.create_sql(model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Nothing to ask beforehand: the database answers."""

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "to": self.to}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameNotice) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]


def belongs(table: str, *parents: str) -> list[models.BaseConstraint]:
    """The constraints of a row that belongs to a notice: its own (id, notice), and one for each parent."""
    own: list[models.BaseConstraint] = [
        models.UniqueConstraint(fields=["id", "notice"], name=f"{table}_id_notice"),
    ]
    return own + [SameNotice(to=parent, name=f"{table}_{parent}_same_notice") for parent in parents]


def one_of(table: str, field: str, values: type[StrEnum] | Iterable[str]) -> models.CheckConstraint:
    """The field holds one of the enumeration's values."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [str(value) for value in values]}), name=f"{table}_{field}_known"
    )


def together(table: str, name: str, *fields: str) -> models.CheckConstraint:
    """Either all of the fields have a value or none has: who and when come in pairs."""
    every = Q(**{f"{field}__isnull": False for field in fields})
    none = Q(**{f"{field}__isnull": True for field in fields})
    return models.CheckConstraint(condition=every | none, name=f"{table}_{name}_together")


class Asks(Protocol):
    """Whoever asks for rows: `notices.reader.Reader`, which stands above the models."""

    def notices_with(self, roles: Collection[Role]) -> list[int]:
        """The notices on which one of these roles is held today."""


class NoticeQuerySet(models.QuerySet[Any]):
    """Rows of notices. Nobody sees any until a subclass names the roles that do."""

    seen_by: frozenset[Role] = frozenset()

    def visible_to(self, reader: Asks) -> Self:
        """The rows of those notices on which the reader has, today, a role that sees them."""
        return self.filter(notice_id__in=reader.notices_with(self.seen_by))

    def of(self, notice: models.Model) -> Self:
        """The rows of one notice."""
        return self.filter(notice=notice)


class SeenByEveryone(NoticeQuerySet):
    """Rows that every role sees."""

    seen_by = EVERYONE


class SeenByWhole(NoticeQuerySet):
    """Rows for those who see everything of the notice."""

    seen_by = WHOLE


class SeenByWorkers(NoticeQuerySet):
    """Rows for those who see everything and those who work on the plan."""

    seen_by = WHOLE | WORKING


class SeenByPlanReaders(NoticeQuerySet):
    """Rows of the plan, its KPIs and risks."""

    seen_by = PLAN_READERS


class SeenByEvidenceReaders(NoticeQuerySet):
    """Documents kept as evidence."""

    seen_by = EVIDENCE_READERS


class SeenByMeetingReaders(NoticeQuerySet):
    """Rows of the board and its meetings."""

    seen_by = MEETING_READERS


class SeenByReportReaders(NoticeQuerySet):
    """Rows of reports; drafts have rules of their own."""

    seen_by = ISSUED_REPORT_READERS


class MachineRow(models.Model):
    """A row of a notice that the product writes itself and nobody edits: it has no history."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    notice = models.ForeignKey("notices.Notice", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class NoticeRow(MachineRow, Tracked):
    """A row of a notice that people edit."""

    class Meta:
        abstract = True


class SentOnce(models.Model):
    """A row made by a form: the form's own UUID, so that sending it twice makes one row."""

    sent_as = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        abstract = True
