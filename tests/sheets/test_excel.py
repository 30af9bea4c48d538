"""Workbooks are read as people see them, each cell with its place, and what is not read is told."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from sheets.reading import About, CannotRead, Limits, read_file
from tests.sheets.making import book, by_place, rewritten, said, sheet, with_part, with_shared

AFTERNOON = datetime(2023, 11, 30, 14, 30)  # noqa: DTZ001 - a workbook knows no zones


def read(content: bytes) -> Any:
    return read_file("figures.xlsx", content)


def test_numbers_dates_and_percentages_are_read_as_people_see_them() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["A-K1", 12.0, 0.1, 1600, True, None, date(2023, 11, 30)])
        sheet.append([" two \n words ", 0.131, 0.29, 12])
        sheet["B2"].number_format, sheet["D2"].number_format = "0.0%", '0"%"'

    found = sheet(book(fill))
    assert [found[place].text for place in ("A1", "B1", "C1", "D1", "E1")] == ["A-K1", "12", "0.1", "1600", "TRUE"]
    assert [found[place].text for place in ("A2", "B2", "C2", "D2")] == ["two \n words", "13.1%", "0.29", "12%"]
    assert found["A2"].lines == ("two", "words")
    assert found["B2"].number == Decimal("0.131")
    assert found["A1"].number is None
    assert "F1" not in found


def test_a_date_is_a_date_a_serial_number_is_a_number_and_text_is_text() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([date(2023, 11, 30), 45260, "30/11/2023", AFTERNOON])
        sheet["D1"].number_format = "dd/mm/yyyy hh:mm"

    found = sheet(book(fill))
    assert [(cell.text, cell.day, cell.number) for cell in found.values()] == [
        ("30 November 2023", date(2023, 11, 30), None),
        ("45260", None, Decimal(45260)),
        ("30/11/2023", None, None),
        ("30 November 2023 14:30", date(2023, 11, 30), None),
    ]


@pytest.mark.parametrize(
    ("style", "text", "day"),
    [
        ("mmm\\-yy", "November 2023", None),
        ("mmm", "November 2023", None),
        ("yyyy", "2023", None),
        ("[$-809]dd mmmm yyyy", "1 November 2023", date(2023, 11, 1)),
        ('"month of "mmmm', "November 2023", None),
    ],
)
def test_a_date_that_shows_its_month_alone_is_of_that_month(style: str, text: str, day: date | None) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = date(2023, 11, 1)
        sheet["A1"].number_format = style

    cell = sheet(book(fill))["A1"]
    assert (cell.text, cell.day) == (text, day)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ('0" weeks"', "3 weeks"),
        ('"about "0', "about 3"),
        ("[$£-809]#,##0.00;-[$£-809]0", "£3"),
        ('0" ";-0', "3"),
        ("General", "3"),
    ],
)
def test_words_that_a_format_prints_around_a_number_are_read(style: str, text: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 3
        sheet["A1"].number_format = style

    cell = sheet(book(fill))["A1"]
    assert (cell.text, cell.number) == (text, 3)


def test_a_workbook_that_counts_days_from_1904_is_read_by_its_own_count() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 43798
        sheet["A1"].number_format = "d mmm yyyy"

    content = rewritten(
        book(fill), lambda part: part.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>'), "xl/workbook.xml"
    )
    assert sheet(content)["A1"].day == date(2023, 11, 30)


def test_a_formula_is_known_as_one_and_where_no_value_was_stored_it_says_what_to_do() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = 3, "=A1*2"

    found = read(book(fill))
    cell = by_place(found.tables[0])["B1"]
    assert (cell.formula, cell.text) == (True, "")
    assert by_place(found.tables[0])["A1"].formula is False
    (sentence,) = said(found, About.NO_VALUE)
    assert sentence.startswith("Sheet “Figures”, B1: a formula without a stored value: open the file in Excel")


def test_a_formula_is_read_by_the_value_that_is_stored_with_it_and_says_so() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "=1+1"

    content = rewritten(book(fill), lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    cell = sheet(content)["A1"]
    assert (cell.formula, cell.text, cell.number) == (True, "2", Decimal(2))
    assert said(read(content), About.FORMULA) == [
        "Sheet “Figures”, A1: a formula: the value stored with it was read, nothing is worked out here"
    ]


def test_text_that_begins_with_an_equals_sign_stays_text_and_is_named() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "=1+1"
        sheet["A1"].data_type = "s"

    found = read(book(fill))
    cell = by_place(found.tables[0])["A1"]
    assert (cell.text, cell.formula) == ("=1+1", False)
    assert "begins with “=” and is text" in said(found, About.FORMULA)[0]


def test_an_error_of_excel_is_no_value() -> None:
    found = read(book(lambda sheet: sheet.append(["#N/A"])))
    assert by_place(found.tables[0])["A1"].text == "#N/A"
    assert said(found, About.ERROR)[0].startswith("Sheet “Figures”, A1: an error of the spreadsheet")


def test_hidden_sheets_and_charts_are_left_out_and_named_and_the_others_have_their_names() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet.parent.create_sheet("Secret").sheet_state = "hidden"
        sheet.parent.create_sheet("Deep").sheet_state = "veryHidden"
        sheet.parent.create_chartsheet("Chart").add_chart(BarChart())

    found = read(book(fill, "Notes"))
    assert [table.name for table in found.tables] == ["Figures", "Notes"]
    hidden = said(found, About.HIDDEN)
    assert [each.split(":")[0] for each in hidden] == ["Sheet “Secret”", "Sheet “Deep”"]
    assert "show it in Excel" in hidden[0]
    assert said(found, About.NOT_READ) == ["Sheet “Chart”: a sheet without cells, such as a chart: it was not read"]


def test_what_is_hidden_on_a_sheet_is_read_and_named() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B2"], sheet["C3"] = "seen", "of a hidden row", "of a hidden column"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    found = read(book(fill))
    cells = by_place(found.tables[0])
    assert {place: cell.hidden for place, cell in cells.items()} == {"A1": False, "B2": True, "C3": True}
    assert said(found, About.HIDDEN) == [
        "Sheet “Figures”, row 2: a hidden row: read all the same",
        "Sheet “Figures”: column C is hidden: read all the same",
    ]


def test_columns_that_are_hidden_far_beyond_all_that_is_read_leave_those_that_are_read() -> None:
    hidden = b"<cols>%s</cols><sheetData>" % (b'<col min="1" max="1000000" hidden="1"/>' * 100)
    content = rewritten(book(lambda sheet: sheet.append(["x"])), lambda part: part.replace(b"<sheetData>", hidden))
    found = read(content)
    assert found.tables[0].rows[0][0].hidden
    assert said(found, About.HIDDEN) == ["Sheet “Figures”: column A is hidden: read all the same"]


def test_what_lies_beside_the_cells_is_told_with_its_place() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "Plan"
        sheet["A1"].comment = Comment("Ask Jo", "Jo")
        sheet["B1"] = "page"
        sheet["B1"].hyperlink = "https://example.org/plan"
        sheet["C1"] = "gone"
        sheet["C1"].font = Font(strike=True)
        sheet.oddHeader.center.text = "Draft 3"
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
        sheet.add_chart(chart, "E5")

    found = read(book(fill))
    assert said(found, About.COMMENT) == ["Sheet “Figures”, A1: a comment: it was not read"]
    assert said(found, About.LINK)[0].startswith("Sheet “Figures”, B1: a link")
    assert said(found, About.STRUCK)[0].startswith("Sheet “Figures”, C1: words that are struck through")
    assert said(found, About.PICTURE) == ["Sheet “Figures”, E5: a chart or a diagram: it was not read"]
    assert "Draft 3" in said(found, About.HEADER)[0]
    assert "Jo" not in str(found.remarks)


def test_many_like_places_are_one_remark_that_counts_them() -> None:
    found = read(book(lambda sheet: [sheet.append([f"=A{row}"]) for row in range(1, 81)]))
    (remark,) = [each for each in found.remarks if each.about is About.NO_VALUE]
    assert (remark.count, len(remark.places)) == (80, 50)
    assert remark.sentence.startswith("Sheet “Figures”, A1, A2, A3, A4, A5 and 75 more: a formula")


def test_headings_need_not_stand_on_top_and_places_are_kept_over_gaps() -> None:
    def fill(sheet: Any) -> None:
        sheet["B7"], sheet["C7"], sheet["B9"] = "Ref", "Action", "A1"

    (table,) = read(book(fill)).tables
    assert [cell.place for row in table.rows for cell in row] == ["B7", "C7", "B9"]
    assert str(table.where(table.rows[1][0])) == "sheet “Figures”, B9"
    assert table.where(table.rows[1][0]).file == "figures.xlsx"


def test_cells_without_their_names_stand_one_after_the_other() -> None:
    data = b"<row><c t='str'><v>a_x000D_\nb</v></c><c/><c t='inlineStr'><is><t>c</t></is></c></row>"
    data += b"<row><c><v>4</v></c></row>"
    content = rewritten(
        book(lambda sheet: sheet.append(["x"])),
        lambda part: part[: part.index(b"<sheetData>")] + b"<sheetData>" + data + b"</sheetData></worksheet>",
    )
    assert {place: cell.text for place, cell in sheet(content).items()} == {"A1": "a\nb", "C1": "c", "A2": "4"}


def test_texts_that_cells_share_are_read_whole_without_how_they_are_pronounced() -> None:
    content = with_shared(
        book(lambda sheet: sheet.append(["x"])),
        "<si><t>plain</t></si>",
        "<si><r><t>A</t></r><r><rPr><strike/></rPr><t>_x000D_\nB_x0041__x0000_</t></r><rPh><t>aye</t></rPh></si>",
    )
    assert {place: cell.text for place, cell in sheet(content).items()} == {"A1": "plain", "A2": "A\nBA\ufffd"}
    assert said(read(content), About.STRUCK)[0].startswith("Sheet “Figures”, A2: words that are struck through")


def test_words_struck_through_and_raised_figures_do_not_grow_into_the_figures_beside_them() -> None:
    run = "<r><rPr><{}/></rPr><t>{}</t></r>".format
    plain = "<r><t>{}</t></r>".format
    raised, lowered = ('vertAlign val="superscript"', 'vertAlign val="subscript"')
    content = with_shared(
        book(lambda sheet: sheet.append(["x"])),
        f"<si>{run('strike', '100')}{plain('50')}</si>",
        f"<si>{plain('5')}{run('strike', '6')}{run('strike', '7')}{plain('%')}</si>",
        f"<si>{plain('388')}{run(raised, '2')}</si>",
        f"<si>{plain('2023')}{run(raised, 'nd')}{run(lowered, '2')}</si>",
    )
    assert [cell.text for cell in sheet(content).values()] == ["100 50", "5 67%", "388²", "2023nd2"]


def test_characters_that_are_not_seen_are_kept_and_named() -> None:
    found = read(
        book(
            lambda sheet: sheet.append(
                ["A\u200b1", "\u202eplan", "\u05e9\u05dc\u05d5\u05dd", "plain – “text”", "\uf0fc"]
            )
        )
    )
    assert [cell.text for cell in found.tables[0].rows[0]][:2] == ["A\u200b1", "\u202eplan"]
    zero, override, right, private = said(found, About.CHARACTERS)
    assert zero.startswith("Sheet “Figures”, A1: zero width space, which cannot be seen")
    assert override.startswith("Sheet “Figures”, B1: right-to-left override, which cannot be seen")
    assert right.startswith("Sheet “Figures”, C1: words that are written from right to left")
    assert private.startswith("Sheet “Figures”, E1: a character that has no meaning outside its font")


@pytest.mark.parametrize("place", ["A1048576", "XFD1"])
def test_a_lonely_cell_far_away_is_refused_at_once(place: str) -> None:
    def fill(sheet: Any) -> None:
        sheet[place] = 1

    with pytest.raises(CannotRead, match=r"^Sheet “Figures”: It has more than 20,000 rows or 200 columns: take out"):
        read(book(fill))


def test_a_hundred_thousand_rows_are_refused_with_what_to_do() -> None:
    rows = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(100_000))
    content = rewritten(
        book(lambda sheet: sheet.append(["x"])),
        lambda part: part[: part.index(b"<sheetData>")] + b"<sheetData>" + rows + b"</sheetData></worksheet>",
    )
    with pytest.raises(CannotRead, match="more than 20,000 rows"):
        read(content)


def test_more_filled_cells_than_are_read_are_refused() -> None:
    content = book(lambda sheet: [sheet.append([1] * 10) for _ in range(10)])
    assert len(read_file("f.xlsx", content, Limits(cells=100)).tables) == 1
    with pytest.raises(CannotRead, match="more than 99 filled cells"):
        read_file("f.xlsx", content, Limits(cells=99))


def test_a_sheet_that_is_told_of_and_missing_is_named() -> None:
    content = book(lambda sheet: sheet.append([1]))
    broken = rewritten(content, lambda part: part.replace(b"sheet1.xml", b"sheet9.xml"), "xl/_rels/workbook.xml.rels")
    with pytest.raises(CannotRead, match="The sheet “Figures” is missing in the file: open it in Excel"):
        read(broken)


def test_other_files_that_formulas_refer_to_are_not_opened_and_that_is_told() -> None:
    link = b'<Relationship Id="r99" Type="http://x/externalLink" Target="externalLinks/1.xml"/></Relationships>'
    content = rewritten(
        book(lambda sheet: sheet.append([1])),
        lambda part: part.replace(b"</Relationships>", link),
        "xl/_rels/workbook.xml.rels",
    )
    found = read(with_part(content, "xl/externalLinks/1.xml", "<externalLink/>"))
    assert said(found, About.LINK) == [
        "The file: formulas that refer to other files: those were not opened, the values stored here were read"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>3</v></c><c><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row><c><v>2</v></c></row>',
    ],
)
def test_two_cells_in_one_place_are_refused_since_one_of_them_would_be_lost(rows: str) -> None:
    content = book(lambda sheet: sheet.append(["x"]))
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    with pytest.raises(CannotRead, match="damaged"):
        read(rewritten(content, lambda _: data))


def test_rows_and_cells_that_stand_in_another_order_are_read_where_they_say() -> None:
    rows = '<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    (table,) = read(rewritten(book(lambda sheet: sheet.append(["x"])), lambda _: data)).tables
    assert [[(cell.place, cell.text) for cell in row] for row in table.rows] == [
        [("A1", "1")],
        [("A3", "2"), ("B3", "3")],
    ]


def test_of_very_many_different_things_what_is_said_of_each_is_true_of_all() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        for number in range(600):
            sheet.parent.create_sheet(f"Hidden {number}").sheet_state = "hidden"
        sheet.parent.move_sheet(sheet, 600)
        sheet.row_dimensions[1].hidden = True

    found = read(book(fill))
    hidden = said(found, About.HIDDEN)
    assert sum(each.count for each in found.remarks) == 601
    assert "it was not read" in hidden[0]
    assert not any("read all the same" in each and "words and sheets not" not in each for each in hidden)
