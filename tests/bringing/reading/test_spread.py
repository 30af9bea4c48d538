"""What somebody says of one table holds for the others of the file that have the same headings."""

from bringing.reading import Asks, Choice, Chosen, Draft, Holds, Role, remember, understand
from sheets.reading import Block, Document, Heading, Place
from tests.bringing.reading.plans import asked, tabled

HEADS = ["Ref", "Action", "Lead", "By when", "Odd words"]


def read(chosen: Chosen, *heads: list[str]) -> Draft:
    """A plan with a section for each of these tables."""
    blocks: list[Block] = []
    for number, (letter, each) in enumerate(zip("ABC", heads, strict=False), start=1):
        row = [f"{letter}1", f"Do {letter}", "Head of SEND", "June 2024", f"Words {letter}"]
        title = Heading(Place("f", paragraph=number), f"Section {letter}: {letter}", 1)
        blocks += [title, tabled([each, row], number)]
    return understand(Document("f", tuple(blocks)), chosen=chosen)


def roles(draft: Draft) -> list[Role]:
    return [table.columns[4].role.value for table in draft.tables]


def of(number: int, role: Role, holds: Holds | None = Holds.ACTIONS) -> dict[str, Choice]:
    return {f"table {number}": Choice(holds=holds, columns={5: role})}


def test_a_column_is_said_once_for_all_tables_of_the_same_headings() -> None:
    assert len(asked(read(Chosen(), HEADS, HEADS, HEADS), Asks.COLUMN)) == 3
    for number in (1, 2, 3):
        draft = read(Chosen(of(number, Role.SUCCESS)), HEADS, HEADS, HEADS)
        assert (roles(draft), asked(draft, Asks.COLUMN)) == ([Role.SUCCESS] * 3, [])
        assert [each.success.value for each in draft.actions] == ["Words A", "Words B", "Words C"]


def test_it_holds_for_no_table_of_other_headings_nor_where_something_else_was_said() -> None:
    other = [*HEADS[:4], "Other words"]
    assert roles(read(Chosen(of(1, Role.SUCCESS)), HEADS, other)) == [Role.SUCCESS, Role.IGNORE]
    both = Chosen(of(1, Role.SUCCESS) | of(2, Role.KNOWN))
    assert roles(read(both, HEADS, HEADS)) == [Role.SUCCESS, Role.KNOWN]
    assert roles(read(both, HEADS, HEADS, HEADS)) == [Role.SUCCESS, Role.KNOWN, Role.IGNORE]


def test_one_that_is_left_out_takes_no_other_along() -> None:
    draft = read(Chosen(of(1, Role.IGNORE, Holds.NOTHING)), HEADS, HEADS)
    assert [table.holds.value for table in draft.tables] == [Holds.NOTHING, Holds.ACTIONS]


def test_where_it_was_not_said_what_the_table_holds_it_is_that_table_s_alone() -> None:
    assert roles(read(Chosen(of(1, Role.SUCCESS, None)), HEADS, HEADS)) == [Role.SUCCESS, Role.IGNORE]


def test_what_is_remembered_of_sections_stays() -> None:
    before = read(Chosen(), HEADS, HEADS)
    kept = remember(before, {"table 1": "A", "table 2": "A"})
    draft = read(Chosen(of(1, Role.SUCCESS), kept), HEADS, HEADS)
    assert [table.section for table in draft.tables][1] == "A"
