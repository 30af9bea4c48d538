"""Another unit, or figures that begin to add up: what was written before keeps its meaning, and nothing is guessed."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kpis import actions
from kpis.actions import Sheet
from kpis.models import Baseline, Cumulates, Direction, FigureKind, Kpi, Period, Unit
from kpis.reading import KpiReading, read_kpis
from kpis.reading.history import read_history
from kpis.story import story
from kpis.targets import Reason
from kpis.versions import versions
from notices.conflicts import Refused
from people.models import User
from reports.figures.of_kpis import kpi_figures
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.kpis.files import LONG, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
KPI = "/notices/devon/kpis/A-K1/"
FROM = date(2023, 11, 1)
BEFORE = NOW - timedelta(days=30)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A percentage, lower is better, 25% less wanted."""
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.PERCENT, direction=Direction.LOWER)
    row.history.update(history_date=BEFORE - timedelta(days=30))
    make.Target(notice=cast.notice, kpi=row, rule="25% reduction", due_on=date(2024, 1, 31))
    return row


def define(kpi: Kpi, by: User, **told: Any) -> Kpi:
    stored = Kpi.objects.get(pk=kpi.pk)
    answers = {name: told.pop(name) for name in ("comparable", "from_on") if name in told}
    return actions.define_kpi(
        kpi=stored,
        sheet=replace(Sheet.of(stored), **told),
        why="The board asked",
        by=by,
        at=NOW,
        seen_version=stored.version,
        **answers,
    )


def told(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY)
    return found


def in_days(kpi: Kpi, by: User) -> None:
    define(kpi, by, unit=Unit.DAYS, comparable=False, from_on=FROM)


# --- what begins a new series whatever is said ---------------------------------------------------


def test_running_totals_and_other_figures_cannot_be_said_to_compare(cast: Cast, kpi: Kpi) -> None:
    make.Baseline(notice=cast.notice, kpi=kpi)
    define(kpi, cast["lead"], cumulates=Cumulates.CALENDAR_YEAR, comparable=True)
    make.Measurement(notice=cast.notice, kpi=kpi)
    with pytest.raises(Refused, match="Running totals and figures that do not add up alike cannot be compared") as said:
        define(kpi, cast["lead"], cumulates=Cumulates.FINANCIAL_YEAR, comparable=True)
    assert said.value.field == "comparable"
    assert not kpi.redefinitions.exists()


@pytest.mark.parametrize("before", [Cumulates.NO, Cumulates.FINANCIAL_YEAR])
def test_a_month_is_no_whole_year_because_later_figures_add_up(cast: Cast, kpi: Kpi, before: Cumulates) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(unit=Unit.COUNT, cumulates=before)
    kpi.history.update(unit=Unit.COUNT, cumulates=before)
    kpi.targets.update(rule="800", due_on=date(2024, 3, 31))
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(70), as_at=date(2023, 3, 31), period="month")
    after = Cumulates.NO if before else Cumulates.FINANCIAL_YEAR
    define(kpi, cast["lead"], cumulates=after, comparable=False, from_on=date(2023, 4, 1))
    found = told(kpi)
    assert found.reason is Reason.SERIES_BREAK
    assert "the whole year" not in found.rule
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(620), as_at=date(2023, 11, 30), period="month")
    assert told(kpi).reason in (Reason.YEAR_NOT_ENDED, Reason.SERIES_BREAK) if after else True
    assert told(kpi).resets == ()


@pytest.mark.parametrize("told_of", [{"unit": Unit.DAYS}, {"cumulates": Cumulates.ACADEMIC_YEAR}])
def test_the_day_of_another_unit_is_neither_to_come_nor_before_a_later_series(
    cast: Cast, kpi: Kpi, told_of: dict[str, Any]
) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi)
    with pytest.raises(Refused, match="is still to come") as said:
        define(kpi, cast["lead"], comparable=False, from_on=TODAY + timedelta(days=1), **told_of)
    assert said.value.field == "from_on"
    make.Redefinition(notice=cast.notice, kpi=kpi, from_on=FROM)
    with pytest.raises(Refused, match="A new series from 1 November 2023 is written down already: give a day after"):
        define(kpi, cast["lead"], comparable=False, from_on=date(2023, 6, 1), **told_of)


