"""Whether the targets of a plan stand at the horizons that a notice demands (N2022 4(e)(I): 3, 6, 12 and 18 months)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class CoveredHorizon(NamedTuple):
    """One horizon and the target dates that cover it, each date once, in order."""

    months: int
    due_on: date
    covered: bool
    dates: tuple[date, ...]


def covered(
    horizons: Sequence[tuple[int, date]], target_dates: Iterable[date], after: date | None = None
) -> list[CoveredHorizon]:
    """For each horizon (months, date) the targets dated after the horizon before it, up to and including it.

    Horizons come back in date order. For the first one, targets count that are dated after `after` (the notice's issue
    date), or all when it is None.
    Targets after the last horizon cover none.
    """
    dates = sorted(set(target_dates))
    found = []
    start = after or date.min
    for months, due_on in sorted(horizons, key=lambda horizon: horizon[1]):
        within = tuple(day for day in dates if start < day <= due_on)
        found.append(CoveredHorizon(months, due_on, bool(within), within))
        start = due_on
    return found
