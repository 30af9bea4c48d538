"""What is odd or open in a notice's plans and KPIs, in one list. It is said and led to; nothing is mended here."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from audit.clock import day_of
from govuk import words
from kpis.comparing import contradictions
from kpis.doubts import Doubt
from kpis.models import BaselineState, FigureKind, Frequency
from kpis.periods import Kind, called
from kpis.reading import KpiReading, TargetReading
from kpis.targets import Direction, Flag, Reason, RuleKind, Unit, Unreadable, parse_rule


class Matter(StrEnum):
    """A kind of thing that is odd or open. Flags of targets keep their values."""

    UNPLACED_CELLS = "unplaced_cells"
    NO_TARGET = "no_target"
    TARGET_AWAITED = "target_awaited"
    TARGET_UNREADABLE = "target_unreadable"
    UNDEFINED_CHANGE = "undefined_change"
    UNATTAINABLE = Flag.UNATTAINABLE.value
    UNIT_DIFFERS = Flag.UNIT_DIFFERS.value
    OUT_OF_ORDER = Flag.OUT_OF_ORDER.value
    SAME_AS_BEFORE = Flag.SAME_AS_BEFORE.value
    NOT_MONOTONIC = Flag.NOT_MONOTONIC.value
    AGAINST_DIRECTION = Flag.AGAINST_DIRECTION.value
    AFTER_LONG_STOP = Flag.AFTER_LONG_STOP.value
    BASELINE_AWAITED = "baseline_awaited"
    BASELINE_TO_BE_DEVELOPED = "baseline_to_be_developed"
    BASELINE_PROPOSED = "baseline_proposed"
    BASELINE_UNDATED = "baseline_undated"
    BASELINE_DIFFERS = "baseline_differs"
    BASELINE_TOO_LATE = "baseline_too_late"
    BASELINE_OUTLIVED = "baseline_outlived"
    DIRECTION_NOT_SET = "direction_not_set"
    UNIT_NOT_STATED = "unit_not_stated"
    FIGURE_LATE = "figure_late"
    WAVE_DIFFERS = "wave_differs"
    NO_DATA_LEAD = "no_data_lead"
    NO_DEFINITION = "no_definition"
    NO_FREQUENCY = "no_frequency"
    NO_FRACTION = "no_fraction"
    NO_DUE_DATE = "no_due_date"
    DATE_PRINTED_ONLY = "date_printed_only"
    MILESTONE_UNDATED = "milestone_undated"
    NO_OUTCOME = "no_outcome"
    NOBODY_ACCOUNTABLE = "nobody_accountable"
    PLURAL_POST = "plural_post"
    VACANT_POST = "vacant_post"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def settled_at(self) -> str:
        """The name of the page on which it is settled."""
        return _SETTLED[self]


_LABELS: Final = {
    Matter.UNPLACED_CELLS: "Printed cells without a place",
    Matter.NO_TARGET: "No target",
    Matter.TARGET_AWAITED: "Target not settled",
    Matter.TARGET_UNREADABLE: "Target that cannot be read",
    Matter.UNDEFINED_CHANGE: "Percentage of a baseline that is not above zero",
    Matter.UNATTAINABLE: "Target that cannot be reached",
    Matter.UNIT_DIFFERS: "Target in another unit",
    Matter.OUT_OF_ORDER: "Target out of order",
    Matter.SAME_AS_BEFORE: "Target equal to the one before it",
    Matter.NOT_MONOTONIC: "Target that asks for less than the one before it",
    Matter.AGAINST_DIRECTION: "Target against the direction",
    Matter.AFTER_LONG_STOP: "Target after the notice’s long stop",
    Matter.BASELINE_AWAITED: "Baseline awaited",
    Matter.BASELINE_TO_BE_DEVELOPED: "Measure to be developed",
    Matter.BASELINE_PROPOSED: "Baseline waits for approval",
    Matter.BASELINE_UNDATED: "Baseline without a date",
    Matter.BASELINE_DIFFERS: "Baseline that differs from the figure of its day",
    Matter.BASELINE_TOO_LATE: "Baseline later than a milestone",
    Matter.BASELINE_OUTLIVED: "Baseline from before a series break",
    Matter.DIRECTION_NOT_SET: "Direction not set",
    Matter.UNIT_NOT_STATED: "Unit not stated",
    Matter.FIGURE_LATE: "Figure late",
    Matter.WAVE_DIFFERS: "Figure that differs from its wave",
    Matter.NO_DATA_LEAD: "No data lead",
    Matter.NO_DEFINITION: "Definition not written",
    Matter.NO_FREQUENCY: "How often a figure comes is not stated",
    Matter.NO_FRACTION: "Percentage without numerator and denominator",
    Matter.NO_DUE_DATE: "Action without a due date",
    Matter.DATE_PRINTED_ONLY: "Action with a printed date only",
    Matter.MILESTONE_UNDATED: "Milestone without a date",
    Matter.NO_OUTCOME: "Action without success criteria",
    Matter.PLURAL_POST: "Post of several people",
    Matter.NOBODY_ACCOUNTABLE: "Nobody accountable",
    Matter.VACANT_POST: "Nobody to act",
}

_TARGETS, _BASELINE, _SHEET, _ACTION = (
    "kpis:rebase-targets",
    "kpis:propose-baseline",
    "kpis:define-kpi",
    "plans:edit-action",
)
_SETTLED: Final = {
    **dict.fromkeys(Matter, _TARGETS),
    Matter.UNPLACED_CELLS: "kpis:place-cells",
    **dict.fromkeys((Matter.BASELINE_AWAITED, Matter.BASELINE_TO_BE_DEVELOPED, Matter.BASELINE_UNDATED), _BASELINE),
    **dict.fromkeys((Matter.BASELINE_DIFFERS, Matter.BASELINE_TOO_LATE, Matter.BASELINE_OUTLIVED), _BASELINE),
    Matter.BASELINE_PROPOSED: "kpis:kpi",
    Matter.DIRECTION_NOT_SET: "kpis:set-direction",
    Matter.FIGURE_LATE: "kpis:enter-measurement",
    Matter.WAVE_DIFFERS: "kpis:feed-waves",
    **dict.fromkeys((Matter.UNIT_NOT_STATED, Matter.NO_DATA_LEAD, Matter.NO_DEFINITION), _SHEET),
    **dict.fromkeys((Matter.NO_FREQUENCY, Matter.NO_FRACTION), _SHEET),
    **dict.fromkeys((Matter.NO_DUE_DATE, Matter.DATE_PRINTED_ONLY, Matter.NO_OUTCOME, Matter.PLURAL_POST), _ACTION),
    Matter.MILESTONE_UNDATED: "plans:action",
    Matter.NOBODY_ACCOUNTABLE: _ACTION,
    Matter.VACANT_POST: "notices:people",
}


_CONTRADICTS: Final = {Doubt.SAME_DAY: Matter.BASELINE_DIFFERS, Doubt.AFTER_TARGET: Matter.BASELINE_TOO_LATE}


@dataclass(frozen=True)
class Finding:
    """One thing that is odd or open. `plan` is the slug of the action's plan, "" for a KPI."""

    matter: Matter
    ref: str
    title: str
    section: str
    says: str
    plan: str = ""


