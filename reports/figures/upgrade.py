"""Old snapshots stay readable: each step turns the plain form of shape n into that of shape n + 1.

A step is a pure function on dictionaries that have "figures", and perhaps what a report says beside them. A stored
fixture of each past shape is upgraded, compared and drawn in tests.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from reports.figures.codec import UnknownShape, from_plain
from reports.figures.tree import SHAPE, Figures, ReportTree

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _annexes_can_be_left_out(plain: dict[str, Any]) -> dict[str, Any]:
    """1 → 2: until then every report was sent with all its annexes."""
    return {**plain, "left_out": []}


STEPS: Mapping[int, Step] = {1: _annexes_can_be_left_out}


def read_report(shape: int, text: str) -> ReportTree:
    """The tree of a report's snapshot, whatever shape it was stored in. Raises UnknownShape for one from the future."""
    return from_plain(ReportTree, _upgraded(shape, json.loads(text)))


def read_figures(shape: int, text: str) -> Figures:
    """The figures of a meeting's snapshot: the same steps, on figures that stand alone."""
    return from_plain(Figures, _upgraded(shape, {"figures": json.loads(text)})["figures"])


def _upgraded(shape: int, plain: dict[str, Any]) -> dict[str, Any]:
    if shape > SHAPE:
        raise UnknownShape(f"the snapshot has shape {shape}; this program knows shapes up to {SHAPE}")
    for step in range(shape, SHAPE):
        plain = STEPS[step](plain)
    return plain
