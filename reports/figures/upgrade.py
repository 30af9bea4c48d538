"""Old snapshots stay readable: each step turns the plain form of shape n into that of shape n + 1.

A step is a pure function on dictionaries; a stored fixture of each past shape is upgraded, compared and drawn in tests.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from reports.figures.codec import UnknownShape, from_plain
from reports.figures.tree import SHAPE, ReportTree

Step = Callable[[dict[str, Any]], dict[str, Any]]
STEPS: Mapping[int, Step] = {}


def read_report(shape: int, text: str) -> ReportTree:
    """The tree of a stored snapshot, whatever shape it was stored in. Raises UnknownShape for one from the future."""
    if shape > SHAPE:
        raise UnknownShape(f"the snapshot has shape {shape}; this program knows shapes up to {SHAPE}")
    plain = json.loads(text)
    for step in range(shape, SHAPE):
        plain = STEPS[step](plain)
    return from_plain(ReportTree, plain)