def of_kpis(kpis: Iterable[KpiReading]) -> Iterator[Finding]:
    """Everything odd or open of these KPIs, KPI by KPI in their order."""
    for kpi in kpis:
        for matter, says in (*_of_targets(kpi), *_of_baseline(kpi), *_of_sheet(kpi)):
            yield Finding(matter, kpi.code, kpi.name, kpi.section, says)


def _of_targets(kpi: KpiReading) -> Iterator[tuple[Matter, str]]:
    if kpi.unplaced:
        cells = words.listed([f"“{cell}”" for cell in kpi.unplaced])
        yield (
            Matter.UNPLACED_CELLS,
            f"{cells} of the printed plan {'waits' if len(kpi.unplaced) == 1 else 'wait'} to be placed",
        )
    if not kpi.targets:
        yield Matter.NO_TARGET, "No target is set"
    for target in kpi.targets:
        yield from _of_rule(target)
        yield from ((Matter(flag.value), says) for flag, says in target.oddities)


def _of_rule(target: TargetReading) -> Iterator[tuple[Matter, str]]:
    named, rule = f"{target.label}, due on {words.day(target.due_on)}", parse_rule(target.rule)
    if isinstance(rule, Unreadable):
        yield Matter.TARGET_UNREADABLE, f"{named}: {rule.reason}"
    elif rule.kind is RuleKind.AWAITED:
        yield Matter.TARGET_AWAITED, f"{named}, is {f'printed as “{target.rule}”' if target.rule else 'left blank'}"
    elif target.why_not == Reason.UNDEFINED_CHANGE.label:
        yield Matter.UNDEFINED_CHANGE, f"{named}: “{target.rule}” of this baseline means nothing"


