"""What is measured: KPIs with their targets and figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """A dated target. `value` is None when the rule cannot be resolved yet, and `reason` says why. `decision` is
    the number of the board's decision by which it stands, `agreed_by` whose that was, `agreed_on` its day; None, "" and
    None as the plan prints it.

    Once its day has come: `past_actual` is the figure that is set against it, of the day `past_on` (its own, else the
    nearest, as in `kpis.passed`) and of the kind `past_kind`; `past` is met, missed, or "" while that cannot be said:
    then `past_why` says why.
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
    past_why: str
    decision: int | None
    agreed_by: str
    agreed_on: date | None


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure. `kind`: actual, provisional, projected. `period`: day, month, quarter, term, academic_year,
    financial_year, which ends on `as_at`. `answers` says how many answered, where a survey wave gave it."""

    as_at: date
    value: Decimal
    kind: str
    note: str
    series_break: bool
    corrected_from: Decimal | None
    period: str
    answers: str


@dataclass(frozen=True, slots=True)
class FormerFigures:
    """A figure that was written in a former `unit` of the KPI, or is of a day on which that one counted: it has no
    place beside the others. The rest as in FigurePoint."""

    as_at: date
    period: str
    value: Decimal
    unit: str
    kind: str
    note: str
    answers: str


@dataclass(frozen=True, slots=True)
class WithdrawnFigures:
    """A figure that counted once and was taken out: by whom, when and why. `unit` is the one in which it was
    written."""

    as_at: date
    period: str
    value: Decimal
    unit: str
    by: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class ComparatorFigures:
    """What others (`name`) published of the same measure, and where. It decides nothing. `period` as in FigurePoint."""

    name: str
    as_at: date
    period: str
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class BreakFigures:
    """The day from which on figures are not compared with those before it, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class KpiJudgementFigures:
    """What a person says of the state beside what the rules say. `outdated`: what they judged by
    is not the latest figure any more; `withdrawn_on`: the day on which that one was withdrawn, if it was."""

    state: str
    state_words: str
    reason: str
    by: str
    on: date
    outdated: bool
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI. `state`: met, meeting_now, on_track, at_risk, off_track, path_unknown, no_data, not_assessable (`reason`).

    `distance` to the next milestone is in the KPI's unit, positive while there is still a way to go. `doubts` are
    codes of what makes its state less sure than it looks: flags of its targets, and baseline_undated.

    `cumulates`: academic_year, financial_year, calendar_year where figures are running totals, "" otherwise; `resets`
    are the days on which they start again from nothing. `edition` counts how often the targets were set anew.
    `stale`: the period whose figure is missing for longer than the grace, in words; "" where none is.
    """

    uid: str
    code: str
    section: str
    name: str
    unit: str
    direction: str
    definition: str
    numerator: str
    denominator: str
    source: str
    from_survey: bool
    frequency: str
    cumulates: str
    caveats: str
    organisation: str
    baseline_state: str
    baseline: Decimal | None
    baseline_on: date | None
    baseline_printed: str
    baseline_approved_on: date | None
    unplaced: tuple[str, ...]
    edition: int
    targets: tuple[TargetFigures, ...]
    measurements: tuple[FigurePoint, ...]
    former: tuple[FormerFigures, ...]
    withdrawn: tuple[WithdrawnFigures, ...]
    breaks: tuple[BreakFigures, ...]
    resets: tuple[date, ...]
    stale: str
    judgement: KpiJudgementFigures | None
    comparators: tuple[ComparatorFigures, ...]
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
