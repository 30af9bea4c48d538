"""The figures of the story: entered once, believable in sum, and one of a partner that waits."""

from collections import Counter
from datetime import date
from decimal import Decimal

from config.demo.facts import devon_kpis
from config.demo.facts.shapes import Unit
from config.demo.story import events, figures
from config.demo.story.sheets import SHEETS
from kpis import state as kpi_state
from kpis import targets as kpi_targets
from kpis.periods import Kind, not_its_end, stale_since
from tests.demo.telling import ACCOUNTS, EVERYTHING, KPIS, TODAY, told


def waits(figure: events.Measured) -> bool:
    """Whether it is a partner's and somebody else entered it: the story tells of nobody who releases one."""
    return figures.PARTNERS.get(figure.kpi, ACCOUNTS[figure.by].organisation) != ACCOUNTS[figure.by].organisation


def test_figures_are_entered_once_a_day_and_kpi_unless_they_correct() -> None:
    standing: set[tuple[str, date]] = set()
    kinds: Counter[str] = Counter()
    for figure in told(events.Measured, EVERYTHING):
        place = (figure.kpi, figure.as_at)
        assert (place in standing) == figure.corrects, figure
        assert figure.note or not figure.corrects
        standing.add(place)
        kinds[figure.kind] += 1
    assert kinds["provisional"] == 3
    assert kinds["projected"] == 1
    assert sum(figure.corrects for figure in told(events.Measured)) == 3
    assert sum(figure.series_break for figure in told(events.Measured)) == 1
    assert set(SHEETS) <= set(KPIS)
    assert set(figures.DATA_LEADS.values()) <= set(ACCOUNTS)


def test_what_others_published_is_marked_as_invented_and_dated_before_it_is_entered() -> None:
    added = told(events.ComparatorAdded)
    assert {event.kpi for event in added} == {"C-K1", "D-K2", "D-K4"}
    assert len({(event.kpi, event.name, event.as_at) for event in added}) == len(added)
    for event in added:
        assert event.source.startswith("Illustrative: invented for the demo")
        assert event.as_at < event.at.date() < TODAY
        assert event.by == figures.DATA_LEADS[event.kpi[0]]
        assert not_its_end(event.as_at, Kind(event.period)) == ""


def test_one_figure_of_a_partner_waits_and_takes_the_place_of_a_forecast() -> None:
    (waiting,) = (figure for figure in told(events.Measured) if waits(figure))
    assert (waiting.kpi, waiting.corrects) == ("D-K1", True)
    before = [figure for figure in told(events.Measured) if figure.kpi == "D-K1" and figure.at < waiting.at]
    assert (before[-1].as_at, before[-1].kind) == (waiting.as_at, "projected")
    released_by = [key for key, account in ACCOUNTS.items() if account.organisation == figures.PARTNERS["D-K1"]]
    assert {figure.by for figure in before} == {"icb-data"} <= set(released_by)


def test_baselines_are_approved_by_a_second_person_and_one_waits() -> None:
    proposed = {event.kpi: event for event in told(events.BaselineProposed)}
    approved = {event.kpi: event for event in told(events.BaselineApproved)}
    assert set(proposed) - set(approved) == {"A-K6"}
    assert len(approved) == 12
    for code, event in approved.items():
        assert event.by != proposed[code].by
        assert event.at > proposed[code].at
        assert KPIS[code].baseline.value is None


def read(printed: str) -> kpi_targets.Rule:
    """The rule that a printed cell means; every cell of the plan can be read."""
    rule = kpi_targets.parse_rule(printed)
    assert isinstance(rule, kpi_targets.Rule), printed
    return rule


def states() -> dict[str, kpi_state.State]:
    """Every KPI's state on the demo's day, by the product's own rules."""
    approved = {event.kpi for event in told(events.BaselineApproved)}
    proposed = {event.kpi: event for event in told(events.BaselineProposed)}
    found = {}
    for kpi in devon_kpis.KPIS:
        value, as_at = kpi.baseline.value, kpi.baseline.as_at
        if kpi.code in approved:
            value, as_at = proposed[kpi.code].value, proposed[kpi.code].as_at
        unit = kpi_targets.Unit("count" if kpi.unit is Unit.NOT_STATED else kpi.unit.value)
        measured = {m.as_at: m for m in told(events.Measured) if m.kpi == kpi.code and not waits(m)}
        figures_ = [kpi_state.Figure(m.value, m.as_at, kpi_state.FigureKind(m.kind)) for m in measured.values()]
        found[kpi.code] = kpi_state.assess(
            unplaced=bool(kpi.unplaced),
            targets=[kpi_targets.Target(target.label, target.on, read(target.rule)) for target in kpi.targets],
            baseline=kpi_state.Baseline(value, as_at),
            direction=kpi_targets.Direction(kpi.direction.value),
            unit=unit,
            figure=kpi_state.latest(figures_, TODAY),
            today=TODAY,
        ).state
    return found


def test_by_december_the_kpis_are_a_believable_mixture_and_sum_to_43() -> None:
    counted = Counter(state.value for state in states().values())
    assert counted == {
        "not_assessable": 20,
        "off_track": 8,
        "on_track": 5,
        "meeting_now": 4,
        "at_risk": 3,
        "path_unknown": 2,
        "no_data": 1,
    }
    assert sum(counted.values()) == 43


def test_one_figure_is_late_by_december_and_no_other() -> None:
    last: dict[str, date] = {}
    for figure in told(events.Measured):
        if figure.kind != "projected":
            last[figure.kpi] = max(figure.as_at, last.get(figure.kpi, date.min))
    kinds = {code: Kind(sheet.frequency) for code, sheet in SHEETS.items() if sheet.frequency in set(Kind)}
    late = {code: since for code in last if (since := stale_since(last[code], kinds.get(code), TODAY))}
    assert late == {"C-K4": date(2023, 10, 31)}


def test_values_are_decimals() -> None:
    assert all(isinstance(figure.value, Decimal) for figure in told(events.Measured, EVERYTHING))


def test_every_kpi_with_figures_has_a_sheet_and_every_percentage_says_of_what_and_out_of_what() -> None:
    measured = {figure.kpi for figure in told(events.Measured)}
    assert measured <= set(SHEETS)
    for code, sheet in SHEETS.items():
        assert sheet.definition, code
        assert sheet.source, code
        percent = KPIS[code].unit is Unit.PERCENT
        assert bool(sheet.numerator) is bool(sheet.denominator) is percent, code
        assert (sheet.origin == "survey") is KPIS[code].survey, code
        assert sheet.caveats or not KPIS[code].flags, code
