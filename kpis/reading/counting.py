"""What can be said of many KPIs together."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from kpis.reading.shapes import KpiReading
from kpis.state import State
from kpis.targets import Reason


def count_states(readings: Iterable[KpiReading]) -> dict[State, int]:
    """How many KPIs are in each state, every state named, in the order in which they are told."""
    counted = Counter(reading.state for reading in readings)
    return {each: counted[each] for each in State}


def count_reasons(readings: Iterable[KpiReading]) -> dict[Reason, int]:
    """How many KPIs cannot be assessed, by their first reason; reasons that none has are left out."""
    counted = Counter(reading.reason for reading in readings if reading.reason is not None)
    return {reason: counted[reason] for reason in Reason if counted[reason]}


def failing_by_action(readings: Iterable[KpiReading]) -> dict[int, tuple[KpiReading, ...]]:
    """The KPIs that are off track, by the id of each action that should move them."""
    found: dict[int, list[KpiReading]] = defaultdict(list)
    for reading in readings:
        if reading.state is State.OFF_TRACK:
            for action in reading.actions:
                found[action.pk].append(reading)
    return {action: tuple(kpis) for action, kpis in found.items()}
