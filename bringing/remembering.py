"""What people said of the tables of a plan's file, and of tables of these shapes that were entered before."""

from collections.abc import Mapping
from typing import Any

from bringing.models import PlanDraft
from bringing.reading import Choice, Chosen, Draft, Holds, Remembered, Role
from bringing.reading.mapping import shape_of_table
from notices.models import Notice
from plans.models import Plan


def chosen_of(notice: Notice, plan: Plan | None, chosen: Mapping[str, Any]) -> Chosen:
    """All that a file of this plan is read with. `chosen` is what was said of its own tables (`PlanDraft.chosen`)."""
    return Chosen({table: _choice(each) for table, each in chosen.items()}, _remembered(notice, plan))


def sections_said(file: PlanDraft, read: Draft) -> dict[str, str]:
    """The sections that people gave to the tables of a file, and that these are read with, by their keys."""
    chosen = chosen_of(file.notice, file.plan, file.chosen)
    said = {table.key: chosen.section_of(table.key, shape_of_table(table)) for table in read.tables}
    return {table.key: table.section for table in read.tables if table.section and said[table.key] == table.section}


def _choice(packed: Mapping[str, Any]) -> Choice:
    return Choice(
        None if packed["holds"] is None else Holds(packed["holds"]),
        packed["heading_row"],
        {int(number): Role(role) for number, role in packed["columns"].items()},
        packed["section"],
    )


def _remembered(notice: Notice, plan: Plan | None) -> dict[str, Remembered]:
    """What tables were taken for when they were last entered, by their shapes. Sections are the plan's own: another one
    has others of these letters."""
    found: dict[str, Remembered] = {}
    entered = PlanDraft.objects.filter(notice=notice, entered_at__isnull=False).order_by("entered_at", "pk")
    for whose, remembered in entered.values_list("plan", "remembered"):
        for shape, told in remembered.items():
            own = told.get("sections", {}) if plan and whose == plan.pk else None
            before = found[shape].sections if shape in found else {}
            roles = {name: Role(role) for name, role in told["roles"].items()}
            found[shape] = Remembered(Holds(told["holds"]), roles, before if own is None else own)
    return found
