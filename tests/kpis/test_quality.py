"""The data-quality list says everything that is odd or open, in one place, and leads to where it is settled."""

import html
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from audit.clock import day_of
from govuk import words
from kpis.models import BaselineState, Direction, FigureKind, Frequency, Kpi, Unit
from kpis.quality import Matter
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/data-quality/"


@pytest.fixture
def cast() -> Cast:
    cast = assemble()
    cast.notice.deliver_by = date(2024, 2, 29)
    cast.notice.save()
    return cast


def whole(cast: Cast, **more: object) -> Kpi:
    """A KPI of which nothing is odd or open."""
    fraction = {"numerator": "These", "denominator": "Of those"}
    told = {"code": "A-K1", "name": "Vacancies", "definition": "What", "data_lead": cast["data lead"], **fraction}
    told["frequency"] = Frequency.AS_IT_COMES
    row = make.Kpi(notice=cast.notice, **{**told, **more})
    make.Baseline(notice=cast.notice, kpi=row)
    make.Target(notice=cast.notice, kpi=row)
    return row


def said(client: Client, address: str = PAGE) -> str:
    return html.unescape(client.get(address).content.decode())


def found(client: Client, address: str = PAGE) -> dict[str, set[str]]:
    """The labels of what is listed, by KPI or action."""
    return {row.ref: {label for _, label, _ in row.settle} for row in client.get(address).context["rows"]}


def test_a_plan_of_which_nothing_is_odd_says_so(cast: Cast, as_: Enter) -> None:
    whole(cast)
    assert "Nothing is odd or open" in said(as_("lead"))


def open_kpi(cast: Cast, matter: Matter) -> None:  # noqa: C901  one case a kind
    kpi = whole(cast)
    targets, baseline = kpi.targets, kpi.baselines.get()
    match matter:
        case Matter.UNPLACED_CELLS:
            kpi.unplaced = ["0.56%"]
        case Matter.NO_TARGET:
            targets.all().delete()
        case Matter.TARGET_AWAITED:
            targets.update(rule="TBC")
        case Matter.TARGET_UNREADABLE:
            targets.update(rule="as many as possible")
        case Matter.UNDEFINED_CHANGE:
            targets.update(rule="25% increase")
            kpi.baselines.update(value=Decimal(0))
        case Matter.UNATTAINABLE:
            targets.update(rule="90%-point increase")
        case Matter.UNIT_DIFFERS:
            kpi.unit = Unit.COUNT
        case Matter.OUT_OF_ORDER:
            make.Target(notice=cast.notice, kpi=kpi, rule="50%", due_on=date(2023, 12, 31))
        case Matter.SAME_AS_BEFORE:
            make.Target(notice=cast.notice, kpi=kpi, due_on=date(2024, 2, 28))
        case Matter.NOT_MONOTONIC:
            make.Target(notice=cast.notice, kpi=kpi, rule="50%", due_on=date(2024, 2, 28))
        case Matter.AGAINST_DIRECTION:
            targets.update(rule="5%-point reduction")
        case Matter.AFTER_LONG_STOP:
            targets.update(due_on=date(2024, 3, 31))
        case Matter.BASELINE_AWAITED:
            kpi.baselines.all().delete()
        case Matter.BASELINE_TO_BE_DEVELOPED:
            undecided = {"value": None, "approved_by": None, "approved_at": None}
            kpi.baselines.update(state=BaselineState.TO_BE_DEVELOPED, **undecided)
        case Matter.BASELINE_PROPOSED:
            proposed = {"proposed_by": cast["data lead"], "proposed_at": NOW, "approved_by": None, "approved_at": None}
            make.Baseline(notice=cast.notice, kpi=kpi, number=2, state="proposed", value=Decimal(12), **proposed)
        case Matter.BASELINE_UNDATED:
            baseline.as_at = None
            baseline.save()
        case Matter.BASELINE_DIFFERS:
            make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(14), as_at=baseline.as_at)
        case Matter.BASELINE_TOO_LATE:
            make.Target(notice=cast.notice, kpi=kpi, rule="15%", due_on=baseline.as_at, printed_order=0)
        case Matter.BASELINE_OUTLIVED:
            make.Redefinition(notice=cast.notice, kpi=kpi, from_on=date(2023, 11, 1))
            make.Measurement(notice=cast.notice, kpi=kpi)
        case Matter.DIRECTION_NOT_SET:
            kpi.direction = Direction.NOT_SET
        case Matter.UNIT_NOT_STATED:
            kpi.unit = Unit.NOT_STATED
        case Matter.FIGURE_LATE:
            kpi.frequency = Frequency.QUARTER
            make.Measurement(notice=cast.notice, kpi=kpi, as_at=date(2023, 6, 30))
            make.Measurement(notice=cast.notice, kpi=kpi, as_at=date(2024, 6, 30), kind=FigureKind.PROJECTED)
        case Matter.WAVE_DIFFERS:
            told = {"how_heard": "survey", "question": "Heard?", "result": "Yes", "result_count": 20}
            wave = make.VoiceEntry(notice=cast.notice, asked=90, answered=60, **told)
            make.Measurement(notice=cast.notice, kpi=kpi, wave=wave, value=Decimal(30))
        case Matter.NO_DATA_LEAD:
            kpi.data_lead = None
        case Matter.NO_DEFINITION:
            kpi.definition = ""
        case Matter.NO_FREQUENCY:
            kpi.frequency = Frequency.NOT_STATED
        case Matter.NO_FRACTION:
            kpi.denominator = ""
        case _:
            raise AssertionError(matter)
    kpi.save()


