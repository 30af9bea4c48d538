"""A list of many rows against that of few, each from a site of its own: of a thousand actions against a hundred as it
opens, searched, and narrowed to what the facts suggest."""

from collections.abc import Mapping
from functools import partial

from tests.performance.pages import Visitor, half_are_faster
from tests.performance.timing import Line, interleaved, ratio, spread

ASKED = 15
# a page of fifty rows costs the same queries of any plan; whoever asks for the facts has those of every action read
LISTS: Mapping[str, tuple[str, float]] = {
    "list of actions, its first page": ("", 2),
    "list of actions, searched": ("?q=families", 4),
    "list of actions, late and without evidence": ("?late=on&no_evidence=on&sort=due", 4),
    "list of actions, by what the facts suggest": ("?suggested=red", 11),
}


def measure(
    address: str,
    few: tuple[Visitor, int],
    many: tuple[Visitor, int],
    lists: Mapping[str, tuple[str, float]] = LISTS,
    *,
    of: str = "actions",
    asked: int = ASKED,
) -> list[Line]:
    """The same lists of both sites, each of which has a visitor and that many rows; `lists` are their queries and aims,
    by their names."""
    lines = []
    for what, (query, aim) in lists.items():
        names = {f"{number} {of}": visitor for visitor, number in (few, many)}
        page = address + query
        for visitor in names.values():
            visitor.let_go()
            visitor.get(page)
        samples = interleaved(
            {name: partial(_half_are_faster, visitor, page, asked) for name, visitor in names.items()}
        )
        less, more = names
        told = {name: f"{name} {spread(values).told(' ms', 1000, 1)}" for name, values in samples.items()}
        lines.append(Line(what, told[more], told[less], ratio(samples, more, less), aim))
    return lines


def _half_are_faster(visitor: Visitor, page: str, asked: int) -> float:
    """The median of some requests, on a connection of this round: the other site's turn is long."""
    visitor.let_go()
    return half_are_faster([visitor], page, asked)
