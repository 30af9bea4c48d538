"""Joined cells of a workbook: who covers whom, and what cannot be."""

import re
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from sheets.reading import About, CannotRead, Merge
from tests.sheets.making import book, by_place, rewritten, said
from tests.sheets.test_excel import read


def test_joined_cells_are_known_with_who_covers_whom_and_a_huge_join_costs_nothing() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B2"], sheet["D4"] = "joined", 1, 2
        sheet.merge_cells("A1:B1")

    content = rewritten(book(fill), lambda part: part.replace(b'ref="A1:B1"', b'ref="A1:C1048576"'))
    found = read(content)
    (table,) = found.tables
    cells = by_place(table)
    assert (cells["A1"].merged, cells["B2"].merged, cells["D4"].merged) == (True, True, False)
    assert table.merges == (Merge(1, 1, 1048576, 3),)
    assert said(found, About.COVERED)[0].startswith("Sheet “Figures”, B2: text that lies under a joined cell")


def joined(*merges: str) -> bytes:
    """A workbook whose first sheet says that these cells are joined."""

    def fill(sheet: Any) -> None:
        for _ in range(400):
            sheet.append(["x"])
        sheet.merge_cells("A1:B1")

    cells = "".join(f'<mergeCell ref="{each}"/>' for each in merges).encode()
    return rewritten(book(fill), lambda part: re.sub(rb'<mergeCell ref="A1:B1" ?/>', cells, part))


@pytest.mark.parametrize(
    ("merges", "told"),
    [
        (("A2:B3", "C2:D2", "B3:C4"), "A2:B3 and B3:C4"),
        (("C5:C9", "A7:E7", "A1:B1"), "C5:C9 and A7:E7"),
        (("A9:C9", "B2:B20"), "B2:B20 and A9:C9"),
        (tuple(f"A1:Z{row}" for row in range(500, 1100)), "A1:Z500 and A1:Z501"),
    ],
)
def test_joined_cells_that_lie_over_each_other_are_refused_by_their_names(merges: tuple[str, ...], told: str) -> None:
    """No program writes them, which of them counts would be a guess, and many of them stopped the house."""
    says = f"Sheet “Figures”: The joined cells {told} lie over each other: part them in Excel and save it anew"
    with pytest.raises(CannotRead) as refused:
        read(joined(*merges))
    assert str(refused.value) == says


def test_joined_cells_side_by_side_are_read_and_one_that_is_told_twice_once() -> None:
    merges = ("A1:B3", "C1:C9", "A4:B4", "A5:A9", "B5:B9", "A4:B4", "D1:F1", "E2:E3")
    assert {str(each) for each in read(joined(*merges)).tables[0].merges} == set(merges)
    assert len(read(joined(*merges)).tables[0].merges) == len(set(merges))


def test_more_joined_cells_than_are_read_are_refused_by_their_sheet() -> None:
    with pytest.raises(CannotRead, match=r"^Sheet “Figures”: It has more than 10,000 joined cells: part them"):
        read(joined(*["A1:B1"] * 10_001))


def test_joined_cells_beside_all_that_is_read_are_no_reason_to_refuse_it() -> None:
    merges = [f"{get_column_letter(column)}2:{get_column_letter(column)}400" for column in range(2, 1_002)]
    (table,) = read(joined(*merges)).tables
    assert (len(table.rows), len(table.merges)) == (400, 1_000)
