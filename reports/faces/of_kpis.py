"""KPIs as a report tells them: in brief with passed milestones, by their reason where nothing is known, and in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from govuk import words
from reports.faces import drawings, wording
from reports.faces.wording import Mark
from reports.figures.tree import FigurePoint, FormerFigures, KpiFigures, KpiJudgementFigures, TargetFigures


@dataclass(frozen=True, slots=True)
class PastLine:
    """A milestone that has passed: what it asked for, whether it was met, and by which figure; of another day than its
    own the figure bears that day. `why` says why it is neither met nor missed, where nothing else here says it."""

    when: str
    figure: str
    asked: str
    mark: Mark | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI in brief, with its small chart. `beside` is what stands beside its state: what a person judges of it, and
    that a figure is missing."""

    kpi: KpiFigures
    mark: Mark
    baseline: str
    past: tuple[PastLine, ...]
    latest: str
    projected: str
    ahead: str
    doubt: str
    beside: tuple[str, ...]
    chart: SafeString


@dataclass(frozen=True, slots=True)
class KpiSheet:
    """One KPI in full: what is counted, targets with their rules and who agreed them, figures, its large chart."""

    kpi: KpiFigures
    measured: str
    counted: str
    baseline: str
    targets_named: str
    targets: tuple[str, ...]
    figures: str
    former: str
    withdrawn: tuple[str, ...]
    compared: tuple[str, ...]
    why: str
    doubt: str
    beside: tuple[str, ...]
    chart: SafeString


@dataclass(frozen=True, slots=True)
class MuteLine:
    """KPIs of which nothing can be told yet, not assessable and without a figure, by the reason that they share."""

    reason: str
    kpis: tuple[KpiFigures, ...]


def line(kpi: KpiFigures, on: date) -> KpiLine:
    """One KPI in brief, as on a day."""
    counting = [point for point in kpi.measurements if point.kind != "projected" and point.as_at <= on]
    projected = [point for point in kpi.measurements if point.kind == "projected"][-1:]
    if counting and projected and projected[0].as_at <= counting[-1].as_at:
        projected = []
    return KpiLine(
        kpi=kpi,
        mark=wording.kpi_state(kpi.state, kpi.state_words),
        baseline=wording.baseline(kpi),
        past=tuple(
            _past(each, kpi)
            for each in kpi.targets
            if each.due_on <= on and (each.past_actual is not None or each.value is not None)
        ),
        latest=_point(counting[-1], kpi) if counting else _former_alone(kpi) or "no figure",
        projected=_projected(projected[0], kpi) if projected else "",
        ahead=_ahead(kpi),
        doubt=wording.doubt(kpi),
        beside=tuple(_beside(kpi)),
        chart=drawings.small_chart(kpi),
    )


def _beside(kpi: KpiFigures) -> Iterator[str]:
    if kpi.stale:
        yield f"Stale: no figure for {wording.inside(kpi.stale)} has come."
    if said := kpi.judgement:
        when = ", ".join(filter(None, [said.by, words.day(said.on), _aside(said)]))
        yield wording.sentence(f"Judged {words.lower_first(said.state_words)} by a person ({when}): {said.reason}")


def _aside(said: KpiJudgementFigures) -> str:
    """Why a judgement may hold no more; "" where it was made on the latest figure."""
    if not said.outdated:
        return ""
    if said.withdrawn_on is None:
        return "not on the latest figure"
    return f"on a figure that was withdrawn on {words.day(said.withdrawn_on)}"


def _point(point: FigurePoint, kpi: KpiFigures) -> str:
    """36%, November 2023, 301 answers, provisional; of a running total the year over which it adds up."""
    kind = "" if point.kind == "actual" else point.kind
    so_far = wording.so_far(point, kpi)
    facts = (wording.value(point.value, kpi.unit), wording.period(point), so_far, point.answers, kind)
    return ", ".join(filter(None, facts))


def _former_alone(kpi: KpiFigures) -> str:
    """24 days, March 2023, in a former unit: where no figure is in today's."""
    if not kpi.former:
        return ""
    last = kpi.former[-1]
    kind = "" if last.kind == "actual" else last.kind
    facts = (wording.value(last.value, last.unit), wording.period(last), kind, last.answers, "in a former unit")
    return ", ".join(filter(None, facts))


def _projected(point: FigurePoint, kpi: KpiFigures) -> str:
    return f"{wording.value(point.value, kpi.unit)} projected for {wording.inside(wording.period(point))}"