def test_a_proposal_alone_is_reason_to_ask_whether_figures_compare(cast: Cast, kpi: Kpi) -> None:
    propose(kpi, cast["data lead"])
    with pytest.raises(Refused, match="Say whether figures before and after the change can be compared"):
        define(kpi, cast["lead"], unit=Unit.DAYS)


# --- baselines -----------------------------------------------------------------------------------


def propose(kpi: Kpi, by: User, as_at: date = date(2023, 11, 15), **more: Any) -> Baseline:
    told: dict[str, Any] = {"value": Decimal(16), "source": "Return", "by": by, "at": BEFORE} | more
    return actions.propose_baseline(kpi=kpi, as_at=as_at, **told)


def test_a_baseline_without_a_date_keeps_its_unit_and_is_awaited_in_the_new_one(cast: Cast, kpi: Kpi) -> None:
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal(16), as_at=None, approved_at=BEFORE)
    assert told(kpi).targets[0].value == 12
    in_days(kpi, cast["lead"])
    found = told(kpi)
    assert found.told(found.baselines[0]) == "16%"
    assert (found.baseline, found.targets[0].value) == (None, None)
    assert found.reason is Reason.BASELINE_AWAITED


@pytest.mark.parametrize("as_at", [date(2023, 1, 31), date(2023, 11, 15)])
def test_a_proposal_keeps_its_unit_and_cannot_be_approved_in_another_one(
    cast: Cast, kpi: Kpi, as_: Enter, as_at: date
) -> None:
    proposed = propose(kpi, cast["data lead"], as_at)
    in_days(kpi, cast["lead"])
    found = told(kpi)
    assert found.told(found.proposal) == "16%"
    with pytest.raises(Refused, match="was proposed as a percentage, and its figures are a number of days now"):
        actions.approve_baseline(baseline=proposed, by=cast["lead"], at=NOW, seen_version=1)
    page = html.unescape(as_("lead").get(f"{KPI}baseline/approve/", follow=True).content.decode())
    assert "was proposed as a percentage" in page
    assert Baseline.objects.get(pk=proposed.pk).state == "proposed"


def test_a_baseline_of_a_day_that_was_counted_in_another_unit_is_not_proposed(cast: Cast, kpi: Kpi) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi)
    in_days(kpi, cast["lead"])
    with pytest.raises(Refused, match="A percentage was counted on 31 October 2023, and a number of days is now") as no:
        propose(kpi, cast["data lead"], date(2023, 10, 31), at=NOW)
    assert no.value.field == "as_at"
    row = propose(kpi, cast["data lead"], FROM, at=NOW)
    actions.approve_baseline(baseline=row, by=cast["lead"], at=NOW, seen_version=1)
    found = told(kpi)
    assert found.told(found.baseline) == "16 days"


# --- what an approver saw ------------------------------------------------------------------------


def sent(client: Client) -> dict[str, str]:
    form = client.get(f"{KPI}baseline/approve/").context["form"]
    return {name: str(form[name].value()) for name in ("seen_version", "seen")}


def approve(client: Client, typed: dict[str, str]) -> str:
    return html.unescape(client.post(f"{KPI}baseline/approve/", typed, follow=True).content.decode())


