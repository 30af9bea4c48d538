"""A figure that was put into the wrong KPI is withdrawn: it counts no more, frees its period, and stays to be told."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from audit.clock import day_of
from audit.models import Event
from govuk import words
from kpis import actions
from kpis.lists import FIGURE_COLUMNS, figure_rows
from kpis.models import FigureKind, Kpi, Measurement, Unit
from kpis.reading import KpiReading, read_kpis
from kpis.reading.history import read_history
from kpis.story import story
from kpis.versions import versions
from notices.conflicts import ChangedMeanwhile, Refused
from notices.roles import Role
from people.models import User
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.kpis.files import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
KPI = "/notices/devon/kpis/A-K1/"
END, BEFORE = date(2023, 11, 30), date(2023, 10, 31)
WHY = "It is the figure of A-K2"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])


def enter(kpi: Kpi, by: User, value: str = "99", as_at: date = END) -> Measurement:
    return actions.enter_measurement(
        kpi=kpi, as_at=as_at, value=Decimal(value), kind=FigureKind.ACTUAL, note="Return", by=by, at=NOW
    )


def correct(row: Measurement, by: User, value: str) -> Measurement:
    return actions.correct_measurement(
        measurement=row,
        value=Decimal(value),
        kind=FigureKind.ACTUAL,
        why="Recount",
        by=by,
        at=NOW,
        seen_version=row.version,
    )


def withdraw(row: Measurement, by: User, why: str = WHY) -> Measurement:
    return actions.withdraw_measurement(measurement=row, why=why, by=by, at=NOW, seen_version=row.version)


def read(kpi: Kpi, *, knows: bool = True) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk, knows=lambda row: knows)
    return found


def titles(kpi: Kpi) -> list[tuple[str, str]]:
    entries = read_history(kpi.pk)
    return [(each.title, each.text) for each in story(entries, versions(entries))]


def test_a_figure_that_was_released_meanwhile_keeps_the_reason_that_was_typed(
    cast: Cast, kpi: Kpi, as_: Callable[[str], Client]
) -> None:
    row = enter(kpi, cast["data lead"])
    Measurement.objects.filter(pk=row.pk).update(version=2)
    page = said(as_("data lead").post(f"{KPI}withdraw/{row.uid}/", {"seen_version": "1", "why": WHY}))
    assert "changed or released meanwhile" in page
    assert WHY in page
    assert not Measurement.objects.get().corrected


# --- what is done --------------------------------------------------------------------------------


def test_a_withdrawn_figure_counts_no_more_and_stays_to_be_told(cast: Cast, kpi: Kpi) -> None:
    enter(kpi, cast["data lead"], "12", BEFORE)
    row = withdraw(enter(kpi, cast["data lead"]), cast["data lead"])
    assert (row.corrected, row.withdrawn_by, row.withdrawn_at, row.withdrawn_why) == (True, cast["data lead"], NOW, WHY)
    told = read(kpi)
    assert told.latest is not None
    assert (told.latest.value, [each.value for each in told.figures]) == (12, [12])
    (gone,) = told.corrected_figures
    assert (gone.withdrawn_by, gone.withdrawn_why) == (cast["data lead"].name, WHY)
    event = Event.objects.filter(chain=f"notice:{cast.notice.pk}").latest("number")
    assert (event.verb, WHY in event.body) == ("measurement.withdrawn", False)
    assert row.history.latest("history_id").history_change_reason == "Withdrawn"
    assert ("Figure withdrawn: 99 at 30 November 2023", WHY) in titles(kpi)


def test_its_period_is_free_for_the_figure_that_belongs_there(cast: Cast, kpi: Kpi) -> None:
    withdraw(enter(kpi, cast["data lead"]), cast["data lead"])
    enter(kpi, cast["data lead"], "14")
    assert [each.value for each in read(kpi).figures] == [14]


def test_a_file_of_figures_says_that_it_was_withdrawn_by_whom_when_and_why(cast: Cast, kpi: Kpi) -> None:
    withdraw(enter(kpi, cast["data lead"]), cast["lead"])
    stands = enter(kpi, cast["data lead"], "14")
    told = [dict(zip((column.title for column in FIGURE_COLUMNS), row, strict=True)) for row in figure_rows(read(kpi))]
    asked = ("Value", "Stands", "Withdrawn by", "Withdrawn on", "Why withdrawn")
    assert [tuple(row[name] for name in asked) for row in told] == [
        (99, "Withdrawn", "Lead", day_of(NOW), WHY),
        (stands.value, "Yes", "", None, ""),
    ]


def test_what_a_withdrawn_figure_had_corrected_does_not_stand_again(cast: Cast, kpi: Kpi) -> None:
    withdraw(correct(enter(kpi, cast["data lead"], "12"), cast["data lead"], "99"), cast["data lead"])
    told = read(kpi)
    assert (told.figures, [each.value for each in told.corrected_figures]) == ((), [12, 99])


def test_of_what_it_had_corrected_page_and_file_say_that_the_new_one_was_withdrawn(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    first = enter(kpi, cast["data lead"], "12")
    row = correct(first, cast["data lead"], "99")
    assert "Corrected: now 99" in said(as_("officer").get(KPI))
    withdraw(row, cast["data lead"])
    page = said(as_("officer").get(KPI))
    assert f"Corrected to 99, which was withdrawn on {words.day(day_of(NOW))}" in page
    assert "Corrected: now 99" not in page
    at = [column.title for column in FIGURE_COLUMNS].index("Stands")
    told = [values[at] for values in figure_rows(read(kpi))]
    assert told == [f"Corrected to one that was withdrawn on {words.day(day_of(NOW))}", "Withdrawn"]


def test_it_is_withdrawn_with_a_reason_once_and_by_who_saw_it_as_it_stands(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"])
    with pytest.raises(Refused, match="Say why the figure is withdrawn"):
        withdraw(row, cast["data lead"], " ")
    first = withdraw(row, cast["data lead"])
    assert withdraw(row, cast["data lead"], "Twice").withdrawn_why == first.withdrawn_why
    with pytest.raises(ChangedMeanwhile):
        withdraw(row, cast["lead"])
    second = enter(kpi, cast["data lead"], "14")
    correct(second, cast["data lead"], "15")
    with pytest.raises(ChangedMeanwhile):
        withdraw(second, cast["data lead"])


# --- where the series starts anew ----------------------------------------------------------------


def begin(kpi: Kpi, by: User) -> Measurement:
    """A figure of October with which the series starts anew, between others."""
    enter(kpi, by, "12", date(2023, 9, 30))
    enter(kpi, by, "14")
    return actions.enter_measurement(
        kpi=kpi,
        as_at=BEFORE,
        value=Decimal(99),
        kind=FigureKind.ACTUAL,
        series_break=True,
        note="Leavers are counted otherwise",
        by=by,
        at=NOW,
    )


def breaks(kpi: Kpi) -> list[tuple[date, str]]:
    return [(each.on, each.why) for each in read(kpi).breaks]


def test_the_series_starts_anew_with_the_next_figure_when_who_withdraws_says_that_it_does(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    row, client = begin(kpi, cast["data lead"]), as_("data lead")
    address = f"{KPI}withdraw/{row.uid}/"
    page = said(client.get(address))
    assert "The series starts anew with this figure. Does it still?" in page
    stays = "the break of 31 October 2023 stays, and the figure of 30 November 2023 begins the new series"
    assert f"Yes, the way of counting changed: {stays}" in page
    assert "later figures are compared with those before it again" in page
    assert "checked" not in page
    for unsaid in ({}, {"series": ""}):
        sent = client.post(address, {"seen_version": "1", "why": WHY, **unsaid})
        assert "Select whether the series still starts anew" in said(sent)
    client.post(address, {"seen_version": "1", "why": WHY, "series": "stays"})
    assert breaks(kpi) == [(BEFORE, "Leavers are counted otherwise")]
    assert [each.series_break for each in read(kpi).figures] == [False, True]
    assert ("A new series begins on 31 October 2023", "Leavers are counted otherwise") in titles(kpi)
    verbs = Event.objects.filter(chain=f"notice:{cast.notice.pk}").order_by("-number").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["measurement.withdrawn", "kpi.redefined"]


def test_a_break_that_belonged_to_the_figure_goes_with_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = begin(kpi, cast["data lead"])
    as_("data lead").post(f"{KPI}withdraw/{row.uid}/", {"seen_version": "1", "why": WHY, "series": "goes"})
    assert (breaks(kpi), [each.series_break for each in read(kpi).figures]) == ([], [False, False])


def test_each_answer_says_what_becomes_of_the_baseline_that_the_break_set_aside(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal(10), as_at=date(2023, 1, 31), state="approved")
    row, client = begin(kpi, cast["data lead"]), as_("data lead")
    address = f"{KPI}withdraw/{row.uid}/"
    page = said(client.get(address))
    assert "begins the new series. The baseline stays set aside" in page
    assert "those before it again. The baseline counts again" in page
    withdraw(kpi.measurements.get(as_at=END), cast["data lead"])
    assert "begins the new series. The baseline is set aside from then on" in said(client.get(address))
    # another break parts it from what came later all the same
    make.Redefinition(notice=cast.notice, kpi=kpi, from_on=date(2023, 2, 1), why="Counted anew")
    assert "The baseline" not in said(client.get(address))


def test_without_a_later_figure_the_next_one_that_comes_starts_anew(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = begin(kpi, cast["data lead"])
    withdraw(kpi.measurements.get(as_at=END), cast["data lead"])
    address = f"{KPI}withdraw/{row.uid}/"
    assert "stays, and the next figure that comes begins the new series" in said(as_("data lead").get(address))
    as_("data lead").post(address, {"seen_version": "1", "why": WHY, "series": "stays"})
    enter(kpi, cast["data lead"], "15")
    assert [each.series_break for each in read(kpi).figures] == [False, True]


def test_a_break_that_the_definition_dates_or_that_never_counted_is_not_asked_about(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    row, client = begin(kpi, cast["data lead"]), as_("data lead")
    address = f"{KPI}withdraw/{row.uid}/"
    Measurement.objects.filter(pk=row.pk).update(held=True)
    assert "The series starts anew" not in said(client.get(address))
    Measurement.objects.filter(pk=row.pk).update(held=False)
    make.Redefinition(notice=cast.notice, kpi=kpi, from_on=date(2023, 10, 1), why="Counted anew")
    assert "The series starts anew" not in said(client.get(address))
    withdraw(row, cast["data lead"])
    assert (breaks(kpi), [each.series_break for each in read(kpi).figures]) == (
        [(date(2023, 10, 1), "Counted anew")],
        [False, True],
    )


# --- a partner's ---------------------------------------------------------------------------------


@pytest.fixture
def partner(cast: Cast, kpi: Kpi) -> User:
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    found: User = make.User(name="Partner’s data lead", organisation=nhs)
    make.Access(notice=cast.notice, user=found, role=Role.DATA_LEAD, organisation=nhs)
    Kpi.objects.filter(pk=kpi.pk).update(organisation=nhs)
    kpi.refresh_from_db()
    cast.people["partner"] = found
    return found


def test_what_a_partner_has_released_is_withdrawn_by_the_partner_alone(cast: Cast, kpi: Kpi, partner: User) -> None:
    row = enter(kpi, partner)
    for who in ("data lead", "lead"):
        with pytest.raises(Refused, match="NHS Devon has released this figure: a data lead of that organisation"):
            withdraw(row, cast[who])
    assert read(kpi).latest is not None
    withdraw(row, partner)
    assert read(kpi).latest is None


def test_a_figure_that_waits_is_withdrawn_by_who_entered_it_and_nobody_else_learns_what_it_said(
    cast: Cast, kpi: Kpi, partner: User
) -> None:
    row = withdraw(enter(kpi, cast["data lead"]), cast["data lead"])
    assert actions.release_figures(notice=cast.notice, figures=[row], by=partner, at=NOW) == []
    told = read(kpi, knows=False)
    assert (told.figures, told.corrected_figures, told.waiting) == ((), (), ())
    assert ("Figure withdrawn: the one of 30 November 2023", "") in titles(kpi)
    assert not any("99" in text for event in titles(kpi) for text in event)


def test_of_a_figure_that_waits_the_page_and_the_message_say_that_it_never_counted(
    cast: Cast, kpi: Kpi, partner: User, as_: Enter
) -> None:
    row, client = enter(kpi, cast["data lead"]), as_("data lead")
    address = f"{KPI}withdraw/{row.uid}/"
    page = said(client.get(address))
    assert "waits for release by NHS Devon and never counted: it waits no more" in page
    assert "counts no more" not in page
    done = said(client.post(address, {"seen_version": "1", "why": WHY}, follow=True))
    assert "Figure withdrawn: A-K1, 99 for 30 November 2023 never counted and waits for release no more" in done


def test_a_released_figure_stands_on_when_the_correction_that_waits_is_withdrawn(
    cast: Cast, kpi: Kpi, partner: User
) -> None:
    first = enter(kpi, partner, "12")
    withdraw(correct(first, cast["data lead"], "99"), cast["data lead"])
    first.refresh_from_db()
    assert not first.corrected
    assert [each.value for each in read(kpi).figures] == [12]
    assert correct(first, partner, "13").corrects == first


def test_a_held_figure_waits_again_when_the_held_one_that_corrected_it_is_withdrawn(
    cast: Cast, kpi: Kpi, partner: User, as_: Enter
) -> None:
    first = enter(kpi, cast["data lead"], "12")
    second = correct(first, cast["data lead"], "99")
    page = said(as_("data lead").get(f"{KPI}withdraw/{second.uid}/"))
    assert "12 for 30 November 2023, which it was to correct, waits for release by NHS Devon again" in page
    assert "Another figure can then be entered" not in page
    withdraw(second, cast["data lead"])
    assert (read(kpi).figures, [each.value for each in read(kpi).held_figures]) == ((), [12])
    first.refresh_from_db()
    assert correct(first, cast["data lead"], "13").corrects == first
    (waiting,) = kpi.measurements.filter(corrected=False)
    actions.release_figures(notice=cast.notice, figures=[waiting], by=partner, at=NOW)
    assert [each.value for each in read(kpi).figures] == [13]


def test_a_correction_waits_again_and_what_was_released_counts_on_meanwhile(
    cast: Cast, kpi: Kpi, partner: User, as_: Enter
) -> None:
    second = correct(enter(kpi, partner, "12"), cast["data lead"], "98")
    third = correct(second, cast["data lead"], "99")
    page = said(as_("data lead").get(f"{KPI}withdraw/{third.uid}/"))
    assert "98 for 30 November 2023, which it was to correct, waits for release by NHS Devon again; the figure" in page
    withdraw(third, cast["data lead"])
    told = read(kpi)
    assert ([each.value for each in told.figures], [each.value for each in told.held_figures]) == ([12], [98])
    second.refresh_from_db()
    page = said(as_("data lead").get(f"{KPI}withdraw/{second.uid}/"))
    assert "12 for 30 November 2023, which it was to correct, counts on." in page
    withdraw(second, cast["data lead"])
    assert [each.value for each in read(kpi).figures] == [12]


# --- the pages -----------------------------------------------------------------------------------


def test_it_is_withdrawn_on_its_page_and_the_kpi_s_page_says_so(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row, client = enter(kpi, cast["data lead"]), as_("data lead")
    assert f"{KPI}withdraw/{row.uid}/" in said(client.get(KPI))
    address = f"{KPI}withdraw/{row.uid}/"
    assert "A-K1, 99 for 30 November 2023" in said(client.get(address))
    assert "Enter why it is withdrawn" in said(client.post(address, {"seen_version": "1", "why": ""}))
    page = said(client.post(address, {"seen_version": "1", "why": WHY}, follow=True))
    assert "Figure withdrawn: A-K1, 99 for 30 November 2023 counts no more" in page
    assert WHY in said(as_("officer").get(KPI))
    assert "was withdrawn already" in said(client.get(address, follow=True))


def test_who_may_not_take_a_released_figure_out_is_told_who_does(
    cast: Cast, kpi: Kpi, partner: User, as_: Enter
) -> None:
    row, client = enter(kpi, partner), as_("data lead")
    assert "a data lead of that organisation withdraws it" in said(client.get(f"{KPI}withdraw/{row.uid}/"))
    assert f"{KPI}withdraw/{row.uid}/" not in said(client.get(KPI))
    assert f"{KPI}withdraw/{row.uid}/" in said(as_("partner").get(KPI))


def test_correcting_a_figure_that_was_withdrawn_leads_to_the_kpi_and_loses_nothing(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    row, client = enter(kpi, cast["data lead"]), as_("lead")
    address = f"{KPI}correct/{row.uid}/"
    typed = {"sent_as": str(uuid4()), "value": "15", "period": "day", "kind": "actual", "why": "Recount"}
    typed |= {"as_at_day": "30", "as_at_month": "11", "as_at_year": "2023", "seen_version": "1"}
    withdraw(row, cast["data lead"])
    late = client.post(address, typed)
    assert (late.status_code, "15" in said(late)) == (409, True)
    assert "took this figure out meanwhile: enter yours as a new one if it is right" in said(late)
    assert "A-K1 has no figure at 30 November 2023 any more" in said(client.get(address, follow=True))


# --- whose it was --------------------------------------------------------------------------------


def test_a_figure_keeps_whose_it_was_from_its_entry(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    enter(kpi, cast["data lead"], "12", BEFORE)
    Kpi.objects.filter(pk=kpi.pk).update(organisation=nhs)
    enter(Kpi.objects.get(pk=kpi.pk), cast["data lead"])
    told = read(kpi)
    assert [(each.value, each.owner) for each in (*told.figures, *told.held_figures)] == [(12, ""), (99, "NHS Devon")]
    assert said(as_("officer").get(KPI)).count("The council’s own figure") == 1
    Kpi.objects.filter(pk=kpi.pk).update(organisation=None)
    actions.correct_measurement(
        measurement=Measurement.objects.get(held=True),
        value=Decimal(98),
        kind=FigureKind.ACTUAL,
        why="Recount",
        by=cast["data lead"],
        at=NOW + timedelta(days=1),
        seen_version=1,
    )
    assert [each.owner for each in read(kpi).figures] == ["", ""]
