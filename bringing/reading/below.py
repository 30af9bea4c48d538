"""The lists below the tables of our own Word document: milestones of actions, and printed values of KPIs that wait for
their place. A line that cannot be read is asked about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bringing.columns import NOT_SETTLED
from bringing.reading import days
from bringing.reading.asking import Asks
from bringing.reading.building import Building, at
from bringing.reading.draft import ActionRead, Certainty, KpiRead, Read, Role, Source, StepRead
from bringing.reading.grid import Part
from bringing.reading.own import values
from notices.calendar import ByWhenKind

LISTS: Final = frozenset({Role.MILESTONE, Role.TARGET})
"""What such a list holds, by what its lines are of a row."""
_STEP: Final = re.compile(
    r"(?P<ref>[^,:]{1,12}),\s*(?P<label>.{0,200}?),\s*"
    rf"(?P<when>[^,:]{{0,30}}\d{{4}}[^,:]{{0,10}}|{NOT_SETTLED}):\s*(?P<says>.*)",
    re.DOTALL,
)
_WAITING: Final = re.compile(r"(?P<code>[^:]{1,12}):\s*(?P<values>.+)", re.DOTALL)


def read_line(source: Source, of: Role, building: Building) -> None:
    """Add what a line of such a list says to its action or KPI."""
    (_step if of is Role.MILESTONE else _waiting)(source, building)


def _step(source: Source, building: Building) -> None:
    found = _STEP.fullmatch(source.words.strip())
    number = _row([action.ref for action in building.actions], found["ref"]) if found else None
    if found is None or number is None:
        _ask(source, "milestone of an action of the plan: write it as “A1, Milestone 1, 30 June 2027: text”", building)
        return
    action: ActionRead = building.actions[number]
    path = f"actions/{number}/milestones/{len(action.milestones)}"
    printed = Source(source.place, source.words[: found.end("when")].strip())
    when = days.by_when(Part((Source(source.place, found["when"]),)))
    is_day = when.certainty is Certainty.CERTAIN and when.when.kind is ByWhenKind.DATED
    certain = is_day or found["when"] == NOT_SETTLED
    due = Read(when.when.due_on if is_day else None, when.rule, (printed,), _certainty(certain=certain))
    if not certain:
        says = f"{at(source.place)}: “{found['when']}” is no day: enter one such as 30 June 2027"
        building.asking.ask(Asks.DATE, f"{path}/due_on", [printed], says, others=when.others)
    values.ask_of_long_stop(f"“{found['label']}” of {found['ref']}", due, f"{path}/due_on", building)
    text = Part((Source(source.place, found["says"]),) if found["says"] else ())
    label = Read(found["label"], "the list of milestones", (printed,))
    step = StepRead(label, due, building.prose(text, f"{path}/says", "the list of milestones"))
    building.actions[number] = replace(action, milestones=(*action.milestones, step))
    building.room.more(source.place, 1)


def _waiting(source: Source, building: Building) -> None:
    found = _WAITING.fullmatch(source.words.strip())
    number = _row([kpi.code for kpi in building.kpis], found["code"]) if found else None
    if found is None or number is None:
        _ask(source, "value of a KPI of the plan: write it as “A-K1: 45%; TBC”", building)
        return
    kpi: KpiRead = building.kpis[number]
    parts = (each.strip() for each in found["values"].split("; "))
    waiting = tuple(Source(source.place, each) for each in parts if each)
    building.set_aside([Source(source.place, found["code"])], "Says of which KPI these values are")
    building.kpis[number] = replace(kpi, unplaced=(*kpi.unplaced, *waiting))


def _row(keys: Sequence[Read[str]], printed: str) -> int | None:
    """The number of the row that goes by this ref or code."""
    key = printed.strip().rstrip(".:)").casefold()
    return next((number for number, each in enumerate(keys) if each.value.casefold() == key), None)


def _certainty(*, certain: bool) -> Certainty:
    return Certainty.CERTAIN if certain else Certainty.OPEN


def _ask(source: Source, what: str, building: Building) -> None:
    says = f"{at(source.place)}: this line is no {what}, or confirm that it counts for nothing"
    building.asking.ask(Asks.ROW, "tables", [source], says)
    building.set_aside([source], "A line that found no place")
