"""What is asked of days that are other ones by now, as somebody said at another doubt or on its row’s page: that one is
after the notice’s last day, before a start, or after the day of its action. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bringing.reading import Asks, Doubt, Draft, Read
from bringing.reading.draft import StepRead, WhenRead
from bringing.reading.late import late_steps, told_of_late
from bringing.reading.revised import cells_of, told_of_revised
from notices.calendar import in_words

Values = Mapping[str, Read[Any]]
"""The values of a draft by their paths."""
ABOUT_DAYS: Final = frozenset({Asks.AFTER_DELIVER_BY, Asks.ENDS_BEFORE_START, Asks.OUT_OF_ORDER, Asks.REVISED})
"""What is told of the days of now: of nothing else the values are to be gone over."""
_OF_ACTION: Final = re.compile(r"actions/(\d+)/by_when")


def holds_no_more(doubt: Doubt, now: Draft, values: Values, last: date | None) -> bool:
    """Whether nothing of it is so any more. `values` are those of the draft as it is `now`, `last` is the notice’s last
    day."""
    days = [day for _, day in _days(doubt, values)]
    match doubt.asks:
        case Asks.AFTER_DELIVER_BY:
            return not any(day and (last is None or day > last) for day in days)
        case Asks.ENDS_BEFORE_START:
            starts, due = days
            return starts is None or due is None or starts <= due
        case Asks.OUT_OF_ORDER:
            return is_of_late_steps(doubt) and not _late(doubt, now)
        case _:
            return False


def told(doubt: Doubt, file: Draft, read: Values, now: Draft, values: Values) -> tuple[str, str]:
    """What it says of what is left of it, and what was read, with the days of now. `read` are the values as the `file`
    has them."""
    match doubt.asks:
        case Asks.AFTER_DELIVER_BY | Asks.ENDS_BEFORE_START:
            changed = _changed(doubt, read, values)
            return _with_days(doubt.says, changed), _with_days(doubt.read, changed)
        case Asks.OUT_OF_ORDER if is_of_late_steps(doubt) and (late := _late(doubt, now)):
            return told_of_late(now.actions, late), doubt.read
        case Asks.REVISED:
            heading = " ".join(doubt.words[: -len(doubt.about)])
            cells = [(file.actions[int(path.split("/")[1])], words) for path, words in cells_of(doubt)]
            return told_of_revised(heading, cells, is_sure=bool(doubt.others)), doubt.read
        case _:
            return doubt.says, doubt.read


def of_these(doubt: Doubt, waits: Sequence[str]) -> Doubt:
    """A doubt about revised dates, of these by-whens alone: what its words and places begin with is the heading."""
    start = len(doubt.words) - len(doubt.about)
    at = [*range(start), *(start + number for number, path in enumerate(doubt.about) if path in waits)]
    places, words = tuple(doubt.places[each] for each in at), tuple(doubt.words[each] for each in at)
    return replace(doubt, about=tuple(waits), places=places, words=words)


def is_of_late_steps(doubt: Doubt) -> bool:
    """Whether the days of milestones are after those of their actions, and not those of headings in another order."""
    return doubt.asks is Asks.OUT_OF_ORDER and _OF_ACTION.fullmatch(doubt.about[0]) is not None


def _late(doubt: Doubt, now: Draft) -> dict[int, dict[int, StepRead]]:
    """The milestones that are due after their actions by now, by the numbers of these."""
    numbers = (int(own[1]) for path in doubt.about if (own := _OF_ACTION.fullmatch(path)))
    return {number: found for number in numbers if (found := late_steps(now.actions[number]))}


def _days(doubt: Doubt, values: Values) -> Iterator[tuple[str, date | None]]:
    for path in doubt.about:
        value = values[path].value if path in values else None
        if isinstance(value, WhenRead):
            yield path, value.due_on
        elif value is None or isinstance(value, date):
            yield path, value


def _changed(doubt: Doubt, read: Values, values: Values) -> dict[str, str]:
    """Days in words, each with the one day in whose place it is by now."""
    was, found = dict(_days(doubt, read)), defaultdict[date | None, set[date | None]](set)
    for path, day in _days(doubt, values):
        found[was[path]].add(day)
    return {in_words(old): in_words(day) for old, new in found.items() for day in new if len(new) == 1 and old and day}


def _with_days(says: str, changed: Mapping[str, str]) -> str:
    pattern = "|".join(map(re.escape, changed))
    return re.sub(rf"(?<!\d)(?:{pattern})", lambda found: changed[found[0]], says) if changed else says
