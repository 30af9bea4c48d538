"""The calendar: every date of every obligation, in the order in which a reader asks for them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from notices.calendar import OccurrenceState
from notices.reading import NoticeReading, ObligationReading, OccurrenceReading

LOOKS: Final = {
    OccurrenceState.MET: "green",
    OccurrenceState.MET_LATE: "amber",
    OccurrenceState.LATE: "red",
    OccurrenceState.DUE: "hollow",
    OccurrenceState.BEFORE_TRACKING: "none",
    OccurrenceState.AWAITING: "none",
}


@dataclass(frozen=True)
class DateLine:
    """One date of one obligation."""

    obligation: ObligationReading
    occurrence: OccurrenceReading
    days: int
    """From the day of reading to the date; negative when it has passed."""

    @property
    def days_past(self) -> int:
        return -self.days

    @property
    def look(self) -> str:
        return LOOKS[self.occurrence.state]

    @property
    def words(self) -> str:
        said = self.occurrence.words
        return f"{said[:1].upper()}{said[1:]}"


@dataclass(frozen=True)
class Dates:
    """A notice's dates: overdue, still to come or awaited from others (soonest first), past (newest first); and
    what has none, with why."""

    late: tuple[DateLine, ...]
    ahead: tuple[DateLine, ...]
    past: tuple[DateLine, ...]
    awaiting: tuple[ObligationReading, ...]
    undated: tuple[ObligationReading, ...]

    @property
    def number(self) -> int:
        return len(self.late) + len(self.ahead) + len(self.past)


def dates_of(notice: NoticeReading, state: str = "", duty: str = "", kind: str = "") -> Dates:
    """The dates that fit the filters; an empty filter lets everything through. `duty`: ours, theirs or ""."""
    obligations = [
        each
        for each in notice.obligations
        if (not kind or each.kind == kind) and (not duty or each.councils_duty == (duty == "ours"))
    ]
    found = sorted(
        (line for each in obligations for line in _lines(each, notice.on) if state in ("", line.occurrence.state)),
        key=lambda line: (line.occurrence.due_on, line.obligation.title),
    )
    late = tuple(line for line in found if line.occurrence.state is OccurrenceState.LATE)
    ahead = tuple(line for line in found if line.occurrence.state is OccurrenceState.DUE)
    past = tuple(line for line in reversed(found) if line not in late and line not in ahead)
    without = [each for each in obligations if not each.occurrences]
    return Dates(
        late=late,
        ahead=ahead,
        past=past,
        awaiting=tuple(each for each in without if each.awaiting and state in ("", OccurrenceState.AWAITING)),
        undated=tuple(each for each in without if not each.awaiting and not state),
    )


def _lines(obligation: ObligationReading, on: date) -> Iterator[DateLine]:
    for each in obligation.occurrences:
        yield DateLine(obligation, each, (each.due_on - on).days)