OF_KPIS = [matter for matter in Matter if not matter.settled_at.startswith(("plans:", "notices:"))]


@pytest.mark.parametrize("matter", OF_KPIS)
def test_each_odd_or_open_thing_of_a_kpi_is_listed_by_its_kind_and_leads_to_where_it_is_settled(
    cast: Cast, as_: Enter, matter: Matter
) -> None:
    open_kpi(cast, matter)
    lead = as_("lead")
    assert found(lead) == {"A-K1": {matter.label}}
    (row,) = lead.get(PAGE).context["rows"]
    (settle,) = row.settle
    assert lead.get(settle[2]).status_code == 200
    assert lead.get(row.href).status_code == 200


def test_a_late_figure_says_which_period_is_missing_and_of_when_the_last_one_is(cast: Cast, as_: Enter) -> None:
    open_kpi(cast, Matter.FIGURE_LATE)
    assert "No figure for July to September 2023: the last one is of 30 June 2023" in said(as_("member"))


def test_a_late_figure_that_had_come_and_was_withdrawn_says_so_with_its_day(cast: Cast, as_: Enter) -> None:
    open_kpi(cast, Matter.FIGURE_LATE)
    gone = {"corrected": True, "withdrawn_by": cast["lead"], "withdrawn_at": NOW, "withdrawn_why": "Of A-K2"}
    make.Measurement(notice=cast.notice, kpi=Kpi.objects.get(), as_at=date(2023, 9, 30), **gone)
    since = f"since the one that came was withdrawn on {words.day(day_of(NOW))}: the last one is of 30 June 2023"
    assert f"No figure for July to September 2023 {since}" in said(as_("member"))
    page = said(as_("member"), "/notices/devon/kpis/A-K1/")
    gone_on = f"was withdrawn on {words.day(day_of(NOW))}, and no other has come: it reads stale from 42 days after"
    assert f"The figure for July to September 2023 {gone_on}" in page
    assert "No figure for July to September 2023" not in page


def test_a_figure_that_waits_within_the_grace_is_not_late(cast: Cast, as_: Enter) -> None:
    kpi = whole(cast, frequency=Frequency.MONTH)
    make.Measurement(notice=cast.notice, kpi=kpi, as_at=date(2023, 10, 31))
    assert found(as_("lead")) == {}


def test_an_action_without_a_settled_date_or_of_several_people_or_of_nobody_is_listed(cast: Cast, as_: Enter) -> None:
    printed = make.Action(notice=cast.notice, plan=cast.action.plan, ref="F1", due_on=None, original_due_on=None)
    undated = make.Action(
        notice=cast.notice, plan=cast.action.plan, ref="F2", due_on=None, original_due_on=None, by_when_printed=""
    )
    make.Action(notice=cast.notice, plan=cast.action.plan, ref="F3", due_on=None, original_due_on=None, in_place=True)
    several = make.Post(organisation=cast.notice.council, title="Operational Delivery leads", plural=True)
    make.Accountability(notice=cast.notice, action=printed, post=several, printed="Operational Delivery leads")
    empty = make.Post(organisation=cast.notice.council, title="Head of Nothing")
    make.Accountability(notice=cast.notice, action=undated, post=empty)
    lead = as_("lead")
    assert found(lead) == {
        "F1": {"Action with a printed date only", "Post of several people"},
        "F2": {"Action without a due date", "Nobody to act"},
        "F3": {"Nobody accountable"},
    }
    assert "The plan prints “January 2024”, and no due date is settled" in said(lead)
    for row in lead.get(PAGE).context["rows"]:
        for _, _, href in row.settle:
            assert lead.get(href).status_code == 200


