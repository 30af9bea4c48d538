"""KPIs as a report tells them: in brief with passed milestones, by their reason where nothing is known, and in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from govuk import words
from reports.faces import drawings, wording
from reports.faces.wording import Mark
from reports.figures.tree import FigurePoint, KpiFigures, TargetFigures


@dataclass(frozen=True, slots=True)
class PastLine:
    """A milestone that has passed: what it asked for, whether it was met, and by which figure; of another day than its
    own the figure bears that day."""

    when: str
    figure: str
    asked: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI in brief, with its small chart."""

    kpi: KpiFigures
    mark: Mark
    baseline: str
    past: tuple[PastLine, ...]
    latest: str
    projected: str
    ahead: str
    doubt: str
    chart: SafeString


@dataclass(frozen=True, slots=True)
class KpiSheet:
    """One KPI in full: targets with their rules, figures, and its large chart."""

    kpi: KpiFigures
    measured: str
    baseline: str
    targets: tuple[str, ...]
    figures: str
    why: str
    doubt: str
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
        latest=_point(counting[-1], kpi) if counting else "no figure",
        projected=_projected(projected[0], kpi) if projected else "",
        ahead=_ahead(kpi),
        doubt=wording.doubt(kpi),
        chart=drawings.small_chart(kpi),
    )


def _point(point: FigurePoint, kpi: KpiFigures) -> str:
    """36%, November 2023, provisional."""
    kind = "" if point.kind == "actual" else f", {point.kind}"
    return f"{wording.value(point.value, kpi.unit)}, {wording.when(point.as_at)}{kind}"


def _projected(point: FigurePoint, kpi: KpiFigures) -> str:
    return f"{wording.value(point.value, kpi.unit)} projected for {wording.when(point.as_at)}"


def _past(target: TargetFigures, kpi: KpiFigures) -> PastLine:
    figure = "no figure"
    if target.past_actual is not None:
        kind = ", provisional" if target.past_kind == "provisional" else ""
        other = target.past_on and target.past_on != target.due_on
        of = f" (of {words.day(target.past_on)})" if target.past_on and other else ""
        figure = f"{wording.value(target.past_actual, kpi.unit)}{kind}{of}"
    return PastLine(wording.when(target.due_on), figure, _asked(target, kpi), wording.PASTS.get(target.past))


def _asked(target: TargetFigures, kpi: KpiFigures) -> str:
    asked = wording.value(target.value, kpi.unit)
    if asked:
        return f"asked {asked}"
    why = target.reason or "target awaited"
    return why if target.rule in ("", "TBC") else f"asked {target.rule}, {why}"


def _ahead(kpi: KpiFigures) -> str:
    """8 by January 2024; while the value is awaited, the rule as printed."""
    if kpi.next_due_on is None:
        return "none"
    rule = next((each.rule for each in kpi.targets if each.due_on == kpi.next_due_on), "")
    asked = wording.value(kpi.next_value, kpi.unit) or ("awaited" if rule in ("", "TBC") else rule)
    return f"{asked} by {wording.when(kpi.next_due_on)}"


def sheet(kpi: KpiFigures) -> KpiSheet:
    """One KPI in full."""
    unit = wording.UNITS.get(kpi.unit, kpi.unit)
    unit = {"%": "percentage", "": "unit not stated"}.get(unit, unit)
    better = wording.DIRECTIONS.get(kpi.direction, "direction not set")
    return KpiSheet(
        kpi=kpi,
        measured=f"{unit}, {better}",
        baseline=wording.baseline(kpi),
        targets=tuple(f"{wording.when(each.due_on)}: {wording.target(each, kpi.unit)}" for each in kpi.targets),
        figures="; ".join(
            f"{wording.when(each.as_at)} {wording.value(each.value, kpi.unit)}"
            f"{'' if each.kind == 'actual' else f' ({each.kind})'}"
            for each in kpi.measurements
        ),
        why=wording.sentence(kpi.rule.removeprefix(f"{kpi.state_words}: ")),
        doubt=wording.sentence(wording.doubt(kpi)),
        chart=drawings.large_chart(kpi),
    )


def is_mute(kpi: KpiFigures) -> bool:
    """Nothing can be told of it: not assessable, no figure, and no target that has a value."""
    return kpi.state == "not_assessable" and not kpi.measurements and not any(each.value for each in kpi.targets)


def mute(kpis: Sequence[KpiFigures]) -> tuple[MuteLine, ...]:
    """Those KPIs by their reasons."""
    reasons = dict.fromkeys(kpi.reason for kpi in kpis)
    return tuple(MuteLine(each, tuple(kpi for kpi in kpis if kpi.reason == each)) for each in reasons)
