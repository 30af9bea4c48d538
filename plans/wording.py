"""The wording of a plan as frozen values, and what differs between two of them. Pure.

`SHAPE` is the version of these classes: a stored text says which it was written with. When a field is added, raise it
and read older texts with what the field would have held.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from govuk.words import day
from plans.words import by_when

SHAPE: Final = 1


@dataclass(frozen=True)
class MilestoneWording:
    """What must be true at a date, None while that is to be settled."""

    uid: str
    label: str
    due_on: date | None
    text: str


@dataclass(frozen=True)
class ActionWording:
    """An action as the plan prints it; `accountable` are the printed texts, each with its post or organisation."""

    uid: str
    ref: str
    title: str
    what: str
    success: str
    by_when_printed: str
    original_due_on: date | None
    due_on: date | None
    starts_on: date | None
    in_place: bool
    accountable: tuple[str, ...]
    lead: str
    clauses: tuple[str, ...]
    areas: tuple[str, ...]
    milestones: tuple[MilestoneWording, ...]


@dataclass(frozen=True)
class SectionWording:
    """A section with its actions in order."""

    uid: str
    letter: str
    title: str
    needs_improvement: tuple[str, ...]
    families_said: tuple[str, ...]
    areas: tuple[str, ...]
    actions: tuple[ActionWording, ...]


@dataclass(frozen=True)
class PlanWording:
    """The whole plan. KPIs are not in it: their targets have versions of their own."""

    title: str
    source_note: str
    starts_on: date | None
    sections: tuple[SectionWording, ...]


@dataclass(frozen=True)
class Change:
    """One thing in which a later wording differs: of what, in which field, what stood there and what stands now."""

    what: str
    field: str
    before: str
    now: str


def changes(before: PlanWording, now: PlanWording) -> tuple[Change, ...]:
    """What differs, in the order of the later plan; what is gone comes last. Things are the same by their uid, however
    they are called."""
    return (*_fields("The plan", _plan(before), _plan(now)), *_of_sections(before, now), *_of_actions(before, now))


def _of_sections(before: PlanWording, now: PlanWording) -> Iterator[Change]:
    was = {each.uid: each for each in before.sections}
    for each in now.sections:
        what = f"Section {each.letter}"
        earlier = was.pop(each.uid, None)
        if earlier is None:
            yield Change(what, "Added", "", each.title)
        else:
            yield from _fields(what, _section(earlier), _section(each))
    for gone in was.values():
        yield Change(f"Section {gone.letter}", "Taken out", gone.title, "")
    both = {each.uid for each in now.sections} & {each.uid for each in before.sections}
    yield from _order("Sections", *([s.letter for s in plan.sections if s.uid in both] for plan in (before, now)))


def _of_actions(before: PlanWording, now: PlanWording) -> Iterator[Change]:
    was = {action.uid: (action, section) for section in before.sections for action in section.actions}
    for section in now.sections:
        for action in section.actions:
            earlier = was.pop(action.uid, None)
            if earlier is None:
                yield Change(action.ref, "Added", "", action.title)
                continue
            mine, theirs = _action(action, section), _action(*earlier)
            yield from _fields(action.ref, theirs, mine)
            yield from _of_milestones(action.ref, earlier[0].milestones, action.milestones)
    for action, _ in was.values():
        yield Change(action.ref, "Taken out", action.title, "")
    for section in now.sections:
        earlier_section = next((each for each in before.sections if each.uid == section.uid), None)
        if earlier_section is not None:
            both = {a.uid for a in section.actions} & {a.uid for a in earlier_section.actions}
            names = {a.uid: a.ref for a in section.actions}
            then, here = ([names[a.uid] for a in s.actions if a.uid in both] for s in (earlier_section, section))
            yield from _order(f"Section {section.letter}", then, here)


def _of_milestones(ref: str, before: Iterable[MilestoneWording], now: Iterable[MilestoneWording]) -> Iterator[Change]:
    was = {each.uid: each for each in before}
    for each in now:
        earlier = was.pop(each.uid, None)
        if earlier is None:
            yield Change(ref, "Milestone added", "", _milestone(each))
        elif earlier != each:
            yield Change(ref, "Milestone", _milestone(earlier), _milestone(each))
    for gone in was.values():
        yield Change(ref, "Milestone taken out", _milestone(gone), "")


def _order(what: str, before: list[str], now: list[str]) -> Iterator[Change]:
    if len(before) == len(now) and before != now:
        yield Change(what, "Order", ", ".join(before), ", ".join(now))


def _fields(what: str, before: dict[str, str], now: dict[str, str]) -> Iterator[Change]:
    for name, text in now.items():
        if before[name] != text:
            yield Change(what, name, before[name], text)


def _plan(plan: PlanWording) -> dict[str, str]:
    return {"Title": plan.title, "Where it comes from": plan.source_note, "Runs from": _day(plan.starts_on)}


def _section(section: SectionWording) -> dict[str, str]:
    return {
        "Letter": section.letter,
        "Title": section.title,
        "What needs improvement": "\n".join(section.needs_improvement),
        "What families have told us": "\n".join(section.families_said),
        "Areas": ", ".join(section.areas),
    }


def _action(action: ActionWording, section: SectionWording) -> dict[str, str]:
    return {
        "Section": section.letter,
        "Reference": action.ref,
        "Title": action.title,
        "What will be done": action.what,
        "Success looks like": action.success,
        "By when, as printed": action.by_when_printed,
        "Original due date": _day(action.original_due_on),
        "Due date": _day(action.due_on),
        "Start": _day(action.starts_on),
        "In place already": "Yes" if action.in_place else "No",
        "Accountable": "\n".join(action.accountable),
        "Action lead": action.lead,
        "Clauses": ", ".join(action.clauses),
        "Areas": ", ".join(action.areas),
    }


def _milestone(milestone: MilestoneWording) -> str:
    return f"{milestone.label}, {by_when(milestone.due_on)}: {milestone.text}"


def _day(value: date | None) -> str:
    return day(value) if value else ""
