"""What every table has: links that point down, the notice kept equal, who with when, history, no order of its own."""

from collections.abc import Collection, Iterable

import pytest
from django.db import connection, models

from audit.models import Tracked
from notices.rows import MachineRow, NoticeRow
from tests.architecture.source import ORDER, own_models

# Rows that nobody edits: the product writes them, and what happened is in the ledger or in the row itself.
WRITTEN_BY_THE_PRODUCT = {
    "Chain": "the ledger’s own head",
    "Event": "the ledger itself: only ever appended",
    "Mail": "the outbox; its states are the story",
    "ReminderDay": "a mark for the sweep: the mail that came of it is the story",
    "Snapshot": "frozen: the database refuses a change",
    "PlanEdition": "frozen: the database refuses a change",
    "Drawing": "the queue of PDFs; its states are the story",
    "Download": "a log: only ever appended",
    "UpdateDraft": "what somebody typed and has not sent: it counts for nothing, and goes when the update is sent",
    "DocumentDownload": "a log: only ever appended",
    "PlanDraft": "a plan’s file on its way in: it counts for nothing, and what was read of it goes when it is entered",
    "Settlement": "what somebody said of a doubt: it counts for nothing until the plan is entered",
    "TakenPlan": "what a workbook was made from: only ever added",
    "FigureImport": "a file on its way in: it counts for nothing, and its cells go when it is entered",
}
# Who without when, or when without who.
LONELY = {
    "Notice.deliver_by": "a day that the notice names, not a person",
    "Cycle.cutoff_at": "a moment that is planned, not something that somebody did",
    "Drawing.drawn_at": "a worker drew it",
    "TakenPlan.taken_at": "when the plan stood so; who took it is in the ledger",
    "Mail.made_at": "the product makes mails; who caused it is in the ledger",
    "Mail.sent_at": "a worker sent it",
}


def links(model: type[models.Model]) -> list["models.ForeignKey[models.Model, models.Model]"]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


def label(model: type[models.Model]) -> str:
    return str(model._meta.app_label)


@pytest.mark.parametrize("model", own_models(historical=True), ids=lambda model: model.__name__)
def test_links_between_apps_point_down_and_give_nothing_to_reach_up_by(model: type[models.Model]) -> None:
    for field in links(model):
        target = label(field.related_model)
        assert target in ORDER, f"{model.__name__}.{field.name} points out of the house"
        assert ORDER.index(label(model)) <= ORDER.index(target), f"{model.__name__}.{field.name} points up"
        if target != label(model):
            assert (field.remote_field.related_name or "").endswith("+"), f"{model.__name__}.{field.name} reaches back"


def notice_rows() -> list[type[models.Model]]:
    return [model for model in own_models() if issubclass(model, MachineRow)]


Constraint = tuple[str, str, tuple[str, ...], str, tuple[str, ...]]


def constraints() -> set[Constraint]:
    """(table, "u" or "f", its columns, the table pointed at or "", the columns there), as PostgreSQL keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select c.conrelid::regclass::text, c.contype::text, coalesce(c.confrelid::regclass::text, '-'),
              array(select a.attname::text from unnest(c.conkey) with ordinality k(n, i)
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i),
              array(select a.attname::text from unnest(c.confkey) with ordinality k(n, i)
                join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i)
            from pg_constraint c where c.contype in ('u', 'f')
            """
        )
        rows = cursor.fetchall()
    return {(table, kind, tuple(own), target.strip("-"), tuple(theirs)) for table, kind, target, own, theirs in rows}


def lacking(rows: Iterable[type[models.Model]], found: Collection[Constraint]) -> list[str]:
    """What keeps a row's notice equal to its parents', and is not there."""
    gaps = []
    for model in rows:
        table = model._meta.db_table
        if (table, "u", ("id", "notice_id"), "", ()) not in found:
            gaps.append(f"{model.__name__}: unique (id, notice)")
        for field in links(model):
            parent = field.related_model
            wanted = (table, "f", (field.column, "notice_id"), parent._meta.db_table, ("id", "notice_id"))
            if issubclass(parent, MachineRow) and wanted not in found:
                gaps.append(f"{model.__name__}.{field.name}: same notice")
    return gaps


@pytest.mark.django_db
def test_the_database_keeps_a_row_and_its_parents_in_one_notice() -> None:
    assert lacking(notice_rows(), constraints()) == []


@pytest.mark.django_db
def test_a_constraint_that_is_missing_is_named() -> None:
    found = constraints()
    same = next(each for each in found if each[0] == "plans_update" and each[2] == ("action_id", "notice_id"))
    unique = next(each for each in found if each[0] == "plans_update" and each[1:3] == ("u", ("id", "notice_id")))
    assert lacking(notice_rows(), found - {same, unique}) == [
        "Update: unique (id, notice)",
        "Update.action: same notice",
    ]


def lonely(model: type[models.Model]) -> list[str]:
    """The fields that say who without when, or when without who."""
    names = {field.name for field in model._meta.get_fields()} - {"as_at"}
    other = {"_by": "_at", "_at": "_by"}
    return [
        f"{model.__name__}.{name}"
        for name in sorted(names)
        if name[-3:] in other and f"{name[:-3]}{other[name[-3:]]}" not in names
    ]


def parted(model: type[models.Model]) -> list[str]:
    """Pairs that may both be empty and that no constraint holds together."""
    fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
    held = " ".join(str(constraint.deconstruct()) for constraint in model._meta.constraints)
    found = []
    for name, field in fields.items():
        other = fields.get(f"{name.removesuffix('_by')}_at")
        if not name.endswith("_by") or other is None or not (field.null and other.null):
            continue
        if f"'{name}__isnull'" not in held or f"'{other.name}__isnull'" not in held:
            found.append(f"{model.__name__}.{name}")
    return found


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_who_and_when_come_in_pairs(model: type[models.Model]) -> None:
    assert [name for name in lonely(model) if name not in LONELY] == []
    assert parted(model) == []


def test_a_lonely_one_is_found() -> None:
    class Planted(models.Model):
        signed_by = models.CharField(max_length=5)
        sent_at = models.DateTimeField(null=True)
        sent_by = models.CharField(max_length=5, null=True)  # noqa: DJ001

        class Meta:
            app_label = "planted"

    assert lonely(Planted) == ["Planted.signed_by"]
    assert parted(Planted) == ["Planted.sent_by"]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_what_people_edit_has_a_history(model: type[models.Model]) -> None:
    tracked = issubclass(model, Tracked) or hasattr(model, "history")
    assert tracked != (model.__name__ in WRITTEN_BY_THE_PRODUCT), f"{model.__name__}: tracked or listed, not both"


def test_rows_that_the_product_writes_are_the_ones_without_history() -> None:
    assert {model.__name__ for model in notice_rows() if not issubclass(model, NoticeRow)} < set(WRITTEN_BY_THE_PRODUCT)
    assert set(WRITTEN_BY_THE_PRODUCT) <= {model.__name__ for model in own_models()}


def test_every_exception_is_still_one() -> None:
    assert set(LONELY) == {name for model in own_models() for name in lonely(model)}


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_no_table_has_an_order_of_its_own_or_a_clock_of_its_own(model: type[models.Model]) -> None:
    assert not model._meta.ordering
    dated = [field for field in model._meta.get_fields() if isinstance(field, models.DateField)]
    assert not [field.name for field in dated if field.auto_now or field.auto_now_add]


def test_constraints_have_names_of_their_own_app() -> None:
    for model in own_models():
        for constraint in model._meta.constraints:
            assert constraint.name.startswith(f"{label(model)}_"), constraint.name
