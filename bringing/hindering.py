"""What of a file hinders it from being entered into a plan that stands, or that begins: each with the row and what to
do. What hinders a row by itself is in `sound`. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from textwrap import shorten
from typing import Any, Final

from bringing.plain import Kind, Row
from bringing.reading.coding import is_reworded
from bringing.reading.draft import ActionRead
from bringing.reading.words import fold
from bringing.sound import Hindrance
from govuk.words import day

Same = tuple[Kind, str]
LONGEST_NAME: Final = 80
YEARS_OFF: Final = 5
LAST_OF_ALL: Final = 28  # a day that each month has
_KNOWN_BY: Final = {
    Kind.SECTION: ("title", "letter", "enter its title as it stands"),
    Kind.ACTION: ("what", "ref", "leave the row out"),
    Kind.KPI: ("name", "code", "enter its name as it stands"),
}
"""By what people know a row, what its key is called, and how the file’s is said to be the same."""


def without_actions(rows: Iterable[Row]) -> str:
    """Why a plan of these rows cannot begin, and what to do; "" where it can."""
    if any(row.kind is Kind.ACTION for row in rows):
        return ""
    said = (
        "A plan begins with its actions, and none is read in this file. Where it has them, say which table holds them"
    )
    return f"{said}; else bring the file that has them first, and then this one as a newer one of that plan"


def called_otherwise(brought: Iterable[Row], stand: Mapping[Same, Row]) -> Iterator[Hindrance]:
    """A section that the plan has by another letter: by the file’s, it has none or another one."""
    sections = [row for row in brought if row.kind is Kind.SECTION]
    here = {row.same for row in sections}
    titles = {fold(str(row.says["title"])): row for row in stand.values() if row.kind is Kind.SECTION}
    for number, row in enumerate(sections):
        there = titles.get(fold(str(row.says.get("title", ""))))
        is_there = there is None or there.same == row.same or there.same in here
        if there and not is_there:
            said = f"“{there.says['title']}” is section {there.key} of the plan"
            yield Hindrance(row, number, f"{said}: give it and its rows that letter, or another title")


def written_over(brought: Iterable[Row], stand: Mapping[Same, Row], added: Collection[Same]) -> Iterator[Hindrance]:
    """A letter, a ref or a code that something else has got here since: it would be written over, or mixed with that.
    `added` are the rows that did not stand when the file was brought, or made."""
    counted: Counter[Kind] = Counter()
    for row in brought:
        number, counted[row.kind] = counted[row.kind], counted[row.kind] + 1
        field, what, same = _KNOWN_BY.get(row.kind, ("", "", ""))
        name = str(stand[row.same].says[field]) if field and row.same in added else ""
        here = str(row.says.get(field) or "")
        if name and here and not _is_same(row.kind, name, here):
            told, said = (shorten(each, LONGEST_NAME, placeholder="…") for each in (name, here))
            says = f"{row.key} has become the {what} of “{told}” in the meantime, and is “{said}” here"
            yield Hindrance(row, number, f"{says}: enter another {what}; if it is that {row.kind.noun}, {same}")


def _is_same(kind: Kind, one: str, other: str) -> bool:
    """Whether two names are of one thing. An action’s text may be worded anew, a name is one."""
    return is_reworded(one, other) if kind is Kind.ACTION else fold(one) == fold(other)


def before_the_plan(brought: Iterable[Row], stand: Collection[Same], first: date | None) -> Iterator[Hindrance]:
    """New actions that are due before the plan runs, which it does from the `first` day."""
    for number, row in enumerate(row for row in brought if row.kind is Kind.ACTION):
        due: Any = row.says.get("due_on")
        if first and due and due < first and row.same not in stand:
            said = f"It is due on {day(due)}, before the plan, which runs from {day(first)}: check the year"
            yield Hindrance(row, number, f"{said}. What was done before is in place already, and has no due date")


def far_off(brought: Iterable[Row], stand: Mapping[Same, Row], last: date | None) -> Iterator[Hindrance]:
    """Days that are years after the notice’s `last` one: a slip of the hand, which nobody was asked about where it was
    typed. What stands so already is no news."""
    counted: Counter[Kind] = Counter()
    for row in brought:
        number, counted[row.kind] = counted[row.kind], counted[row.kind] + 1
        there = set(_days(stand[row.same])) if row.same in stand else set()
        for due in _days(row) if last else ():
            if last and due not in there and due > date(last.year + YEARS_OFF, last.month, min(last.day, LAST_OF_ALL)):
                said = f"{day(due)} is more than {YEARS_OFF} years after the notice’s last day, {day(last)}"
                yield Hindrance(row, number, f"{said}: check the year")


def _days(row: Row) -> Iterator[date]:
    """The days on which something of a row is due."""
    of_several: Any = [*_several(row, "targets"), *_several(row, "milestones")]
    found: Any = [row.says.get("due_on"), *(due for _, due, _ in of_several)]
    yield from (each for each in found if each)


def _several(row: Row, field: str) -> Iterable[Any]:
    value: Any = row.says.get(field)
    return value or ()


def measured_to_come(brought: Iterable[Row], stand: Collection[Same], on: date) -> Iterator[Hindrance]:
    """New KPIs whose baseline is a figure of a day that was yet to come when their file was brought."""
    for number, row in enumerate(row for row in brought if row.kind is Kind.KPI):
        day_of_it: Any = row.says.get("baseline_on")
        if day_of_it and day_of_it > on and row.says.get("baseline_value") is not None and row.same not in stand:
            said = f"Its baseline is a figure of {day(day_of_it)}, which was yet to come when the file was brought"
            yield Hindrance(row, number, f"{said}: enter the day that it is of")


def to_come(actions: Iterable[tuple[int, ActionRead, Row]], on: date) -> Iterator[Hindrance]:
    """New actions, with their numbers, that a file says to be in place since a day yet to come when it was brought."""
    for number, action, row in actions:
        since = action.by_when.value.since
        if since and since > on and row.says.get("in_place"):
            said = f"It is said to be in place since {day(since)}, which is yet to come"
            yield Hindrance(row, number, f"{said}: enter the day on which it is due, or “In place already”")
