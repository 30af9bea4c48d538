"""How much one draft may hold. Too much is refused as soon as it is met, not when all of it was read."""

import sys
from dataclasses import dataclass, field
from typing import Final

from sheets.reading import Place

IN_PARTS: Final = (
    "part it by its sections into several files, and bring one after the other. What the others hold stays"
)
IN_COLUMNS: Final = "take out those that the plan does not need, and bring the file again"


class TooMuch(Exception):
    """Why a plan is not read, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Most:
    """As much as is read: actions and KPIs; tables, and the columns of all of them; columns of targets or milestones
    that one table has; targets, milestones, posts, clauses and points of sections together; and doubts. Nothing is
    limited where nothing is said."""

    rows: int = sys.maxsize
    tables: int = sys.maxsize
    columns: int = sys.maxsize
    dated: int = sys.maxsize
    values: int = sys.maxsize
    doubts: int = sys.maxsize


EVERYTHING: Final = Most()


@dataclass(slots=True)
class Room:
    """What has been read of a plan. Raises TooMuch for what it has no room for."""

    most: Most = EVERYTHING
    rows: int = field(default=0, init=False)
    tables: int = field(default=0, init=False)
    columns: int = field(default=0, init=False)
    values: int = field(default=0, init=False)

    def table(self, place: Place, columns: int, dated: int) -> None:
        """Another table begins here, with as many columns, and as many of these of targets or milestones."""
        self.tables += 1
        self.columns += columns
        if self.tables > self.most.tables:
            raise TooMuch(f"{_up_to(place)} more than {self.most.tables:,} tables. No more are read: {IN_PARTS}")
        if self.columns > self.most.columns:
            has = f"{_up_to(place)} {self.columns:,} columns in its tables"
            raise TooMuch(f"{has}, and {self.most.columns:,} at most are read: {IN_PARTS}")
        if dated > self.most.dated:
            has = f"{_at(place)}: {dated:,} columns are of targets or milestones"
            raise TooMuch(f"{has}, and {self.most.dated:,} at most are read: {IN_COLUMNS}")

    def row(self, place: Place, values: int) -> None:
        """An action or a KPI was read, with as many values."""
        self.rows += 1
        if self.rows > self.most.rows:
            has = f"{_up_to(place)} more than {self.most.rows:,} actions and KPIs"
            raise TooMuch(f"{has}. No more can be entered at once: {IN_PARTS}")
        self.more(place, values)

    def more(self, place: Place, values: int) -> None:
        """As many values were read."""
        self.values += values
        if self.values > self.most.values:
            has = f"{_up_to(place)} more than {self.most.values:,} targets, milestones, posts, clauses and points"
            raise TooMuch(f"{has}. No more are read at once: {IN_PARTS}")

    def doubts(self, there: int, place: Place | None) -> None:
        """As many doubts are there with one of this place."""
        if there > self.most.doubts:
            has = f"{_up_to(place)} more than {self.most.doubts:,} doubts, which nobody settles"
            raise TooMuch(f"{has}: put right in the file what comes in many cells and cannot be read, or {IN_PARTS}")


def _at(place: Place) -> str:
    text = str(place)
    return f"{text[:1].upper()}{text[1:]}"


def _up_to(place: Place | None) -> str:
    """A sentence about the file as far as it was read."""
    return f"{_at(place)}: up to here the file has" if place and (place.within or place.last) else "The file has"
