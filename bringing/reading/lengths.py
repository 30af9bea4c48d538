"""Values that are longer than the plan has room for: told now, so that nothing is refused when all of it is entered."""

import re
from collections import defaultdict
from collections.abc import Iterator
from math import inf
from typing import Final

from bringing.reading.asking import Asking, Asks, Doubt
from bringing.reading.building import at
from bringing.reading.draft import Draft, Source, values_of

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
    r"actions/\d+/milestones/\d+/label": 80,
    r"kpis/\d+/targets/\d+/label": 80,
    # texts, for which the forms of the plan have this room
    r"actions/\d+/(what|success)": 8_000,
    r"actions/\d+/milestones/\d+/says": 8_000,
    r"kpis/\d+/sheet/0": 4_000,  # the definition
    r"kpis/\d+/sheet/[12]": 1_000,  # its parts
    r"kpis/\d+/sheet/7": 8_000,  # the caveats
}
"""Characters of a value, by its path."""
ROOM_AS_PRINTED: Final = {
    r"actions/\d+/by_when": 80,
    r"kpis/\d+/baseline": 120,
    r"kpis/\d+/as_at": 60,
    r"kpis/\d+/targets/\d+/rule": 80,
}
"""Characters of the words of a value that is kept as printed."""
_RULE: Final = re.compile(r"kpis/\d+/targets/\d+/rule")
POINTS: Final = 8_000
"""Characters of all points of a section that need improvement, or that families said, each on a line."""
CELL: Final = 80
"""Characters of a cell that found no place."""


def room_of(path: str) -> float:
    """Characters that there is room for in a value, or in its printed words."""
    rooms = (room for pattern, room in (ROOM | ROOM_AS_PRINTED).items() if re.fullmatch(pattern, path))
    return next(rooms, inf)


def too_long(draft: Draft) -> Iterator[Doubt]:
    """A doubt for each text that has no room; one for all values that are of the same words."""
    asking, found = Asking(), defaultdict[tuple[tuple[Source, ...] | str, float, int], list[str]](list)
    for path, sources, room, length in _beyond(draft):
        found[sources or path, room, length].append(path)
    for (words, room, length), paths in found.items():
        stand = () if isinstance(words, str) else words
        where = f"{at(stand[0].place)}: " if stand else ""
        says = f"{where}this has {length:,} characters, and there is room for {room:,.0f}: shorten it"
        asking.ask(Asks.TOO_LONG, dict.fromkeys(paths), stand, says)
    yield from asking.found


def _beyond(draft: Draft) -> Iterator[tuple[str, tuple[Source, ...], float, int]]:
    """Each value that is too long with its words, the room that there is, and how long it is."""
    for path, read in values_of(draft):
        value = read.value if isinstance(read.value, str) else ""
        for rooms, text in ((ROOM, value), (ROOM_AS_PRINTED, read.words)):
            room = next((room for pattern, room in rooms.items() if re.fullmatch(pattern, path)), inf)
            is_kept = read.value is None and _RULE.fullmatch(path)  # whole, among the caveats
            if len(text) > room and not is_kept:
                yield path, read.sources, room, len(text)
    for number, kpi in enumerate(draft.kpis):
        for source in kpi.unplaced:
            if len(source.words) > CELL:
                yield f"kpis/{number}/unplaced", (source,), CELL, len(source.words)
