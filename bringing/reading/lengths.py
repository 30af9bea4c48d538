"""Values that are longer than the plan has room for: told now, so that nothing is refused when all of it is entered."""

import re
from collections.abc import Iterator
from math import inf
from typing import Final

from bringing.reading.asking import Asking, Asks, Doubt
from bringing.reading.building import at
from bringing.reading.draft import Draft, Read, Source, values_of

ROOM: Final = {
    r"title": 160,
    r"source_note": 240,
    r"sections/\d+/letter": 4,
    r"sections/\d+/title": 200,
    r"actions/\d+/ref": 10,
    r"actions/\d+/title": 160,
    r"actions/\d+/posts/\d+": 160,
    r"kpis/\d+/code": 10,
    r"kpis/\d+/name": 300,
    r"kpis/\d+/baseline_printed": 120,
    r"kpis/\d+/as_at_printed": 60,
    r"kpis/\d+/sheet/3": 160,  # the source
}
"""Characters of a value, by its path."""
ROOM_AS_PRINTED: Final = {
    r"actions/\d+/by_when": 80,
    r"kpis/\d+/baseline": 120,
    r"kpis/\d+/as_at": 60,
    r"kpis/\d+/targets/\d+/rule": 80,
}
"""Characters of the words of a value that is kept as printed."""
CELL: Final = 80
"""Characters of a target's label, and of a cell that found no place."""


def room_of(path: str) -> float:
    """Characters that there is room for in a value, or in its printed words."""
    rooms = (room for pattern, room in (ROOM | ROOM_AS_PRINTED).items() if re.fullmatch(pattern, path))
    return next(rooms, inf)


def too_long(draft: Draft) -> Iterator[Doubt]:
    """A doubt for each value that has no room."""
    asking = Asking()
    for path, read in values_of(draft):
        _ask(path, read, asking)
    for number, kpi in enumerate(draft.kpis):
        for place, each in enumerate(kpi.targets):
            if len(each.label) > CELL:
                _say(f"kpis/{number}/targets/{place}/due_on", each.due_on.sources, CELL, len(each.label), asking)
        for source in kpi.unplaced:
            if len(source.words) > CELL:
                _say(f"kpis/{number}/unplaced", (source,), CELL, len(source.words), asking)
    yield from asking.found


def _ask(path: str, read: Read[object], asking: Asking) -> None:
    value = read.value if isinstance(read.value, str) else ""
    for rooms, text in ((ROOM, value), (ROOM_AS_PRINTED, read.words)):
        room = next((room for pattern, room in rooms.items() if re.fullmatch(pattern, path)), None)
        if room is not None and len(text) > room:
            _say(path, read.sources, room, len(text), asking)


def _say(path: str, sources: tuple[Source, ...], room: int, length: int, asking: Asking) -> None:
    where = f"{at(sources[0].place)}: " if sources else ""
    says = f"{where}this has {length:,} characters, and there is room for {room}: shorten it"
    asking.ask(Asks.TOO_LONG, path, sources, says)
