"""A partner's figures count once its own data lead has released them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from audit.models import Event
from kpis import actions
from kpis.models import Baseline, BaselineState, FigureKind, Kpi, Measurement, Period, Unit
from kpis.reading import KpiReading, read_kpis
from notices.conflicts import Refused
from notices.roles import Role
from people.models import Organisation, User
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY
from tests.kpis.files import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/release/"
END = date(2023, 11, 30)


@pytest.fixture
def cast() -> Cast:
    """The cast with the data lead of a partner."""
    found = assemble()
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    found.people["partner"] = make.User(name="Partner’s data lead", organisation=nhs)
    make.Access(notice=found.notice, user=found["partner"], role=Role.DATA_LEAD, organisation=nhs)
    return found


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A KPI whose figures are the partner's, kept by the council's data lead."""
    return make.Kpi(
        notice=cast.notice,
        code="A-K1",
        unit=Unit.COUNT,
        name="Waits",
        data_lead=cast["data lead"],
        organisation=cast["partner"].organisation,
    )


def enter(kpi: Kpi, by: User, value: str = "14", as_at: date = END) -> Measurement:
    return actions.enter_measurement(
        kpi=kpi, as_at=as_at, period=Period.MONTH, value=Decimal(value), kind=FigureKind.ACTUAL, by=by, at=NOW
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


def release(cast: Cast, *rows: Measurement, by: str = "partner") -> list[Measurement]:
    return actions.release_figures(notice=cast.notice, figures=rows, by=cast[by], at=NOW)


def read(kpi: Kpi) -> KpiReading:
    """As it is told to those who enter its figures."""
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk, knows=lambda row: True)
    return found


def propose(kpi: Kpi, by: User) -> Baseline:
    return actions.propose_baseline(kpi=kpi, value=Decimal(16), as_at=date(2023, 1, 31), source="Return", by=by, at=NOW)


# --- what is done --------------------------------------------------------------------------------


