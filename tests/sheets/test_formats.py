"""A figure of a workbook is read as its format shows it: the words around it, percentages, thousands, parted digits."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.reading import About, CannotRead, read_file
from sheets.reading.formats import as_shown, plain
from tests.sheets.making import book, rewritten, said, sheet, with_shared

ACCOUNTS = '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("General", "3.50", "3.5"),
        ("", "3", "3"),
        ("@", "3", "3"),
        ('General" weeks"', "3", "3 weeks"),
        ('0 "weeks"', "3", "3 weeks"),
        ("0\\ \\w", "3", "3 w"),
        ("[$USD-409] #,##0", "1600", "USD 1600"),
        ("[Red]0.0", "-3", "-3"),
        ("0.00E+00", "12", "12"),
        ("<0", "5", "<5"),
        ('#,##0,"k"', "12500", "12.5k"),
        ('0.0,,"m"', "1250000", "1.25m"),
        ('0000"/"00', "202324", "2023/24"),
        ("0000\\/00", "202324", "2023/24"),
        ("00-00-00", "1", "00-00-01"),
        ('000" "000', "12", "000 012"),
        ('#0"/"00', "7", "0/07"),
        ('0000"/"00', "2023.5", "2023.5"),
        ("# ?/?", "0.5", "0.5"),
        ('0" of 20"00', "3", "0 of 2003"),
        ('00"20"00', "3", "3"),
        ('0" % of schools"', "12", "12% of schools"),
        ('0" %"', "12", "12%"),
        ('0.0%" of schools"', "0.131", "13.1% of schools"),
        ('0.0%;"n/a";"none"', "-0.5", "-50%"),
        ('0.0%;-0.0%;"none"', "0", "0%"),
        ('"↑"0;"↓"0', "-3", "↓-3"),
        ('"↑"0;"↓"0', "3", "↑3"),
        ("▲0%;▼0%", "-0.05", "▼-5%"),
        ('0" late (of all)";0" early (of all)"', "-3", "-3 early (of all)"),
        (ACCOUNTS, "-3", "£-3"),
        (ACCOUNTS, "0", "0"),
        ("#,##0_);(#,##0)", "-3", "-3"),
        ('0;\\(0" weeks"\\)', "-3", "-3 weeks"),
        ('[=1]0" week";0" weeks"', "1", "1 week"),
        ('[=1]0" week";0" weeks"', "2", "2 weeks"),
        ('[<0.5]0.0" low";[>=2]0" high"', "1", "1"),
    ],
)
def test_a_figure_is_read_with_what_its_format_prints(style: str, number: str, text: str) -> None:
    assert as_shown(Decimal(number), style) == text


@given(
    st.lists(
        st.sampled_from([*'0#?.,;%"\\[]/_* -E+@£<>=$()', "General", "[<1.5]", "[$£-809]", '" weeks"']), max_size=9
    ),
    st.decimals(-(10**9), 10**9, places=3),
)
def test_whatever_a_format_says_a_figure_has_its_digits_and_is_read(style: list[str], number: Decimal) -> None:
    shown = as_shown(number, "".join(style))
    digits = plain(abs(number)).replace(".", "").strip("0")
    assert digits in "".join(each for each in shown if each.isdigit())


def test_a_formula_that_came_to_no_text_is_an_empty_cell_and_none_without_a_value() -> None:
    """As `=IF(A1="","",A1)` is stored by Excel: to save it anew would help nobody."""

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = 3, "=1", "=2"

    def stored(part: bytes) -> bytes:
        return part.replace(b'<c r="B1">', b'<c r="B1" t="str">')

    content = rewritten(book(fill), stored)
    assert stored(b'<c r="B1">') in content_of(content)
    assert list(sheet(content)) == ["A1", "C1"]
    assert said(read_file("f.xlsx", content), About.NO_VALUE)[0].startswith("Sheet “Figures”, C1: a formula without")


def content_of(content: bytes) -> bytes:
    found = []
    rewritten(content, lambda part: found.append(part) or part)
    return found[0]


def test_a_text_that_is_counted_from_the_end_is_none() -> None:
    content = with_shared(book(lambda sheet: sheet.append([1])), "<si><t>one</t></si>", "<si><t>two</t></si>")
    assert sheet(content)["A2"].text == "two"
    with pytest.raises(CannotRead, match="damaged"):
        sheet(rewritten(content, lambda part: part.replace(b"<v>1<", b"<v>-1<")))