# --- the list ------------------------------------------------------------------------------------


def test_the_list_is_counted_by_kind_and_narrowed_to_one_and_to_a_section(cast: Cast, as_: Enter) -> None:
    kpi = whole(cast, definition="", direction=Direction.NOT_SET)
    make.Kpi(notice=cast.notice, code="A-K2", unit=Unit.COUNT, definition="Known", data_lead=cast["data lead"])
    lead = as_("lead")
    page = said(lead)
    assert "<b>5 things</b>" in page
    assert "Direction not set</a>: 1" in page
    assert found(lead, PAGE + "?kind=direction_not_set") == {"A-K1": {"Direction not set"}}
    assert set(found(lead, f"{PAGE}?section={kpi.section.letter}")) == {"A-K1"}
    assert "Nothing fits these filters" in said(lead, f"{PAGE}?section={kpi.section.letter}&kind=no_target")


def test_the_list_is_taken_away_as_excel_and_csv_just_as_it_is_narrowed(cast: Cast, as_: Enter) -> None:
    whole(cast, name="=1+1", definition="", direction=Direction.NOT_SET)
    excel = as_("member").get(PAGE + "?format=xlsx&kind=no_definition")
    rows = list(load_workbook(BytesIO(excel.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[3] for row in rows] == ["Kind", "Definition not written"]
    text = as_("member").get(PAGE + "?format=csv").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "Direction not set" in text


def test_who_may_not_settle_it_is_not_led_to_a_page_that_refuses_them(cast: Cast, as_: Enter) -> None:
    whole(cast, definition="", direction=Direction.NOT_SET)
    make.Kpi(notice=cast.notice, code="A-K2", unit=Unit.COUNT, data_lead=cast["lead"])
    for kind in ("member", "data lead", "officer", "reviewer"):
        client = as_(kind)
        for row in client.get(PAGE).context["rows"]:
            for _, label, href in row.settle:
                assert not href or client.get(href).status_code == 200, (kind, row.ref, label)
    own = {row.ref: row.settle for row in as_("data lead").get(PAGE).context["rows"]}
    assert [label for _, label, href in own["A-K1"] if href] == ["Definition not written"]
    assert not any(href for _, _, href in own["A-K2"])


@pytest.mark.parametrize(("kind", "status"), [("stranger", 404), ("adviser", 403), ("observer", 403), ("member", 200)])
def test_those_who_see_the_plan_see_what_is_open_in_it(cast: Cast, as_: Enter, kind: str, status: int) -> None:
    assert as_(kind).get(PAGE).status_code == status


def test_another_notices_rows_are_not_listed_and_markup_is_not_run(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.elsewhere, code="Z-K9", name="Canary")
    make.Action(notice=cast.elsewhere, title="Canary", due_on=None, original_due_on=None)
    whole(cast, name="<script>alert(1)</script>", definition="")
    page = as_("lead").get(PAGE).content.decode()
    assert "Canary" not in page
    assert "<script>alert" not in page


def test_an_action_that_was_retired_is_not_listed(cast: Cast, as_: Enter) -> None:
    retired = {"retired_by": cast["lead"], "retired_at": NOW, "retired_why": "Done elsewhere"}
    make.Action(notice=cast.notice, due_on=None, original_due_on=None, **retired)
    assert found(as_("lead")) == {}


@pytest.mark.parametrize("kind", ["lead", "data lead"])
def test_the_list_costs_the_same_for_one_row_as_for_three(cast: Cast, as_: Enter, kind: str) -> None:
    client, counts = as_(kind), []
    for more in (1, 2):
        for _ in range(more):
            make.Kpi(notice=cast.notice)
            action = make.Action(notice=cast.notice, due_on=None, original_due_on=None)
            make.Accountability(notice=cast.notice, action=action)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
    assert counts[0] == counts[1] <= 12
