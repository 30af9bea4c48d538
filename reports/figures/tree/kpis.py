"""What is measured: KPIs with their targets and figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """A dated target. `value` is None when the rule cannot be resolved yet, and `reason` says why.

    Once its day has come: `past_actual` is the figure that is set against it, of the day `past_on` (its own day, or the
    last before it) and of the kind `past_kind`; `past` is met, missed, or "" while that cannot be said.
    """

    label: str
    due_on: date
    rule: str
    value: Decimal | None
    reason: str
    flags: tuple[str, ...]
    past_actual: Decimal | None
    past_on: date | None
    past_kind: str
    past: str


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure. `kind`: actual, provisional, projected."""

    as_at: date
    value: Decimal
    kind: str
    note: str
    series_break: bool
    corrected_from: Decimal | None


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI. `state`: met, meeting_now, on_track, at_risk, off_track, path_unknown, no_data, not_assessable (`reason`).

    `distance` to the next milestone is in the KPI's unit, positive while there is still a way to go. `doubts` are
    codes of what makes its state less sure than it looks: flags of its targets, and baseline_undated.
    """

    uid: str
    code: str
    section: str
    name: str
    unit: str
    direction: str
    definition: str
    source: str
    from_survey: bool
    baseline_state: str
    baseline: Decimal | None
    baseline_on: date | None
    baseline_printed: str
    baseline_approved_on: date | None
    unplaced: tuple[str, ...]
    targets: tuple[TargetFigures, ...]
    measurements: tuple[FigurePoint, ...]
    state: str
    state_words: str
    reason: str
    rule: str
    next_label: str
    next_due_on: date | None
    next_value: Decimal | None
    expected: Decimal | None
    distance: Decimal | None
    trend: str
    actions: tuple[str, ...]
    flags: tuple[str, ...]
    doubts: tuple[str, ...]
