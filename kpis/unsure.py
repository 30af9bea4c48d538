"""What makes a KPI's state less sure than it looks: codes, and the same in a few words for pages and reports."""

from collections.abc import Iterable, Sequence
from typing import Final

from kpis.targets import Flag

UNDATED: Final = "baseline_undated"
DOUBTFUL: Final = (
    Flag.OUT_OF_ORDER,
    Flag.NOT_MONOTONIC,
    Flag.UNATTAINABLE,
    Flag.UNIT_DIFFERS,
    Flag.AGAINST_DIRECTION,
    Flag.SAME_AS_BEFORE,
)
"""What is odd about a target and bears on the state; a target after the notice's end does not."""

WORDS: Final = {
    str(Flag.OUT_OF_ORDER): "order of milestones unsure",
    str(Flag.NOT_MONOTONIC): "a later target asks for less",
    str(Flag.UNATTAINABLE): "a target cannot be reached",
    str(Flag.UNIT_DIFFERS): "a target is in another unit",
    str(Flag.AGAINST_DIRECTION): "a target points the wrong way",
    str(Flag.SAME_AS_BEFORE): "two targets ask for the same",
    UNDATED: "baseline undated, so no path",
}


def codes(flags: Iterable[Flag], *, undated: bool) -> tuple[str, ...]:
    """What is doubtful, each once: by the flags of its targets, and by a baseline of which no day is known."""
    found = set(flags)
    return (*(str(flag) for flag in DOUBTFUL if flag in found), *([UNDATED] if undated else []))


def words(state: str, doubts: Sequence[str]) -> str:
    """The same in words; "" where there is no doubt, or no state to doubt."""
    if state == "not_assessable":
        return ""
    # milestones out of order ask for less by and by: one doubt, not two
    told = [code for code in doubts if code != Flag.NOT_MONOTONIC or Flag.OUT_OF_ORDER not in doubts]
    return ", ".join(WORDS.get(code, code) for code in told)
