"""Rounds in random order, medians and ratios with their spread: how the measurements are made and told."""

import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 5
Samples = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Spread:
    """The median of several values, with the smallest and the largest."""

    median: float
    least: float
    most: float

    def told(self, unit: str, factor: float = 1, digits: int = 2) -> str:
        """`1.52 s (1.41–1.63)`; `factor` turns the value into the unit."""
        low, middle, high = (f"{value * factor:,.{digits}f}" for value in (self.least, self.median, self.most))
        return f"{middle}{unit} ({low}–{high})"


def spread(values: Sequence[float]) -> Spread:
    """Median, least and most."""
    return Spread(statistics.median(values), min(values), max(values))


def interleaved(contestants: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> Samples:
    """Ask each contestant once a round for its value, in an order that is drawn anew for each round."""
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name in random.sample(list(contestants), len(contestants)):
            found[name].append(contestants[name]())
    return found


def ratio(samples: Samples, ours: str, theirs: str) -> Spread:
    """Ours over theirs, round by round: what slows both in one round does not count."""
    return spread([one / other for one, other in zip(samples[ours], samples[theirs], strict=True)])


@dataclass(frozen=True)
class Line:
    """One line of the table. `aim` is the largest ratio that is wanted, None where none is."""

    what: str
    ours: str
    against: str
    ratio: Spread | None
    aim: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the table: what, ours, against what, ratio, aim, whether it is reached."""
        met = "" if self.aim is None or self.ratio is None else "yes" if self.ratio.median <= self.aim else "no"
        told = self.ratio.told("×") if self.ratio else ""
        return self.what, self.ours, self.against, told, f"≤ {self.aim:g}×" if self.aim is not None else "", met