def test_a_baseline_is_approved_as_it_was_seen(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    propose(kpi, cast["data lead"])
    assert "Baseline of A-K1 approved" in approve(as_("lead"), sent(as_("lead")))
    assert told(kpi).targets[0].value == 12


def test_a_baseline_is_not_approved_over_targets_that_the_approver_did_not_see(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    propose(kpi, cast["data lead"])
    typed = sent(as_("lead"))
    decision = make.Decision(notice=cast.notice, decided_on=date(2023, 12, 14))
    rows = [actions.TargetRow("Target", date(2024, 1, 31), "5% reduction")]
    actions.rebase_targets(kpi=kpi, targets=rows, decision=decision, by=cast["lead"], at=NOW, seen_version=kpi.version)
    assert "nothing is approved yet: look at A-K1 once more" in approve(as_("lead"), typed)
    assert told(kpi).baseline is None
    assert "Baseline of A-K1 approved" in approve(as_("lead"), sent(as_("lead")))


def test_a_later_proposal_is_not_approved_by_the_form_of_an_earlier_one(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    propose(kpi, cast["data lead"])
    typed = sent(as_("lead"))
    propose(kpi, cast["data lead"], value=Decimal(61))
    assert "nothing is approved yet" in approve(as_("lead"), typed)
    assert told(kpi).baseline is None
    assert "Open it again from the page before" in approve(as_("lead"), {"seen_version": "1"})


# --- late figures, and corrections of former ones ------------------------------------------------


OCTOBER = date(2023, 10, 31)
LATE = {"as_at_day": "31", "as_at_month": "10", "as_at_year": "2023", "period": "month", "kind": "actual"}


def form_of(client: Client, address: str, **typed: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    return {"sent_as": str(form["sent_as"].value())} | typed


def test_a_late_figure_is_asked_about_and_stands_in_the_unit_of_its_day(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=date(2023, 9, 30), period="month")
    in_days(kpi, cast["lead"])
    client = as_("data lead")
    typed = form_of(client, f"{KPI}enter/", value="14", **LATE)
    page = said(client.post(f"{KPI}enter/", typed))
    assert "Figures of 31 October 2023 are not in today’s unit: 14% is what would stand" in page
    assert "is in days, but this KPI is not" in said(client.post(f"{KPI}enter/", typed | {"value": "14 days"}))
    assert not kpi.measurements.filter(as_at=OCTOBER).exists()
    page = said(client.post(f"{KPI}enter/", typed | {"right": "14"}, follow=True))
    assert "Figure entered: A-K1 was 14% in October 2023" in page


def test_a_former_figure_is_corrected_in_its_own_unit(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    old = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=OCTOBER, period="month")
    in_days(kpi, cast["lead"])
    client, address = as_("data lead"), f"{KPI}correct/{old.uid}/"
    shown = client.get(address)
    assert shown.context["form"].fields["value"].widget.suffix == "%"
    typed = form_of(client, address, value="14%", why="Recount", seen_version="1", right="14", **LATE)
    assert "Figure corrected: A-K1 was 14% in October 2023" in said(client.post(address, typed, follow=True))


def test_the_page_of_a_former_month_shows_and_takes_the_unit_of_that_month(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency="month", data_lead=cast["data lead"])
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=OCTOBER, period="month")
    in_days(kpi, cast["lead"])
    client, address = as_("data lead"), "/notices/devon/kpis/enter/?period="
    (october,), (november,) = (client.get(address + month).context["rows"] for month in ("2023-10", "2023-11"))
    assert (october.figure_told, november.last_value) == ("12%, actual", "12%")
    assert [row.form.fields["value"].unit for row in (october, november)] == [Unit.PERCENT, Unit.DAYS]


def test_a_file_reads_a_late_figure_in_the_unit_of_its_day_and_asks(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=date(2023, 9, 30), period="month")
    in_days(kpi, cast["lead"])
    client = as_("lead")
    address = checked(client, LONG + "A-K1,Oct 2023,14,,\nA-K1,Nov 2023,20,,\n")
    form = client.get(address).context["form"]
    assert [(cell.as_at, cell.doubts) for cell in form.asked] == [(OCTOBER, ("former_unit",))]
    assert [cell.as_at for cell in form.sure] == [date(2023, 11, 30)]
    assert form.fields[f"value_{form.asked[0].place}"].unit == Unit.PERCENT


def test_the_timeline_tells_a_corrected_former_figure_in_the_unit_of_its_day(cast: Cast, kpi: Kpi) -> None:
    old = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(31), as_at=OCTOBER, period="month")
    in_days(kpi, cast["lead"])
    later = {"by": cast["data lead"], "at": NOW + timedelta(minutes=5)}
    actions.correct_measurement(
        measurement=old, value=Decimal(33), kind=FigureKind.ACTUAL, why="Recount", seen_version=1, **later
    )
    actions.enter_measurement(kpi=kpi, as_at=FROM, value=Decimal(20), kind=FigureKind.ACTUAL, **later)
    entries = read_history(kpi.pk)
    titles = [each.title for each in story(entries, versions(entries))]
    assert "Figure corrected: 33% at 31 October 2023, was 31%" in titles
    assert "Figure entered: 20 days at 1 November 2023" in titles


# --- what was written before the unit was another one --------------------------------------------


def test_a_figure_of_the_new_series_that_was_written_before_it_keeps_its_unit_and_compares_with_nothing(
    cast: Cast, kpi: Kpi
) -> None:
    early = {"by": cast["data lead"], "at": BEFORE}
    actions.enter_measurement(kpi=kpi, as_at=FROM, value=Decimal(14), kind=FigureKind.ACTUAL, **early)
    in_days(kpi, cast["lead"])
    found = told(kpi)
    (figure,) = found.figures
    assert (found.told(figure), found.drawn) == ("14%", ())
    assert found.reason is not None
    later = {"by": cast["data lead"], "at": NOW + timedelta(minutes=5)}
    row = kpi.measurements.get()
    actions.correct_measurement(
        measurement=row, value=Decimal(20), kind=FigureKind.ACTUAL, why="In days", seen_version=1, **later
    )
    assert told(kpi).told(told(kpi).latest) == "20 days"
    entries = read_history(kpi.pk)
    titles = [each.title for each in story(entries, versions(entries))]
    assert "Figure corrected: 20 days at 1 November 2023, was 14%" in titles


def test_a_trend_has_no_point_in_a_former_unit(cast: Cast, kpi: Kpi) -> None:
    early = {"by": cast["data lead"], "at": BEFORE, "kind": FigureKind.ACTUAL}
    for month in range(1, 7):
        actions.enter_measurement(kpi=kpi, as_at=date(2023, month, 28), value=Decimal(10 + month), **early)
    assert told(kpi).trend
    define(kpi, cast["lead"], unit=Unit.DAYS, comparable=False, from_on=date(2023, 1, 1))
    assert (told(kpi).trend, told(kpi).travel) == ("", "")


def test_what_others_published_is_told_in_the_unit_in_which_it_was_written(cast: Cast, kpi: Kpi) -> None:
    said: dict[str, Any] = {"kpi": kpi, "as_at": FROM, "source": "National return", "by": cast["data lead"]}
    actions.add_comparator(name="England", period="day", value=Decimal(12), at=BEFORE, **said)
    in_days(kpi, cast["lead"])
    later = said | {"at": NOW + timedelta(minutes=5)}
    row = actions.add_comparator(name="The South West", period="day", value=Decimal(9), **later)
    found = told(kpi)
    assert [each.shown for each in found.comparators] == ["12%", "9 days"]
    assert [each.name for each in found.compared] == [row.name]


def test_the_grid_tells_a_figure_in_the_unit_in_which_it_was_written(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency="month", data_lead=cast["data lead"])
    early = {"by": cast["data lead"], "at": BEFORE, "kind": FigureKind.PROJECTED, "period": Period.MONTH}
    actions.enter_measurement(kpi=kpi, as_at=date(2023, 11, 30), value=Decimal(14), **early)
    in_days(kpi, cast["lead"])
    (row,) = as_("data lead").get("/notices/devon/kpis/enter/?period=2023-11").context["rows"]
    assert row.figure_told == "14%, projected"


def test_a_report_sets_no_figure_of_a_former_unit_against_a_milestone(cast: Cast, kpi: Kpi) -> None:
    kpi.targets.update(rule="12", due_on=date(2023, 11, 30))
    early = {"by": cast["data lead"], "at": BEFORE, "kind": FigureKind.ACTUAL}
    actions.enter_measurement(kpi=kpi, as_at=FROM, value=Decimal(11), **early)
    assert kpi_figures(told(kpi)).targets[0].past_actual == 11
    in_days(kpi, cast["lead"])
    assert kpi_figures(told(kpi)).targets[0].past_actual is None
