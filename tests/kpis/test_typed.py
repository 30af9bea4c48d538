"""A figure is read strictly from what people type."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.targets import Unit, plain
from kpis.typed import Cell, NotAFigure, read_cell, typed_value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12.1%", Unit.PERCENT, "12.1"),
        ("12.1", Unit.PERCENT, "12.1"),
        (" 12.1 % ", Unit.PERCENT, "12.1"),
        ("45 per cent", Unit.PERCENT, "45"),
        ("45 percent", Unit.PERCENT, "45"),
        ("0.83", Unit.PERCENT, "0.83"),
        ("104%", Unit.PERCENT, "104"),
        ("0", Unit.COUNT, "0"),
        ("1,600", Unit.COUNT, "1600"),
        ("1,234,567.5", Unit.COUNT, "1234567.5"),
        ("1600", Unit.COUNT, "1600"),
        ("14.4", Unit.COUNT, "14.4"),
        ("12 days", Unit.DAYS, "12"),
        ("1 day", Unit.DAYS, "1"),
        ("3.10000", Unit.DAYS, "3.1"),
        ("7%", Unit.NOT_STATED, "7"),
        ("7 days", Unit.NOT_STATED, "7"),
    ],
)
def test_a_figure_is_read_with_its_unit_and_thousands(text: str, unit: Unit, value: str) -> None:
    assert typed_value(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("", Unit.COUNT, "Enter the figure, like 12.1 or 1,600"),
        ("   ", Unit.COUNT, "Enter the figure, like 12.1 or 1,600"),
        ("12,1", Unit.PERCENT, "“12,1” has a comma as its decimal mark: write 12.1"),
        ("12,1%", Unit.PERCENT, "“12,1%” has a comma as its decimal mark: write 12.1"),
        ("1,60", Unit.COUNT, "“1,60” has a comma as its decimal mark: write 1.60"),
        ("0,83%", Unit.PERCENT, "“0,83%” has a comma as its decimal mark: write 0.83"),
        ("0,125", Unit.COUNT, "“0,125” has a comma as its decimal mark: write 0.125"),
        ("1234,567", Unit.COUNT, "“1234,567” has a comma as its decimal mark: write 1234.567 (or 1234567)"),
        (
            "£62,500",
            Unit.COUNT,
            "“£62,500” is an amount of money: write the number alone, and say in the name what it is",
        ),
        ("1.600,5", Unit.COUNT, "“1.600,5” holds more than one number: write one figure, like 12.1 or 1,600"),
        ("45%", Unit.COUNT, "“45%” is a percentage, but this KPI is not: write the number alone, like 45"),
        ("45%", Unit.DAYS, "“45%” is a percentage, but this KPI is not: write the number alone, like 45"),
        ("12 days", Unit.PERCENT, "“12 days” is in days, but this KPI is not: write the number alone, like 12"),
        ("-3", Unit.COUNT, "“-3” is below zero: write the figure itself, not the change since the last one"),
        ("−3%", Unit.PERCENT, "“−3%” is below zero: write the figure itself, not the change since the last one"),
        ("about 12", Unit.COUNT, "“about 12” is not one figure: write the number alone and say the rest in the note"),
        (">12", Unit.COUNT, "“>12” is not one figure: write the number alone and say the rest in the note"),
        (
            "<5",
            Unit.COUNT,
            "“<5” says that a number is small, not which: leave it empty until the number may be shown",
        ),
        ("n/a", Unit.COUNT, "“n/a” says that there is no figure: leave it empty until there is one"),
        ("–", Unit.COUNT, "“–” says that there is no figure: leave it empty until there is one"),
        ("=A1", Unit.COUNT, "“=A1” is a formula, not what it gives: paste it as a value, or type the figure"),
        ("#DIV/0!", Unit.COUNT, "“#DIV/0!” is an error of the spreadsheet: mend it there, or leave the figure empty"),
        ("1 600", Unit.COUNT, "“1 600” has spaces inside its number: write 1600"),
        ("1\u00a0600", Unit.COUNT, "“1 600” has spaces inside its number: write 1600"),
        ("(12)", Unit.COUNT, "“(12)” is below zero: write the figure itself, not the change since the last one"),
        (
            "12.1% (AY22/23)",
            Unit.PERCENT,
            "“12.1% (AY22/23)” has words behind its figure: write 12.1%, and “AY22/23” in the note",
        ),
        ("12 of 30", Unit.COUNT, "“12 of 30” holds more than one number: write one figure, like 12.1 or 1,600"),
        ("TBC", Unit.COUNT, "“TBC” is not a number: write digits, like 12.1 or 1,600"),
        ("1e5", Unit.COUNT, "“1e5” holds more than one number: write one figure, like 12.1 or 1,600"),
        ("NaN", Unit.COUNT, "“NaN” is not a number: write digits, like 12.1 or 1,600"),
        ("٣", Unit.COUNT, "“٣” is not a number: write digits, like 12.1 or 1,600"),
        ("1.23456", Unit.COUNT, "“1.23456” has more than 4 decimal places: round it to 4 or fewer"),
        ("12345678901", Unit.COUNT, "“12345678901” is too large: check it, or give the figure in thousands"),
    ],
)
def test_what_could_mean_something_else_is_refused_with_what_to_type(text: str, unit: Unit, says: str) -> None:
    with pytest.raises(NotAFigure) as refused:
        typed_value(text, unit)
    assert str(refused.value) == says


@given(st.decimals(min_value=0, max_value=9_999_999_999, places=4, allow_nan=False, allow_infinity=False))
def test_every_value_that_a_page_shows_can_be_typed_again(value: Decimal) -> None:
    assert typed_value(plain(value), Unit.COUNT) == value


def read(text: str) -> Decimal | str:
    """The figure, or the sentence."""
    try:
        return typed_value(text, Unit.PERCENT)
    except NotAFigure as refused:
        return str(refused)


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_figure_of_nought_or_more_or_a_sentence(text: str) -> None:
    found = read(text)
    assert found >= 0 if isinstance(found, Decimal) else found


@pytest.mark.parametrize(
    ("text", "figure", "kind", "note"),
    [
        ("12.1% (AY22/23)", "12.1%", "", "AY22/23"),
        ("1.17% (projected end of year)", "1.17%", "projected", "projected end of year"),
        ("65% provisional", "65%", "provisional", "provisional"),
        ("800 of current backlog", "800", "", "of current backlog"),
        ("n/a", "n/a", "", ""),
        ("12 days", "12 days", "", ""),
        ("12 of 30", "12 of 30", "", ""),
        ("12% to 15%", "12% to 15%", "", ""),
        ("=SUM(B2:B9)", "=SUM(B2:B9)", "", ""),
    ],
)
def test_a_cell_with_words_behind_its_figure_is_read_as_both_and_never_without_saying_so(
    text: str, figure: str, kind: str, note: str
) -> None:
    cell = read_cell(text, Unit.PERCENT)
    assert (cell.figure, cell.kind, cell.note) == (figure, kind, note)
    assert f"“{text}”" in cell.doubt


def test_a_cell_that_is_certain_raises_no_doubt() -> None:
    assert read_cell(" 13.02% ", Unit.PERCENT) == Cell("13.02%")
    assert read_cell(" \t ", Unit.PERCENT) == Cell()


@given(st.text(max_size=20))
def test_whatever_a_cell_holds_its_figure_can_be_read_or_a_sentence_says_why_not(text: str) -> None:
    cell = read_cell(text, Unit.PERCENT)
    assert cell.doubt or not cell.figure or isinstance(read(cell.figure), Decimal)
    assert cell.note == "" or cell.doubt
