"""Milestones that are due after their action is: one of the two days may be a misprint."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import ActionRead, Certainty, Source, StepRead
from notices.calendar import in_words

_WHAT_TO_DO: Final = "confirm it, or correct a day"


def ask_of_late_steps(first: int, dated_with: Callable[[StepRead], Sequence[str]], building: Building) -> None:
    """Once for a table whose first action is `first`. `dated_with` are the dates that are typed with that of a
    milestone: all that its heading gives."""
    rows = enumerate(building.actions[first:], first)
    late = {number: found for number, action in rows if (found := late_steps(action))}
    if not late:
        return
    paths = [f"actions/{number}/by_when" for number in late]
    days = {id(step.due_on): step for found in late.values() for step in found.values()}
    given = {day: dated_with(step) for day, step in days.items()}  # once for a heading, however many rows it has
    for number, found in late.items():
        for at, step in found.items():
            paths += given.pop(id(step.due_on), ()) or [f"actions/{number}/milestones/{at}/due_on"]
    sources = [source for number, found in late.items() for source in _sources(building.actions[number], found)]
    says = told_of_late(building.actions, late)
    building.asking.ask(Asks.OUT_OF_ORDER, dict.fromkeys(paths), dict.fromkeys(sources), says)


def late_steps(action: ActionRead) -> dict[int, StepRead]:
    """The milestones of an action that are due after it, by their numbers."""
    due = action.due
    if due is None or action.by_when.certainty is Certainty.OPEN:
        return {}
    read = ((at, each) for at, each in enumerate(action.milestones) if each.due_on.certainty is not Certainty.OPEN)
    return {at: each for at, each in read if each.due_on.value and each.due_on.value > due}


def _sources(action: ActionRead, late: Mapping[int, StepRead]) -> Iterator[Source]:
    """The words for when an action is due, and for when its milestones are that are due after it."""
    yield from action.by_when.sources
    for step in late.values():
        yield from step.due_on.sources


def told_of_late(actions: Sequence[ActionRead], late: Mapping[int, Mapping[int, StepRead]]) -> str:
    """The sentence about the late milestones of actions, each by its number; told of the first of the actions."""
    action = actions[next(iter(late))]
    step = next(iter(next(iter(late.values())).values()))
    due, name = action.due, f" “{step.label.value}”" if step.label.value else ""
    days = [in_words(day) for day in (due, step.due_on.value) if day]
    told = f"is due on {days[0]}, and its milestone{name} on {days[-1]}"
    if len(late) == 1:
        return f"{action.ref.value or 'This action'} {told}, after it: {_WHAT_TO_DO}"
    several = f"{len(late):,} actions have milestones that are due after them"
    return f"{several}: {action.ref.value or 'one'} {told}; {_WHAT_TO_DO}"
