"""Which milestone of a file is which of those that stand, and what is written of it. Two of one name are told apart by
their days and their words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from people.models import User
from plans import actions as plan_actions
from plans.models import Action, Milestone

Step = tuple[str, date | None, str]
"""A milestone: its label, its day, what must be true. Without a day that is still to be settled."""
_WAYS: Final[Sequence[Callable[[Step], Any]]] = (
    lambda step: (step[0].casefold(), step[1], step[2]),
    lambda step: (step[0].casefold(), step[1]),
    lambda step: (step[0].casefold(), step[2]),
    lambda step: step[0].casefold(),
    lambda step: (step[1], step[2].casefold()),
)
"""By what one of the file is known for one that stands: the surest first."""


@dataclass(frozen=True)
class Steps:
    """What becomes of an action's milestones. `writes` are those that differ, each with the one that stands, None where
    it is new; `elsewhere` says of the others where they are changed."""

    action: Action
    writes: list[tuple[Milestone | None, Step]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def write(self, why: str, by: User, at: datetime) -> None:
        """Add what is new, change what differs."""
        for row, (label, due_on, text) in self.writes:
            fields: dict[str, Any] = {"label": label, "due_on": due_on, "text": text, "by": by, "at": at}
            if row is None:
                plan_actions.add_milestone(action=self.action, **fields)
            else:
                plan_actions.edit_milestone(milestone=row, why=why, **fields)


def steps_of(action: Action, wanted: Iterable[Step]) -> Steps:
    """What the wanted milestones change: one that the file has no more stays, one that is met keeps its day, and those
    of one name that cannot be told apart are left alone."""
    rows = list(Milestone.objects.filter(action=action).order_by("due_on", "pk"))
    asked, found = list(wanted), Steps(action)
    there = [(row.label, row.due_on, row.text) for row in rows]
    pairs = matched(there, asked)
    left = [row for place, row in enumerate(rows) if place not in pairs.values()]
    names = {row.label.casefold() for row in left}
    unclear = {step[0].casefold() for place, step in enumerate(asked) if place not in pairs} & names
    for place, wants in enumerate(asked):
        row = rows[pairs[place]] if place in pairs else None
        step = (wants[0], wants[1] or (row.due_on if row else None), wants[2])
        if step != wants:
            found.elsewhere.append(f"milestone “{step[0]}” keeps its day: one that is set is not taken away")
        if row is None and step[0].casefold() not in unclear:
            found.writes.append((None, step))
        elif row is not None and row.met_on is not None and row.due_on != step[1]:
            found.elsewhere.append(f"milestone “{row.label}” is met: change it on the milestone’s page")
        elif row is not None and there[pairs[place]] != step:
            found.writes.append((row, step))
    for row in left:
        if row.label.casefold() not in unclear:
            found.elsewhere.append(f"milestone “{row.label}” stays: take it out on the action’s page")
    for label in dict.fromkeys(row.label for row in left if row.label.casefold() in unclear):
        said = f"milestones “{label}” cannot be told apart by day or words: change them on the action’s page"
        found.elsewhere.append(said)
    return found


def matched(there: Sequence[Step], wanted: Sequence[Step]) -> dict[int, int]:
    """Which of those that stand each wanted one is, by their places. Those that are the same stand for one another; any
    others only where there is one of them on both sides."""
    found: dict[int, int] = {}
    for sure, known_by in enumerate(_WAYS):
        stand, asked = defaultdict[Any, list[int]](list), defaultdict[Any, list[int]](list)
        for place, step in enumerate(there):
            if place not in found.values():
                stand[known_by(step)].append(place)
        for place, step in enumerate(wanted):
            if place not in found:
                asked[known_by(step)].append(place)
        for key, places in asked.items():
            if sure == 0 or len(places) == len(stand.get(key, ())) == 1:
                found |= dict(zip(places, stand.get(key, ()), strict=False))
    return found | _undated(there, wanted, found)


def _undated(there: Sequence[Step], wanted: Sequence[Step], found: Mapping[int, int]) -> dict[int, int]:
    """By their words alone: what had no day until then has one now, and another name too."""
    stand = {text: at for at, (_, due, text) in enumerate(there) if due is None and at not in found.values()}
    return {at: stand.pop(text) for at, (*_, text) in enumerate(wanted) if at not in found and text in stand}
