"""What somebody must do, by when, across their notices: one list from small questions, late on top.

Each question asks one query for all notices, and none at all where no role or post of the reader could have an answer.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from audit.clock import day_of
from boards.models import Cycle
from notices.models import Notice
from notices.reader import Reader
from notices.roles import EVERYONE, Role

NUMBER: Final = re.compile(r"([0-9]+)")


@dataclass(frozen=True)
class WorkItem:
    """One thing to do. Without `due_on` it has no day of its own; `kind` says what sort of thing it is.

    `about` names what it is about in words that may go by mail, "A1" or "Head of Nursing (A1)": no words that somebody
    typed about anybody, as a title may hold. `together` is the page on which all of its kind are done at once, if any.
    """

    title: str
    href: str
    due_on: date | None
    late: bool
    kind: str
    notice: str
    notice_id: int = 0
    about: tuple[str, ...] = ()
    together: str = ""


@dataclass(frozen=True)
class Round:
    """Where a notice's board is in its rounds: the window that is open, the next that opens, the boards around today.

    A window stays open until its cut-off; from the day after it closed, an update is late. `cut_off` is the last round
    whose cut-off has passed, `closed` the last whose window closed before today: what it lacks is silence.
    """

    open: Cycle | None = None
    next: Cycle | None = None
    cut_off: Cycle | None = None
    closed: Cycle | None = None
    last_board_on: date | None = None
    next_board_on: date | None = None

    @property
    def closes_on(self) -> date | None:
        return self.open.closes_on if self.open else None

    @property
    def goes_on(self) -> bool:
        """Whether a window is open or to come, or a board: after the last of them nobody is asked any more."""
        return bool(self.open or self.next or self.next_board_on)

    @property
    def asks(self) -> Cycle | None:
        """The round for which updates are asked: the open one. Between two, what the last one lacks is still wanted."""
        return self.open or (self.cut_off if self.next else None)

    @property
    def answers(self) -> tuple[int, ...]:
        """The rounds in which an update counts as an answer: one that comes after a cut-off belongs to the next."""
        rounds = (self.open,) if self.open else (self.cut_off, self.next)
        return tuple(each.pk for each in rounds if each)


@dataclass(frozen=True)
class Desk:
    """Who asks, when, on which notices, and where those are in their rounds."""

    reader: Reader
    at: datetime
    notices: Mapping[int, Notice]
    rounds: Mapping[int, Round] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return self.reader.on

    def where(self, roles: Collection[Role]) -> list[int]:
        """The notices on which one of these roles is held."""
        return self.reader.notices_with(roles)

    def item(
        self,
        notice_id: int,
        kind: str,
        title: str,
        href: str,
        due_on: date | None = None,
        about: Iterable[str] = (),
        together: str = "",
    ) -> WorkItem:
        """A thing to do; late when its day has passed."""
        late = due_on is not None and due_on < self.on
        named = self.notices[notice_id].title
        return WorkItem(title, href, due_on, late, kind, named, notice_id, tuple(about), together)


Question = Callable[[Desk], Iterable[WorkItem]]


def sit_down(reader: Reader, at: datetime) -> Desk:
    """Read the notices and the rounds of their boards. Two queries."""
    found = Notice.objects.visible_to(reader).select_related("council").in_bulk()
    cycles: dict[int, list[Cycle]] = defaultdict(list)
    for cycle in Cycle.objects.filter(notice__in=reader.notices_with(EVERYONE)).order_by("board_on", "pk"):
        cycles[cycle.notice_id].append(cycle)
    return Desk(reader, at, found, {pk: round_of(cycles[pk], reader.on, at) for pk in found})


def round_of(cycles: Iterable[Cycle], on: date, at: datetime) -> Round:
    """Where a notice is in its rounds; `cycles` by the day of their board."""
    rows = list(cycles)
    return Round(
        open=next((row for row in rows if row.opens_on <= on and row.cutoff_at >= at), None),
        next=next((row for row in rows if row.opens_on > on), None),
        cut_off=max((row for row in rows if row.cutoff_at < at), key=lambda row: row.cutoff_at, default=None),
        closed=max((row for row in rows if row.closes_on < on), key=lambda row: row.closes_on, default=None),
        last_board_on=next((row.board_on for row in reversed(rows) if row.board_on < on), None),
        next_board_on=next((row.board_on for row in rows if row.board_on >= on), None),
    )


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Late on top, then by day, then what has no day; A2 before A10."""
    return sorted(
        items, key=lambda item: (not item.late, item.due_on is None, item.due_on or date.max, _by_number(item.title))
    )


def _by_number(title: str) -> list[str | int]:
    """Words and numbers in turn, so that numbers count as such."""
    return [int(part) if place % 2 else part for place, part in enumerate(NUMBER.split(title))]


def several(items: Iterable[WorkItem]) -> list[tuple[str, int]]:
    """Pages on which more than one thing can be done at once: address and how many."""
    counted = Counter(item.together for item in items if item.together)
    return [(href, number) for href, number in counted.items() if number > 1]


@dataclass(frozen=True)
class Coming:
    """What comes next on a notice, each in words with its day; soonest first."""

    notice_id: int
    notice: str
    dates: tuple[tuple[date, str], ...]


def coming(desk: Desk) -> Iterator[Coming]:
    """The days of the window that is open or opens next, and the next board, of each notice that has any ahead."""
    for pk, notice in desk.notices.items():
        found = sorted(_days_of(desk.rounds[pk]))
        ahead = tuple((day, said) for day, said in found if day >= desk.on)
        if ahead:
            yield Coming(pk, notice.title, ahead)


def _days_of(ahead: Round) -> Iterator[tuple[date, str]]:
    if ahead.next and not ahead.open:
        yield ahead.next.opens_on, "updates can be sent from"
    if cycle := ahead.open or ahead.next:
        yield cycle.closes_on, "updates can be sent until"
        yield day_of(cycle.cutoff_at), "the figures are cut off on"
        if cycle.moderated_on:
            yield cycle.moderated_on, "the delivery group moderates on"
    if ahead.next_board_on:
        yield ahead.next_board_on, "the board meets on"