def _of_baseline(kpi: KpiReading) -> Iterator[tuple[Matter, str]]:
    printed = f"; the plan prints “{kpi.baseline_printed}”" if kpi.baseline_printed else ""
    if kpi.proposal and kpi.proposal.held:
        says = f"{kpi.proposal.proposed_by} proposed a baseline, which waits for release by {kpi.organisation}"
        yield Matter.BASELINE_PROPOSED, says
    elif kpi.proposal:
        value = kpi.told(kpi.proposal)
        yield Matter.BASELINE_PROPOSED, f"{kpi.proposal.proposed_by} proposed {value}, and nobody has approved it yet"
    elif kpi.baseline is None and kpi.baseline_state is BaselineState.TO_BE_DEVELOPED:
        yield Matter.BASELINE_TO_BE_DEVELOPED, f"The measure is still to be developed{printed}"
    elif kpi.baseline is None:
        yield Matter.BASELINE_AWAITED, f"No baseline yet{printed}"
    if kpi.baseline and kpi.outlived:
        value, on = kpi.shown(kpi.baseline.value), words.day(kpi.outlived.on)
        yield Matter.BASELINE_OUTLIVED, f"The series starts anew on {on}: the baseline of {value} is from before it"
    if kpi.baseline and kpi.baseline.as_at is None:
        yield Matter.BASELINE_UNDATED, f"The baseline of {kpi.shown(kpi.baseline.value)} has no date{printed}"
    elif kpi.baseline and kpi.baseline.value is not None and kpi.baseline.as_at:
        found = contradictions(kpi, kpi.baseline.value, kpi.baseline.as_at)
        yield from ((_CONTRADICTS[each.doubt], each.sentence) for each in found)


def _of_sheet(kpi: KpiReading) -> Iterator[tuple[Matter, str]]:
    if kpi.direction is Direction.NOT_SET:
        yield Matter.DIRECTION_NOT_SET, "Nobody has said which way is better, so it is not rated"
    if kpi.unit is Unit.NOT_STATED:
        yield Matter.UNIT_NOT_STATED, "Nobody has said whether its figures are a number, a percentage or days"
    if late := _late(kpi):
        yield Matter.FIGURE_LATE, late
    days = [words.day(each.as_at) for each in kpi.figures if each.differs]
    if days:
        yield Matter.WAVE_DIFFERS, f"The wave was changed after its figure of {words.listed(days)} was entered"
    if not kpi.data_lead:
        yield Matter.NO_DATA_LEAD, "Nobody is named who brings its figures"
    if not kpi.definition:
        yield Matter.NO_DEFINITION, "It is not written down what is counted"
    if kpi.frequency is Frequency.NOT_STATED:
        yield Matter.NO_FREQUENCY, "Without it nobody sees when a figure is late"
    missing = [name for name in ("numerator", "denominator") if not getattr(kpi, name)]
    if kpi.unit is Unit.PERCENT and missing:
        yield Matter.NO_FRACTION, f"A percentage without its {words.listed(missing)}"


def _late(kpi: KpiReading) -> str:
    if kpi.stale_since is None:
        return ""
    counting = kpi.latest if kpi.latest and kpi.latest.kind is not FigureKind.PROJECTED else None
    last = f"the last one is of {words.day(counting.as_at)}" if counting else "there has never been one"
    said = f"No figure for {called(kpi.stale_since, Kind(kpi.frequency.value))}"
    if (gone := kpi.late_withdrawn) is not None and gone.withdrawn_at:
        said += f" since the one that came was withdrawn on {words.day(day_of(gone.withdrawn_at))}"
    return f"{said}: {last}"


def of_actions(actions: Iterable[Any]) -> Iterator[Finding]:
    """Everything odd or open of these actions, each read with `plans.reading.actions.answering` and `undated`, plan and
    section."""
    for action in actions:
        for matter, says in (*_of_date(action), *_of_milestones(action), *_of_words(action), *_of_posts(action)):
            yield Finding(matter, action.ref, action.title, action.section.letter, says, action.plan.slug)


def _of_date(action: Any) -> Iterator[tuple[Matter, str]]:
    if action.due_on or action.in_place:
        return
    if action.by_when_printed:
        yield Matter.DATE_PRINTED_ONLY, f"The plan prints “{action.by_when_printed}”, and no due date is settled"
    else:
        yield Matter.NO_DUE_DATE, "No date is printed and none is settled"


def _of_milestones(action: Any) -> Iterator[tuple[Matter, str]]:
    for each in action.undated_milestones:
        yield Matter.MILESTONE_UNDATED, f"Nobody has said by which day “{each.label}” must be true"


def _of_words(action: Any) -> Iterator[tuple[Matter, str]]:
    if not action.success:
        yield Matter.NO_OUTCOME, "The plan does not say what success looks like"


def _of_posts(action: Any) -> Iterator[tuple[Matter, str]]:
    answering = action.accountabilities.all()
    if not answering:
        yield Matter.NOBODY_ACCOUNTABLE, "The plan does not say yet which post or organisation is accountable"
    for each in answering:
        if each.post and each.post.plural:
            yield Matter.PLURAL_POST, f"“{each.printed}” is more than one person: split it into posts of one each"
        elif not each.covered:
            yield Matter.VACANT_POST, f"Nobody stands today for {each}"


def counted(findings: Iterable[Finding]) -> list[tuple[Matter, int]]:
    """How many there are of each kind, kinds without any left out, in the order in which they are told."""
    numbers = Counter(each.matter for each in findings)
    return [(matter, numbers[matter]) for matter in Matter if numbers[matter]]
