"""The page on which the figures of a period are entered, row by row."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Period, Unit
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
GRID = "/notices/devon/kpis/enter/"
NOVEMBER = f"{GRID}?period=2023-11"
END = date(2023, 11, 30)


@pytest.fixture
def three(cast: Cast) -> list[Kpi]:
    """Three KPIs of the data lead, the first with a figure of October."""
    own = {"notice": cast.notice, "plan": cast.action.plan, "section": cast.action.section}
    rows = [
        make.Kpi(code=f"A-K{place}", order=place, name=name, data_lead=cast["data lead"], unit=Unit.COUNT, **own)
        for place, name in enumerate(("Vacancies", "Plans in time", "Families heard"), 1)
    ]
    make.Measurement(notice=cast.notice, kpi=rows[0], value=Decimal(15), as_at=date(2023, 10, 31), period="month")
    return rows


def hidden(client: Client, address: str = NOVEMBER) -> dict[str, str]:
    """What the page sends of each row before anything is typed."""
    page = client.get(address).content.decode()
    found = dict(re.findall(r'name="(\d+-(?:sent_as|seen_row|seen_version))" value="([^"]*)"', page))
    inputs = re.findall(r'<input type="text" name="(\d+-value)"([^>]*)>', page)
    values = {name: shown[1] if (shown := re.search(r'value="([^"]*)"', rest)) else "" for name, rest in inputs}
    kinds = dict(re.findall(r'<select name="(\d+-kind)".*?<option value="(\w+)" selected>', page, re.DOTALL))
    return found | values | kinds


def typed(kpi: Kpi, **cells: str) -> dict[str, str]:
    return {f"{kpi.pk}-{name}": text for name, text in cells.items()}


def standing(kpi: Kpi) -> Measurement:
    found: Measurement = kpi.measurements.get(as_at=END, corrected=False)
    return found


def test_a_data_lead_types_a_month_and_every_row_is_saved_at_once(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    page = client.get(GRID).content.decode()
    assert "Figures for November 2023</h1>" in page, "the month that ended last"
    assert re.search(r"15 <br><span[^>]*>October 2023", page)
    sent = hidden(client) | typed(three[0], value="14", note="Two left") | typed(three[1], value="1,600")
    sent |= typed(three[2], value="7", kind="provisional")
    answer = client.post(NOVEMBER, sent)
    assert (answer.status_code, answer["Location"]) == (302, NOVEMBER)
    found = [(each.value, each.kind, each.note, each.period) for each in map(standing, three)]
    assert found == [
        (14, "actual", "Two left", "month"),
        (1600, "actual", "", "month"),
        (7, "provisional", "", "month"),
    ]
    after = client.get(NOVEMBER).content.decode()
    assert "A-K1, A-K2 and A-K3 saved for November 2023: nothing is missing any more" in after
    assert "7, provisional, by Data lead" in after


def test_what_is_right_is_saved_and_what_is_wrong_stays_typed_with_its_row_named(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    sent = hidden(client) | typed(three[0], value="14") | typed(three[1], value="12,1", note="Half <counted>")
    page = client.post(NOVEMBER, sent).content.decode()
    assert standing(three[0]).value == 14
    assert Measurement.objects.filter(as_at=END).count() == 1
    assert "<b>Saved:</b> 14, actual" in page
    link = rf'<a href="#id_{three[1].pk}-value">A-K2: “12,1” has a comma as its decimal mark: write 12.1'
    assert re.search(link, page)
    assert 'value="12,1"' in page
    assert "Half &lt;counted&gt;" in page
    assert "A-K3:" not in page.partition("<table")[0], "nothing was typed in the third row"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fourteen", "“fourteen” is not a number: write digits"),
        ("12,1", "“12,1” has a comma as its decimal mark"),
        ("45%", "“45%” is a percentage, but this KPI is not"),
        ("=A1", "“=A1” is a formula, not what it gives"),
        ("<5", "“&lt;5” says that a number is small, not which"),
        ("n/a", "“n/a” says that there is no figure"),
        ("12.1% (AY22/23)", "“12.1% (AY22/23)” has words behind its figure"),
        ("1 600", "“1 600” has spaces inside its number: write 1600"),
        ("<script>alert(1)</script>", "“&lt;script&gt;alert(1)&lt;/script&gt;” is not a number"),
    ],
)
def test_a_cell_that_cannot_be_read_names_its_row_and_what_to_do(
    three: list[Kpi], as_: Enter, text: str, says: str
) -> None:
    client = as_("data lead")
    page = client.post(NOVEMBER, hidden(client) | typed(three[1], value=text)).content.decode()
    said = re.search(r"A-K2: (“.*?)</a>", page)
    assert said
    assert said[1].startswith(says)
    assert "<script>alert" not in page
    assert not Measurement.objects.filter(as_at=END).exists()


def test_a_note_without_a_figure_asks_for_the_figure(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    page = client.post(NOVEMBER, hidden(client) | typed(three[1], note="To come")).content.decode()
    assert "A-K2: Enter the" in page
    assert "To come" in page


def test_nothing_typed_is_said_and_saves_nothing(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    page = client.post(NOVEMBER, hidden(client)).content.decode()
    assert "No figure was typed or changed, so nothing was saved" in page
    assert not Measurement.objects.filter(as_at=END).exists()


def test_a_second_click_saves_nothing_twice(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    sent = hidden(client) | typed(three[0], value="14")
    assert [client.post(NOVEMBER, sent).status_code for _ in range(2)] == [302, 302]
    assert three[0].measurements.filter(as_at=END).count() == 1


# --- what stands already -------------------------------------------------------------------------


def test_a_figure_that_is_there_is_corrected_in_its_row_with_a_reason(cast: Cast, three: list[Kpi], as_: Enter) -> None:
    old = make.Measurement(
        notice=cast.notice, kpi=three[0], value=Decimal(16), as_at=END, period="month", entered_by=cast["data lead"]
    )
    client = as_("data lead")
    sent = hidden(client)
    assert sent[f"{three[0].pk}-value"] == "16"
    untouched = client.post(NOVEMBER, sent | typed(three[1], value="3"))
    assert untouched.status_code == 302
    assert standing(three[0]) == old, "a row in which nothing was changed is left alone"
    sent = hidden(client) | typed(three[0], value="14")
    page = client.post(NOVEMBER, sent).content.decode()
    assert "A-K1: Say why the figure is corrected" in page
    assert client.post(NOVEMBER, sent | typed(three[0], note="Counted twice")).status_code == 302
    now = standing(three[0])
    assert (now.value, now.note, now.corrects, now.period) == (14, "Counted twice", old, Period.MONTH)


def test_a_provisional_figure_is_made_actual_without_being_asked_about_again(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    make.Measurement(
        notice=cast.notice, kpi=three[0], value=Decimal(900), as_at=END, period="month", kind="provisional"
    )
    client = as_("data lead")
    sent = hidden(client) | typed(three[0], kind="actual", note="Validated")
    assert client.post(NOVEMBER, sent).status_code == 302
    assert standing(three[0]).kind == "actual"


def test_when_two_enter_the_same_row_the_second_sees_both_and_can_send_theirs(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    first, second = as_("data lead"), as_("lead")
    seen = hidden(first), hidden(second)
    first.post(NOVEMBER, seen[0] | typed(three[0], value="14", note="First"))
    late = seen[1] | typed(three[0], value="13", note="Second") | typed(three[1], value="5")
    page = second.post(NOVEMBER, late).content.decode()
    assert f'<a href="#id_{three[0].pk}-value">A-K1: Data lead has entered 14, actual meanwhile: read both' in page
    assert re.search(r'colspan="5"[^>]*><div class="app-grid__conflicts">\s*<section class="app-conflict"', page)
    for text in ("First", "Second", "Stored now", "What you typed"):
        assert text in page
    assert [standing(three[0]).value, standing(three[1]).value] == [14, 5], "the other row is saved"
    again = dict(re.findall(r'name="(\d+-(?:sent_as|seen_row|seen_version))" value="([^"]*)"', page))
    assert second.post(NOVEMBER, late | again).status_code == 302
    assert (standing(three[0]).value, standing(three[0]).corrects.value) == (13, 14)


def test_when_two_enter_the_same_figure_nothing_is_left_to_decide(three: list[Kpi], as_: Enter) -> None:
    first, second = as_("data lead"), as_("lead")
    seen = hidden(first), hidden(second)
    for client, sent in zip((first, second), seen, strict=True):
        assert client.post(NOVEMBER, sent | typed(three[0], value="14")).status_code == 302
    assert three[0].measurements.filter(as_at=END).count() == 1


def test_a_figure_that_somebody_else_corrected_is_not_written_over_by_a_page_that_shows_the_old_one(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    old = make.Measurement(notice=cast.notice, kpi=three[0], value=Decimal(16), as_at=END, period="month")
    client = as_("data lead")
    sent = hidden(client)
    actions.correct_measurement(
        measurement=old,
        value=Decimal(12),
        kind=FigureKind.ACTUAL,
        why="Recount",
        by=cast["lead"],
        at=NOW,
        seen_version=1,
    )
    assert client.post(NOVEMBER, sent | typed(three[1], value="5")).status_code == 302
    assert standing(three[0]).value == 12, "the row was not touched on the old page"
    page = client.post(NOVEMBER, sent | typed(three[0], value="13", note="Mine")).content.decode()
    assert "A-K1: Lead has entered 12, actual meanwhile" in page
    assert standing(three[0]).value == 12


# --- what is asked about -------------------------------------------------------------------------


def test_a_doubtful_row_is_asked_about_and_saved_once_it_is_ticked(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    sent = hidden(client) | typed(three[0], value="150") | typed(three[1], value="5")
    page = client.post(NOVEMBER, sent).content.decode()
    assert "A-K1: 150 is ten times as much as before or more: the figure of October 2023 was 15" in page
    assert re.search(rf'type="checkbox" name="{three[0].pk}-right" value="150"', page)
    assert not three[0].measurements.filter(as_at=END).exists()
    assert standing(three[1]).value == 5
    again = hidden(client) | typed(three[0], value="150", right="150")
    assert client.post(NOVEMBER, again).status_code == 302
    assert '"doubts":"tenfold"' in Event.objects.latest("pk").body


def test_a_number_that_another_row_last_had_is_asked_about(cast: Cast, three: list[Kpi], as_: Enter) -> None:
    make.Measurement(notice=cast.notice, kpi=three[1], value=Decimal(46), as_at=date(2023, 10, 31), period="month")
    client = as_("data lead")
    page = client.post(NOVEMBER, hidden(client) | typed(three[0], value="46")).content.decode()
    assert "A-K1: 46 is what A-K2 last had, and the figure of October 2023 was 15" in page


# --- pasted --------------------------------------------------------------------------------------


def pasting(client: Client, text: str, **more: str) -> str:
    """The page after a paste was read into its rows."""
    answer = client.post(NOVEMBER, hidden(client) | more | {"paste": text, "read": "yes"})
    assert answer.status_code == 200
    assert not Measurement.objects.filter(as_at=END).exists(), "nothing is saved by reading"
    return str(answer.content.decode())


def in_row(page: str, kpi: Kpi) -> tuple[str, str, str]:
    """What stands in a row: value, kind, note."""
    shown = re.search(rf'name="{kpi.pk}-value"([^>]*)>', page)
    value = re.search(r' value="([^"]*)"', shown[1] if shown else "")
    kind = re.search(rf'name="{kpi.pk}-kind".*?<option value="(\w+)" selected>', page, re.DOTALL)
    note = re.search(rf'name="{kpi.pk}-note"([^>]*)>', page)
    noted = re.search(r' value="([^"]*)"', note[1] if note else "")
    return (value[1] if value else "", kind[1] if kind else "", noted[1] if noted else "")


def test_a_pasted_column_fills_the_rows_in_their_order_and_saves_nothing(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    page = pasting(client, "Value\r\n14\r\n\r\n7\r\n")
    assert [in_row(page, kpi)[0] for kpi in three] == ["14", "", "7"]
    assert "2 figures read into the rows. Nothing is saved yet" in page
    assert "There is a problem" not in page


def test_a_pasted_block_is_read_by_its_heads_and_saved_when_it_was_looked_at(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    block = "Note\tKPI\tOwner\tFigure\tKind\nRecount\tfamilies  heard\tJo\t7\tProvisional\n\ta-k1\t\t14\t\n"
    page = pasting(client, block)
    assert in_row(page, three[2]) == ("7", "provisional", "Recount")
    assert in_row(page, three[0]) == ("14", "actual", "")
    assert "Line 1: the column “Owner” was not read" in page
    sent = hidden(client) | typed(three[0], value="14") | typed(three[2], value="7", kind="provisional", note="Recount")
    assert client.post(NOVEMBER, sent | {"paste": ""}).status_code == 302
    assert standing(three[2]).note == "Recount"


def test_every_pasted_cell_that_is_not_certain_is_named_with_its_line_and_what_to_do(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    Kpi.objects.filter(pk=three[1].pk).update(unit=Unit.PERCENT)
    make.Kpi(notice=cast.notice, code="D-K1", data_lead=make.User(name="Somebody Else"))
    make.Kpi(notice=cast.notice, code="D-K2", frequency="quarter", data_lead=cast["data lead"])
    block = "A-K1\t150\tguess\nA-K2\t12.1% (AY22/23)\nA-K3\t=A1\nA-K7\t5\nd-k1\t6\nD-K2\t7\n"
    page = pasting(as_("data lead"), block)
    summary = page.partition("<table")[0]
    for said in (
        "A-K1: 150 is ten times as much as before or more",
        "A-K1: Line 1: “guess” is no kind of figure: choose actual, provisional or projected",
        "A-K2: Line 2: “12.1% (AY22/23)” was read as 12.1% with the note “AY22/23”: check it",
        "A-K3: “=A1” is a formula, not what it gives",
        "Line 4: “A-K7” is none of these KPIs, and its value “5” was left out",
        "Line 5: “d-k1” is not yours to enter: Somebody Else enters it, and its value “6” was left out",
        "Line 6: “D-K2” has no row for this period: enter it on its own page, and its value “7” was left out",
    ):
        assert said in summary
    assert in_row(page, three[1]) == ("12.1%", "actual", "AY22/23")
    assert in_row(page, three[2])[0] == "=A1"
    assert summary.count("is a formula") == 1, "nothing is said twice"


def test_two_pasted_values_for_one_kpi_are_both_named(three: list[Kpi], as_: Enter) -> None:
    page = pasting(as_("data lead"), "A-K1\t14\nA-K2\t3\nA-K1\t41\nA-K2\t3.0\n")
    assert "A-K1: Lines 1 and 3 are both for A-K1, with 14 and 41: keep the one that is right" in page
    assert "both for A-K2" not in page


def test_a_pasted_figure_that_differs_from_a_typed_one_says_so_and_other_rows_keep_what_was_typed(
    three: list[Kpi], as_: Enter
) -> None:
    page = pasting(as_("data lead"), "A-K1\t14\n", **typed(three[0], value="13"), **typed(three[2], value="8"))
    assert "A-K1: “13” was typed here before, and the pasted “14” has taken its place" in page
    assert in_row(page, three[2])[0] == "8"
    assert "A-K3:" not in page.partition("<table")[0]


def test_a_pasted_figure_that_stands_already_changes_nothing_and_another_one_asks_why(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    for kpi in three[:2]:
        make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(16), as_at=END, period="month")
    client = as_("data lead")
    page = client.post(NOVEMBER, hidden(client) | {"paste": "16\n17\n18\n", "read": "yes"}).content.decode()
    assert "A-K1:" not in page.partition("<table")[0]
    assert "A-K2: Say why the figure is corrected" in page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5\n" * 10_000, "You pasted 10,000 lines, and 500 at most can be read: paste the lines of these KPIs alone"),
        ("5" * 100_001, "You pasted 100,001 characters, and 100,000 at most can be read"),
        ("1\n2\n3\n4\n", "The column has 4 values, and there are 3 rows: paste code and value side by side"),
        ("  \n", "Paste a column or a block from Excel first"),
        ("5\x00", "Null characters are not allowed"),
    ],
)
def test_a_paste_that_cannot_be_read_is_refused_with_what_to_paste_instead(
    three: list[Kpi], as_: Enter, text: str, says: str
) -> None:
    page = pasting(as_("data lead"), text, **typed(three[0], value="13"))
    assert says in page
    assert in_row(page, three[0])[0] == "13", "what was typed in the rows stays"


def test_a_paste_that_was_not_read_is_not_lost_by_saving(three: list[Kpi], as_: Enter) -> None:
    client = as_("data lead")
    sent = hidden(client) | typed(three[0], value="14") | {"paste": "A-K2\t5"}
    page = client.post(NOVEMBER, sent).content.decode()
    assert standing(three[0]).value == 14
    assert "What you pasted was not read yet: read it into the rows, or clear it" in page
    assert "A-K2\t5</textarea>" in page


# --- which rows, and for whom --------------------------------------------------------------------


def test_a_month_that_ends_a_quarter_asks_for_the_quarter_too_and_a_quarter_for_its_own(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    for kpi, frequency in zip(three, ("month", "quarter", "as_it_comes"), strict=True):
        Kpi.objects.filter(pk=kpi.pk).update(frequency=frequency)
    client = as_("data lead")

    def rows(address: str) -> list[str]:
        return re.findall(r'id="row-(A-K\d)"', client.get(address).content.decode())

    assert rows(f"{GRID}?period=2023-11") == ["A-K1"]
    assert rows(f"{GRID}?period=2023-09") == ["A-K1", "A-K2"]
    assert rows(f"{GRID}?period=quarter-2023-09") == ["A-K2"]
    september = f"{GRID}?period=2023-09"
    sent = hidden(client, september) | typed(three[0], value="14") | typed(three[1], value="5")
    assert client.post(september, sent).status_code == 302
    found = Measurement.objects.filter(as_at=date(2023, 9, 30)).order_by("kpi__code")
    assert [each.period for each in found] == ["month", "quarter"]
    page = client.get(f"{GRID}?period=term-2023-08").content.decode()
    assert "No figure of yours is expected for this period" in page


def test_a_figure_of_another_period_that_ends_on_the_same_day_says_which(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    make.Measurement(notice=cast.notice, kpi=three[0], value=Decimal(15), as_at=date(2023, 9, 30), period="month")
    page = as_("data lead").get(f"{GRID}?period=quarter-2023-09").content.decode()
    assert "15, actual, of September 2023, by" in page


@pytest.mark.parametrize("asked", ["1999-01", "2024-01", "day-2023-11", "canary", "%00"])
def test_a_period_that_is_not_offered_gives_the_month_that_ended_last(three: list[Kpi], as_: Enter, asked: str) -> None:
    assert "Figures for November 2023</h1>" in as_("data lead").get(f"{GRID}?period={asked}").content.decode()


def test_the_lead_sees_every_row_and_who_has_not_entered_and_a_data_lead_only_their_own(
    cast: Cast, three: list[Kpi], as_: Enter
) -> None:
    Kpi.objects.filter(pk=three[2].pk).update(data_lead=cast["member"])
    make.Kpi(notice=cast.notice, code="A-K9", origin="survey", data_lead=cast["data lead"])
    make.Measurement(notice=cast.notice, kpi=three[0], as_at=END, period="month")
    make.Measurement(notice=cast.notice, kpi=three[1], as_at=END, period="month", kind="projected")
    whole, own = (as_(who).get(NOVEMBER).content.decode() for who in ("lead", "data lead"))
    assert re.findall(r'id="row-(A-K\d)"', whole) == ["A-K1", "A-K2", "A-K3"]
    assert re.findall(r'id="row-(A-K\d)"', own) == ["A-K1", "A-K2"]
    assert "<li>Data lead: A-K2</li><li>Member: A-K3</li>" in whole
    assert "1 of 3 figures is there" in whole
    assert "Who has not entered yet" not in own


def test_rows_that_are_not_theirs_cannot_be_sent(cast: Cast, three: list[Kpi], as_: Enter) -> None:
    elsewhere = make.Kpi(notice=cast.elsewhere, code="Z-K9")
    anothers = make.Kpi(notice=cast.notice, code="A-K8", data_lead=cast["member"])
    client = as_("data lead")
    sent = hidden(client)
    for kpi in (elsewhere, anothers):
        sent |= typed(kpi, value="5", kind="actual", sent_as="6f1c0b3e-0000-4000-8000-000000000000")
    page = client.post(NOVEMBER, sent).content.decode()
    assert "No figure was typed or changed" in page
    assert "Z-K9" not in page
    assert not Measurement.objects.filter(as_at=END).exists()


def test_another_rows_figure_cannot_be_corrected_through_this_one(cast: Cast, three: list[Kpi], as_: Enter) -> None:
    foreign = make.Measurement(notice=cast.elsewhere, as_at=END)
    client = as_("data lead")
    sent = hidden(client) | typed(three[0], value="14", note="Mine", seen_row=str(foreign.uid), seen_version="1")
    client.post(NOVEMBER, sent)
    foreign.refresh_from_db()
    assert not foreign.corrected
    assert standing(three[0]).corrects is None


def test_the_page_costs_the_same_for_one_row_as_for_three(cast: Cast, three: list[Kpi], as_: Enter) -> None:
    client = as_("lead")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(NOVEMBER).status_code == 200
        return sum("SAVEPOINT" not in query["sql"] for query in asked)

    many = queries()
    Kpi.objects.filter(pk__in=[each.pk for each in three[1:]]).update(frequency="term")
    assert queries() == many <= 12
