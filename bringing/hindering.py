"""What of a file hinders it from being entered into a plan that stands, or that begins: each with the row and what to
do. What hinders a row by itself is in `sound`. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bringing.plain import Kind, Row
from bringing.reading.draft import ActionRead
from bringing.reading.words import fold
from bringing.sound import Hindrance
from govuk.words import day

Same = tuple[Kind, str]


def called_otherwise(brought: Iterable[Row], stand: Mapping[Same, Row]) -> Iterator[Hindrance]:
    """A new section that the plan has by another letter."""
    sections = [row for row in brought if row.kind is Kind.SECTION]
    here = {row.same for row in sections}
    titles = {fold(str(row.says["title"])): row for row in stand.values() if row.kind is Kind.SECTION}
    for number, row in enumerate(sections):
        there = titles.get(fold(str(row.says.get("title", ""))))
        if there and row.same not in stand and there.same not in here:
            said = f"“{there.says['title']}” is section {there.key} of the plan"
            yield Hindrance(row, number, f"{said}: give it and its rows that letter, or another title")


def written_over(brought: Iterable[Row], stand: Mapping[Same, Row], added: Collection[Same]) -> Iterator[Hindrance]:
    """A code that another KPI has got here since: it would be written over. `added` are the rows that did not stand
    when the file was brought, or made."""
    for number, row in enumerate(row for row in brought if row.kind is Kind.KPI):
        name = str(stand[row.same].says["name"]) if row.same in added else ""
        if name and "name" in row.says and fold(name) != fold(str(row.says["name"])):
            said = f"{row.key} has become the code of “{name}” in the meantime, and is “{row.says['name']}” here"
            yield Hindrance(row, number, f"{said}: enter another code; if it is that KPI, enter its name as it stands")


def before_the_plan(brought: Iterable[Row], stand: Collection[Same], first: date | None) -> Iterator[Hindrance]:
    """New actions that are due before the plan runs, which it does from the `first` day."""
    for number, row in enumerate(row for row in brought if row.kind is Kind.ACTION):
        due: Any = row.says.get("due_on")
        if first and due and due < first and row.same not in stand:
            said = f"It is due on {day(due)}, before the plan, which runs from {day(first)}: check the year"
            yield Hindrance(row, number, f"{said}. What was done before is in place already, and has no due date")


def to_come(actions: Iterable[tuple[int, ActionRead, Row]], on: date) -> Iterator[Hindrance]:
    """New actions, with their numbers, that a file says to be in place since a day yet to come when it was brought."""
    for number, action, row in actions:
        since = action.by_when.value.since
        if since and since > on and row.says.get("in_place"):
            said = f"It is said to be in place since {day(since)}, which is yet to come"
            yield Hindrance(row, number, f"{said}: enter the day on which it is due, or “In place already”")