def _past(target: TargetFigures, kpi: KpiFigures) -> PastLine:
    figure = "no figure"
    if target.past_actual is not None:
        kind = ", provisional" if target.past_kind == "provisional" else ""
        other = target.past_on and target.past_on != target.due_on
        of = f" (of {words.day(target.past_on)})" if target.past_on and other else ""
        figure = f"{wording.value(target.past_actual, kpi.unit)}{kind}{of}"
    elif then := next((each for each in kpi.former if each.as_at == target.due_on), None):
        figure = f"{wording.value(then.value, then.unit)}, in a former unit"
    mark = wording.PASTS.get(target.past)
    # what is asked says why it has no value, and “no figure” is all there is to say
    why = target.past_why if mark is None and target.value is not None and target.past_actual is not None else ""
    return PastLine(wording.when(target.due_on), figure, _asked(target, kpi), mark, why)


def _asked(target: TargetFigures, kpi: KpiFigures) -> str:
    asked = wording.value(target.value, kpi.unit)
    if asked:
        return f"asked {asked}"
    why = target.reason or "target awaited"
    return why if target.rule in ("", "TBC") else f"asked {target.rule}, {why}"


def _ahead(kpi: KpiFigures) -> str:
    """8 by January 2024, 3 to go; while the value is awaited, the rule as printed."""
    if kpi.next_due_on is None:
        return "none"
    rule = next((each.rule for each in kpi.targets if each.due_on == kpi.next_due_on), "")
    asked = wording.value(kpi.next_value, kpi.unit) or ("awaited" if rule in ("", "TBC") else rule)
    left = f", {wording.way(kpi.distance, kpi.unit)} to go" if kpi.distance and kpi.distance > 0 else ""
    return f"{asked} by {wording.when(kpi.next_due_on)}{left}"


def sheet(kpi: KpiFigures) -> KpiSheet:
    """One KPI in full."""
    unit = wording.UNITS.get(kpi.unit, kpi.unit)
    unit = {"%": "percentage", "": "unit not stated"}.get(unit, unit)
    better = wording.DIRECTIONS.get(kpi.direction, "direction not set")
    return KpiSheet(
        kpi=kpi,
        measured=", ".join(filter(None, (unit, better, wording.adds_up(kpi)))),
        counted=wording.counted(kpi),
        baseline=wording.baseline(kpi),
        targets_named=_targets_named(kpi),
        targets=tuple(f"{wording.when(each.due_on)}: {wording.target(each, kpi.unit)}" for each in kpi.targets),
        figures="; ".join(_figure(each, kpi.unit) for each in kpi.measurements),
        former="; ".join(_figure(each, each.unit) for each in kpi.former),
        withdrawn=tuple(_withdrawn(kpi)),
        compared=tuple(_compared(kpi)),
        why=wording.sentence(kpi.rule.removeprefix(f"{kpi.state_words}: ")),
        doubt=wording.sentence(wording.doubt(kpi)),
        beside=tuple(_beside(kpi)),
        chart=drawings.large_chart(kpi),
    )


def _targets_named(kpi: KpiFigures) -> str:
    """Targets; of those that were set anew their edition, and who agreed it."""
    agreed = wording.agreed(kpi)
    return f"Targets, edition {kpi.edition}, agreed by {agreed}" if agreed else "Targets"


def _figure(point: FigurePoint | FormerFigures, unit: str) -> str:
    """November 2023 36% (provisional, 301 answers)."""
    more = ", ".join(filter(None, ("" if point.kind == "actual" else point.kind, point.answers)))
    return f"{wording.period(point)} {wording.value(point.value, unit)}{f' ({more})' if more else ''}"


def _withdrawn(kpi: KpiFigures) -> Iterator[str]:
    """99 of November 2023, by Data lead on 22 December 2023: It is the figure of A-K2."""
    for each in kpi.withdrawn:
        of = f"{wording.value(each.value, each.unit)} of {wording.inside(wording.period(each))}"
        yield f"{of}, by {each.by} on {words.day(each.on)}: {each.why.rstrip('. ')}"


def _compared(kpi: KpiFigures) -> Iterator[str]:
    """England 4.1% in July 2023 (where that stands): the latest value of each name."""
    latest = {each.name: each for each in kpi.comparators}
    for each in latest.values():
        yield f"{each.name} {wording.value(each.value, kpi.unit)} {wording.published(each)} ({each.source})"


def is_mute(kpi: KpiFigures) -> bool:
    """Nothing can be told of it: not assessable, no figure, and no target that has a value."""
    return (
        kpi.state == "not_assessable"
        and not (kpi.measurements or kpi.former)
        and not any(each.value for each in kpi.targets)
    )


def mute(kpis: Sequence[KpiFigures]) -> tuple[MuteLine, ...]:
    """Those KPIs by their reasons."""
    reasons = dict.fromkeys(kpi.reason for kpi in kpis)
    return tuple(MuteLine(each, tuple(kpi for kpi in kpis if kpi.reason == each)) for each in reasons)
