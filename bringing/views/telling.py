"""Rows of a plan and their values in words, as the page says them on which a plan is entered."""

from datetime import date
from decimal import Decimal
from typing import Final

from bringing.plain import FIELDS, NOTHING_SAID, Kind, Row, Value
from bringing.settled import short_name
from govuk.words import day
from kpis.models import BaselineState, Cumulates, Direction, Frequency, Origin, Unit
from kpis.targets import plain

CALLED: Final = {
    "key": "Its name here",
    "section": "Section",
    "title": "Title",
    "source_note": "Where it comes from",
    "starts_on": "Starts",
    "needs_improvement": "What needs improvement",
    "families_said": "What families have told us",
    "areas": "Areas",
    "what": "What will be done",
    "success": "Success looks like",
    "by_when": "By when, as printed",
    "due_on": "Due date",
    "in_place": "In place already",
    "accountable": "Accountable",
    "clauses": "Clauses",
    "possible_clauses": "Possible clauses",
    "milestones": "Milestones",
    "name": "Name",
    "unit": "Unit",
    "direction": "Which way is better",
    "baseline": "Baseline, as printed",
    "baseline_state": "Baseline",
    "baseline_value": "Baseline value",
    "baseline_on": "Baseline as at",
    "baseline_on_printed": "Baseline’s date, as printed",
    "targets": "Targets",
    "unplaced": "Cells without a place",
    "definition": "What is counted",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "source": "Source",
    "origin": "Where figures come from",
    "frequency": "Frequency",
    "cumulates": "Adds up over",
    "caveats": "Caveats",
    "actions": "Actions that should move it",
}
CHOICES: Final = {
    "unit": Unit,
    "direction": Direction,
    "baseline_state": BaselineState,
    "origin": Origin,
    "frequency": Frequency,
    "cumulates": Cumulates,
}


def in_full(row: Row) -> tuple[list[tuple[str, str]], list[str]]:
    """All that is entered of a new row, each field by its name; and the names of those of which nothing is said."""
    says: dict[str, Value] = {**NOTHING_SAID[row.kind], **row.says}
    if row.kind is Kind.ACTION and not says.get("title"):
        says["title"] = short_name(str(says.get("what", "")))
    # the title of a plan is asked for beside its name
    names = [field for field in FIELDS[row.kind] if row.kind is not Kind.PLAN or field in says]
    fields = [(CALLED[field], told(field, says.get(field))) for field in names]
    nothing = [name for name, text in fields if not text]
    return [(name, text) for name, text in fields if text], nothing


def told(field: str, value: Value) -> str:
    """A value as it is read aloud."""
    if field in CHOICES and isinstance(value, str):
        return str(CHOICES[field](value).label)
    if field == "accountable" and isinstance(value, tuple):
        return "\n".join(_who(each) for each in value if isinstance(each, tuple))
    if isinstance(value, tuple):
        return "\n".join(_listed(each) for each in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return _one(value)


def _who(each: tuple[Value, ...]) -> str:
    printed, post, organisation = (str(part) for part in each)
    name = ", ".join(filter(None, (post, organisation)))
    return name if printed in (post, organisation) else f"{name} (printed: {printed})"


def _listed(each: Value) -> str:
    return ", ".join(filter(None, map(_one, each))) if isinstance(each, tuple) else _one(each)


def _one(value: Value) -> str:
    if isinstance(value, date):
        return day(value)
    return plain(value) if isinstance(value, Decimal) else str(value or "")