def test_a_figure_that_somebody_else_enters_counts_once_the_partner_has_released_it(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"])
    assert (row.held, row.released_by) == (True, None)
    assert (read(kpi).latest, [each.value for each in read(kpi).held_figures]) == (None, [14])
    (released,) = release(cast, row)
    assert (released.held, released.released_by, released.version) == (False, cast["partner"], 2)
    assert read(kpi).latest is not None
    event = Event.objects.filter(chain=f"notice:{cast.notice.pk}").latest("number")
    assert (event.verb, event.by_id) == ("measurement.released", cast["partner"].pk)
    assert row.history.latest("pk").history_change_reason == "Released"


def test_a_figure_that_the_partner_s_data_lead_enters_is_released_by_itself(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["partner"])
    assert (row.held, row.released_by, row.released_at) == (False, cast["partner"], NOW)


def test_the_council_s_own_figures_need_no_release(cast: Cast) -> None:
    row = enter(make.Kpi(notice=cast.notice), cast["data lead"])
    assert (row.held, row.released_by) == (False, None)


@pytest.mark.parametrize("who", ["data lead", "lead", "officer", "stranger"])
def test_nobody_else_releases_a_partner_s_figures(cast: Cast, kpi: Kpi, who: str) -> None:
    row = enter(kpi, cast["data lead"])
    with pytest.raises(Refused, match="A-K1 is of NHS Devon: a data lead of that organisation releases it"):
        release(cast, row, by=who)
    row.refresh_from_db()
    assert row.held


def test_a_data_lead_whose_access_has_ended_releases_nothing(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"])
    cast["partner"].is_active = False
    cast["partner"].save()
    with pytest.raises(Refused):
        release(cast, row)


def test_releasing_twice_is_releasing_once_and_another_notice_s_figure_is_not_found(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"])
    elsewhere = make.Kpi(notice=cast.elsewhere, organisation=cast["partner"].organisation)
    foreign = make.Measurement(notice=cast.elsewhere, kpi=elsewhere, held=True)
    assert len(release(cast, row, foreign)) == 1
    assert release(cast, row, foreign) == []
    foreign.refresh_from_db()
    assert foreign.held


def test_a_released_figure_counts_until_its_correction_is_released(cast: Cast, kpi: Kpi) -> None:
    first = enter(kpi, cast["partner"])
    second = correct(first, cast["data lead"], "13")
    told = read(kpi)
    assert second.held
    assert ([each.value for each in told.figures], [each.value for each in told.held_figures]) == ([14], [13])
    assert told.corrected_figures == ()
    release(cast, second)
    told = read(kpi)
    assert [each.value for each in told.figures] == [13]
    assert [each.value for each in told.corrected_figures] == [14]


def test_a_correction_of_what_was_never_released_leaves_nothing_that_counts(cast: Cast, kpi: Kpi) -> None:
    second = correct(enter(kpi, cast["data lead"]), cast["data lead"], "13")
    told = read(kpi)
    assert (told.figures, [each.value for each in told.held_figures]) == ((), [13])
    correct(second, cast["partner"], "12")
    told = read(kpi)
    assert ([each.value for each in told.figures], told.held_figures) == ([12], ())


def test_a_figure_that_was_corrected_while_it_waited_is_neither_released_nor_refused(cast: Cast, kpi: Kpi) -> None:
    first = enter(kpi, cast["data lead"])
    second = correct(first, cast["data lead"], "13")
    assert release(cast, first) == []
    assert actions.refuse_figures(notice=cast.notice, figures=[first], why="No", by=cast["partner"], at=NOW) == []
    first.refresh_from_db()
    assert (first.held, first.released_by, first.corrected, second.held) == (True, None, True, True)
    assert (read(kpi).figures, read(kpi).corrected_figures) == ((), ())


def test_a_release_outdates_a_judgement_that_was_made_while_the_figure_waited(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"])
    make.KpiJudgement(notice=cast.notice, kpi=kpi, judged_at=NOW + timedelta(hours=1))
    judged = read(kpi).judgement
    assert (judged is not None and judged.outdated) is False
    later = NOW + timedelta(hours=2)
    actions.release_figures(notice=cast.notice, figures=[row], by=cast["partner"], at=later)
    judged = read(kpi).judgement
    assert judged is not None
    assert judged.outdated, "it was entered before, and counts since"


def test_a_figure_of_the_day_from_which_a_correction_moved_away_counts_alone(cast: Cast, kpi: Kpi) -> None:
    first = enter(kpi, cast["partner"])
    actions.correct_measurement(
        measurement=first,
        value=Decimal(14),
        kind=FigureKind.ACTUAL,
        as_at=date(2023, 10, 31),
        why="It was October’s",
        by=cast["data lead"],
        at=NOW,
        seen_version=1,
    )
    enter(kpi, cast["partner"], "15")
    assert [(each.as_at, each.value) for each in read(kpi).figures] == [(END, 15)]


def test_a_baseline_that_is_held_cannot_be_approved_until_the_partner_has_released_it(cast: Cast, kpi: Kpi) -> None:
    proposal = propose(kpi, cast["data lead"])
    assert proposal.held
    with pytest.raises(Refused, match="waits for NHS Devon to release it: it can be approved after that"):
        actions.approve_baseline(baseline=proposal, by=cast["lead"], at=NOW, seen_version=1)
    with pytest.raises(Refused, match="a data lead of that organisation releases it"):
        actions.release_baseline(baseline=proposal, by=cast["data lead"], at=NOW)
    released = actions.release_baseline(baseline=proposal, by=cast["partner"], at=NOW)
    assert actions.release_baseline(baseline=proposal, by=cast["partner"], at=NOW).version == released.version == 2
    approved = actions.approve_baseline(baseline=proposal, by=cast["lead"], at=NOW, seen_version=2)
    assert (approved.state, approved.held, approved.released_by) == (BaselineState.APPROVED, False, cast["partner"])


def test_a_baseline_that_the_partner_proposes_is_released_by_itself(cast: Cast, kpi: Kpi) -> None:
    assert propose(kpi, cast["partner"]).released_by == cast["partner"]


# --- whose they are ------------------------------------------------------------------------------


def hand_over(kpi: Kpi, cast: Cast, body: Organisation | None) -> Kpi:
    kpi.refresh_from_db()
    sheet = replace(actions.Sheet.of(kpi), organisation=body)
    return actions.define_kpi(kpi=kpi, sheet=sheet, why="Ours", by=cast["lead"], at=NOW, seen_version=kpi.version)


def test_whose_figures_they_are_stays_while_something_waits_for_the_partner(cast: Cast, kpi: Kpi) -> None:
    row = enter(kpi, cast["data lead"])
    with pytest.raises(Refused, match="NHS Devon has still to release 1 figure of A-K1: its data lead") as refused:
        hand_over(kpi, cast, None)
    assert refused.value.field == "organisation"
    proposal = propose(kpi, cast["data lead"])
    with pytest.raises(Refused, match="has still to release 1 figure and a baseline of A-K1"):
        hand_over(kpi, cast, None)
    release(cast, row)
    with pytest.raises(Refused, match="has still to release a baseline of A-K1"):
        hand_over(kpi, cast, None)
    actions.release_baseline(baseline=proposal, by=cast["partner"], at=NOW)
    assert hand_over(kpi, cast, None).organisation is None


def test_what_waited_for_nobody_is_released_once_it_is_the_partner_s_again(cast: Cast, kpi: Kpi) -> None:
    make.Partner(notice=cast.notice, organisation=cast["partner"].organisation)
    row = enter(kpi, cast["data lead"])
    Kpi.objects.filter(pk=kpi.pk).update(organisation=None)
    hand_over(kpi, cast, cast["partner"].organisation)
    assert not release(cast, row)[0].held


# --- the pages -----------------------------------------------------------------------------------


def test_the_kpi_and_the_grid_say_for_whom_a_figure_waits(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    typed = {"value": "14", "period": "month", "as_at_day": "30", "as_at_month": "11", "as_at_year": "2023"}
    typed |= {"kind": "actual", "sent_as": str(uuid4())}
    page = client.post("/notices/devon/kpis/A-K1/enter/", typed, follow=True).content.decode()
    assert "A-K1 was 14 in November 2023. It counts once NHS Devon has released it" in page
    assert "Actual<br>Waits for release by NHS Devon" in page
    assert "Waits for release by NHS Devon" in client.get("/notices/devon/kpis/enter/").content.decode()
    release(cast, kpi.measurements.get())
    page = client.get("/notices/devon/kpis/A-K1/").content.decode()
    assert "Waits for release" not in page
    assert "Released by Partner’s data lead" in page


def test_what_is_not_released_is_read_by_those_alone_who_enter_figures(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    enter(kpi, cast["data lead"], "4321")
    actions.propose_baseline(
        kpi=kpi, value=Decimal(8765), as_at=date(2023, 1, 31), source="Clinic list", by=cast["data lead"], at=NOW
    )
    page = as_("member").get("/notices/devon/kpis/A-K1/").content.decode()
    assert "Waits for release by NHS Devon" in page
    for secret in ("4,321", "4321", "8,765", "8765", "Clinic list"):
        assert secret not in page
    assert "4,321" in as_("data lead").get("/notices/devon/kpis/A-K1/").content.decode()


def test_the_kpi_says_that_a_baseline_waits_and_does_not_offer_its_approval(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    propose(kpi, cast["data lead"])
    page = as_("lead").get("/notices/devon/kpis/A-K1/").content.decode()
    assert "It counts once NHS Devon has released it and a second person approves it" in page
    assert "waits for release by NHS Devon" in page
    assert "Look at it, and approve or return it" not in page
    answer = as_("lead").get("/notices/devon/kpis/A-K1/baseline/approve/", follow=True)
    assert "The baseline of A-K1 waits for NHS Devon to release it first" in answer.content.decode()


def test_the_partner_s_data_lead_ticks_what_is_released(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    figures = [enter(kpi, cast["data lead"]), enter(kpi, cast["data lead"], "15", date(2023, 10, 31))]
    baseline = propose(kpi, cast["data lead"])
    client = as_("partner")
    page = client.get(PAGE).content.decode()
    assert re.search(r"A-K1 Waits: 14 for November 2023, entered by Data lead\s*<", page)
    assert "A-K1 Waits: 16 at 31 January 2023, proposed by Data lead: “Return”" in page
    assert "Tick what you release" in client.post(PAGE).content.decode()
    answer = client.post(PAGE, {"figures": [figures[0].pk], "baselines": [baseline.pk]}, follow=True)
    page = answer.content.decode()
    assert "Released: 1 figure and 1 baseline, and the baseline waits for approval" in page
    assert 'name="baselines"' not in page, "no baseline waits any more"
    assert [each.held for each in Measurement.objects.order_by("pk")] == [False, True]
    assert not Baseline.objects.get().held


def test_the_lead_sees_what_waits_for_whom_and_cannot_release_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = enter(kpi, cast["data lead"])
    for who in ("lead", "data lead"):
        page = as_(who).get(PAGE).content.decode()
        assert "Waits for others" in page
        assert "Answer for what is ticked" not in page
    assert as_("lead").post(PAGE, {"figures": [row.pk]}).status_code == 403
    refused = as_("data lead").post(PAGE, {"figures": [row.pk]})
    assert refused.status_code == 200
    row.refresh_from_db()
    assert row.held


def test_what_waits_is_told_with_its_unit(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(unit=Unit.PERCENT)
    enter(kpi, cast["data lead"], "36")
    propose(kpi, cast["data lead"])
    page = said(as_("lead").get(PAGE))
    assert ("Figure 36%" in page, "Baseline 16%" in page) == (True, True)
    page = said(as_("partner").get(PAGE))
    assert ("36% for November 2023, entered" in page, "16% at 31 January 2023" in page) == (True, True)


def test_another_notice_s_figures_are_neither_shown_nor_released(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    elsewhere = make.Kpi(notice=cast.elsewhere, code="Z-K9", organisation=cast["partner"].organisation)
    foreign = make.Measurement(notice=cast.elsewhere, kpi=elsewhere, held=True)
    client = as_("partner")
    assert "Z-K9" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"figures": [foreign.pk]})
    foreign.refresh_from_db()
    assert foreign.held


def test_a_proposal_that_a_later_one_took_the_place_of_is_not_asked_about(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    propose(kpi, cast["data lead"])
    propose(kpi, cast["lead"])
    page = as_("partner").get(PAGE).content.decode()
    assert "proposed by Lead" in page
    assert "proposed by Data lead" not in page


def test_what_somebody_wrote_in_a_note_is_shown_and_never_run(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, held=True, note="<script>alert(1)</script>")
    page = as_("partner").get(PAGE).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_nothing_waits_is_said(as_: Enter) -> None:
    assert "Nothing waits for release" in as_("partner").get(PAGE).content.decode()
