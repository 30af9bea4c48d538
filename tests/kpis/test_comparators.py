"""What others published: added, corrected and taken out beside a KPI's own figures, and counted for nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import ledger
from audit.models import Event
from kpis import actions, shown
from kpis.lists import FIGURE_COLUMNS, figure_rows
from kpis.models import Comparator, Kpi, Period, Unit
from kpis.pictures import chart_data
from kpis.reading import KpiReading, read_kpis
from kpis.reading.history import read_history
from kpis.story import Event as Told
from kpis.story import story
from kpis.versions import versions
from notices.conflicts import ChangedMeanwhile, Refused
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
JUNE = date(2023, 6, 30)


@pytest.fixture
def kpi() -> Kpi:
    row = make.Kpi(code="A-K1")
    row.history.update(history_date=NOW - timedelta(days=99))
    make.Baseline(notice=row.notice, kpi=row, value=Decimal(20))
    make.Target(notice=row.notice, kpi=row, rule="40%")
    make.Measurement(notice=row.notice, kpi=row, value=Decimal("24.5"))
    return row


def add(kpi: Kpi, **more: Any) -> Comparator:
    said = {"name": "England", "as_at": JUNE, "period": Period.MONTH, "value": Decimal("49.1"), "source": "SEN2 return"}
    return actions.add_comparator(kpi=kpi, **{**said, "by": make.User(), "at": NOW, **more})


def correct(row: Comparator, **more: Any) -> Comparator:
    said = {field: getattr(row, field) for field in ("name", "as_at", "period", "value", "source")}
    doing = {"by": make.User(), "at": NOW, "seen_version": row.version, "why": "Misread"}
    return actions.correct_comparator(comparator=row, **{**said, **doing, **more})


def take_out(row: Comparator, **more: Any) -> Comparator:
    doing = {"by": make.User(), "at": NOW, "seen_version": row.version, "why": "Another measure"}
    return actions.take_out_comparator(comparator=row, **{**doing, **more})


def read(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    return found


def told(kpi: Kpi) -> list[Told]:
    entries = read_history(kpi.pk)
    return [event for event in story(entries, versions(entries)) if "comparators" in event.kinds]


# --- the verbs -----------------------------------------------------------------------------------------------------


def test_a_value_is_added_with_who_and_when_and_the_ledger_holds_no_word_of_it(kpi: Kpi) -> None:
    by = make.User()
    row = add(kpi, name="  South   West ", by=by, doubts=["tenfold"])
    assert (row.name, row.value, row.version) == ("South West", Decimal("49.1"), 1)
    assert (row.entered_by, row.entered_at, row.taken_out_at) == (by, NOW, None)
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject_id) == ("comparator.added", str(row.pk))
    assert "South" not in event.body
    assert ledger.digest("South West") in event.body
    assert '"doubts":"tenfold"' in event.body


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"name": "  "}, "name", "Say whose value it is"),
        ({"source": " "}, "source", "Say where it was published"),
        ({"as_at": TODAY + timedelta(days=1), "period": Period.DAY}, "as_at", "A value of a day to come"),
        ({"as_at": date(2023, 6, 29)}, "as_at", "29 June 2023 is not the last day of a month: give 30 June 2023"),
        ({"name": "england"}, "as_at", "England already has a value for June 2023, 48%: correct that one"),
        ({"period": Period.QUARTER}, "as_at", "England already has a value for June 2023"),
    ],
)
def test_what_cannot_have_been_published_is_refused_with_what_to_do(
    kpi: Kpi, more: dict[str, Any], field: str, says: str
) -> None:
    there = make.Comparator(notice=kpi.notice, kpi=kpi, value=Decimal(48))
    with pytest.raises(Refused, match=says) as refused:
        add(kpi, **more)
    assert refused.value.field == field
    other = make.Comparator(notice=kpi.notice, kpi=kpi, name="Wales", as_at=date(2023, 5, 31))
    with pytest.raises(Refused, match=says):
        correct(other, **{"name": "England", "as_at": JUNE, **more})
    assert list(kpi.comparators.order_by("pk")) == [there, other]


def test_a_name_is_spelt_as_it_stands_and_joins_its_line(kpi: Kpi) -> None:
    add(kpi, name="England")
    assert add(kpi, name="ENGLAND", as_at=date(2023, 7, 31)).name == "England"
    only = add(make.Kpi(), name="wales")
    assert correct(only, name="Wales").name == "Wales"


def test_a_form_that_is_sent_twice_adds_one_value_and_with_other_words_none(kpi: Kpi) -> None:
    sent_as = uuid4()
    first = add(kpi, sent_as=sent_as)
    assert add(kpi, sent_as=sent_as, name="england") == first
    for more in ({"value": Decimal(7)}, {"source": "Elsewhere"}, {"kpi": make.Kpi()}):
        with pytest.raises(Refused, match="sent already"):
            add(**{"kpi": kpi, **more}, sent_as=sent_as)
    take_out(first)
    with pytest.raises(Refused, match="sent already"):
        add(kpi, sent_as=sent_as)
    assert Comparator.objects.count() == 1


def test_a_correction_writes_over_keeps_the_old_value_and_is_done_once(kpi: Kpi) -> None:
    row = add(kpi)
    for _ in range(2):
        after = correct(row, value=Decimal("50.1"), source="SEN2, revised")
    assert (after.value, after.source, after.version, after.entered_at) == (Decimal("50.1"), "SEN2, revised", 2, NOW)
    assert [each.value for each in row.history.order_by("history_id")] == [Decimal("49.1"), Decimal("50.1")]
    assert Event.objects.filter(verb="comparator.corrected").count() == 1
    assert '"old_value":"49.1' in Event.objects.latest("pk").body


@pytest.mark.parametrize(
    ("more", "field"), [({"why": " ", "value": Decimal(3)}, "why"), ({}, "value"), ({"why": ""}, "why")]
)
def test_a_correction_without_a_reason_or_a_difference_is_refused(kpi: Kpi, more: dict[str, Any], field: str) -> None:
    row = add(kpi)
    with pytest.raises(Refused) as refused:
        correct(row, **more)
    assert refused.value.field == field


def test_one_is_taken_out_once_with_a_reason_and_its_day_is_free_again(kpi: Kpi) -> None:
    row, by = add(kpi), make.User()
    with pytest.raises(Refused, match="Say why it is taken out"):
        take_out(row, why=" ")
    for _ in range(2):
        gone = take_out(row, by=by)
    assert (gone.taken_out_by, gone.taken_out_at, gone.version) == (by, NOW, 2)
    assert Event.objects.filter(verb="comparator.taken_out").count() == 1
    assert add(kpi, value=Decimal(51)).value == 51


Doing = Callable[[Comparator], Comparator]


@pytest.mark.parametrize("first", [lambda row: correct(row, value=Decimal(3)), take_out], ids=["corrected", "gone"])
@pytest.mark.parametrize("then", [lambda row: correct(row, value=Decimal(4)), take_out], ids=["correct", "take out"])
def test_what_somebody_else_changed_meanwhile_is_not_written_over(kpi: Kpi, first: Doing, then: Doing) -> None:
    seen = add(kpi)
    stored = first(Comparator.objects.get(pk=seen.pk))
    with pytest.raises(ChangedMeanwhile):
        then(seen)
    seen.refresh_from_db()
    assert (seen.value, seen.taken_out_at, seen.version) == (stored.value, stored.taken_out_at, 2)


# --- what readers are told -----------------------------------------------------------------------------------------


def test_readers_are_told_the_standing_ones_name_by_name_with_exact_values(kpi: Kpi) -> None:
    add(kpi, name="South West", as_at=date(2023, 5, 31), value=Decimal("0.1234"))
    add(kpi, value=Decimal("1234567890.1234"))
    add(kpi, as_at=date(2022, 8, 31), period=Period.ACADEMIC_YEAR)
    add(kpi, name="South West", as_at=date(2022, 3, 14), period=Period.DAY)
    take_out(add(kpi, name="Wales"))
    assert [
        (each.name, each.period_words, each.when, str(each.value.normalize())) for each in read(kpi).comparators
    ] == [
        ("South West", "14 March 2022", "on 14 March 2022", "49.1"),
        ("South West", "May 2023", "in May 2023", "0.1234"),
        ("England", "Academic year 2021/22", "in the academic year 2021/22", "49.1"),
        ("England", "June 2023", "in June 2023", "1234567890.1234"),
    ]


def test_they_move_neither_state_nor_path_nor_what_is_expected(kpi: Kpi) -> None:
    before = read(kpi)
    for number in range(1, 12):
        add(kpi, as_at=date(2023, number, 1), period=Period.DAY, value=Decimal(99))
    after = read(kpi)
    assert len(after.comparators) == 11
    assert replace(after, comparators=()) == before
    assert chart_data(after, TODAY).expected == chart_data(before, TODAY).expected


def test_reading_them_costs_no_query_more(kpi: Kpi) -> None:
    for rows in ([], [kpi, make.Kpi(notice=kpi.notice, plan=kpi.plan)]):
        for row in rows:
            add(row)
            add(row, name="South West")
        with CaptureQueriesContext(connection) as asked:
            read_kpis(kpi.notice, TODAY)
        assert len(asked) == 4


def test_another_kpis_and_another_notices_are_not_told(kpi: Kpi) -> None:
    add(make.Kpi(notice=kpi.notice))
    add(make.Kpi())
    assert read(kpi).comparators == ()


def test_one_in_a_former_unit_stays_in_it_and_is_not_drawn(kpi: Kpi) -> None:
    add(kpi)
    kpi.targets.update(rule="")  # 40% says nothing of a number
    doing = {"why": "Heads", "comparable": False, "from_on": date(2023, 7, 1), "seen_version": 1}
    sheet = replace(actions.Sheet.of(kpi), unit=Unit.COUNT)
    actions.define_kpi(kpi=kpi, sheet=sheet, by=make.User(), at=NOW, **doing)
    add(kpi, as_at=date(2023, 7, 31), value=Decimal(812))
    found = read(kpi)
    assert [each.shown for each in found.comparators] == ["49.1%", "812"]
    assert [each.value for each in chart_data(found, TODAY).comparators] == [812]


def test_chart_its_table_and_its_file_tell_of_them_all(kpi: Kpi) -> None:
    for name in ("England", "South West", "=Wales"):
        add(kpi, name=name, source=f"Return of {name}")
    found = read(kpi)
    data = chart_data(found, TODAY)
    assert "England: 49.1% in June 2023; the latest own figure is below it" in data.text_alternative()
    assert "told in the table alone: =Wales" in data.text_alternative()
    rows = [row for row in shown.points(found, data) if row[0] == "30 June 2023"]
    assert rows == [
        ("30 June 2023", "49.1%", f"{name}, for comparison: Return of {name}")
        for name in sorted(("England", "South West", "=Wales"))
    ]
    own, *others = ([str(cell or "") for cell in row] for row in figure_rows(found))
    assert {len(FIGURE_COLUMNS)} == {len(own), *map(len, others)}
    at = [column.title for column in FIGURE_COLUMNS].index
    assert (own[at("Comparator")], own[at("Kind")]) == ("", "Actual")
    assert [row[at("Comparator")] for row in others] == ["England", "South West", "=Wales"]
    assert {row[at("Kind")] for row in others} == {"Published by others"}
    assert others[0][at("Source")] == "Return of England"


def test_the_story_tells_what_was_added_corrected_and_taken_out_and_why(kpi: Kpi) -> None:
    by = make.User(name="The data lead")
    row = add(kpi, by=by)
    row = correct(row, value=Decimal(50), by=by, at=NOW + timedelta(days=1))
    row = correct(row, source="SEN2, second edition", by=by, at=NOW + timedelta(days=2))
    row = correct(row, name="Wales", by=by, at=NOW + timedelta(days=3))
    take_out(row, by=by, at=NOW + timedelta(days=4))
    assert [(event.title, event.text) for event in told(kpi)] == [
        ("Comparator taken out: Wales, 50% for June 2023", "Another measure"),
        ("Comparator corrected: Wales, 50% for June 2023, was England, 50% for June 2023", "Misread"),
        ("Comparator corrected: England, 50% for June 2023", "Misread\nSource: SEN2, second edition"),
        ("Comparator corrected: England, 50% for June 2023, was 49.1%", "Misread"),
        ("Comparator added: England, 49.1% for June 2023", "SEN2 return"),
    ]
    assert {event.by for event in told(kpi)} == {"The data lead"}
