"""What was corrected by hand stays corrected in the next file of the plan, where that says the same of the same row."""

import hashlib
from dataclasses import replace
from datetime import datetime
from itertools import starmap

import pytest

from bringing.carrying import kept, taken_up
from bringing.latest import Word, latest_last
from bringing.reading import Asks, Draft, Known, understand
from bringing.settled import named
from bringing.settling import Answer, How, key_of_row, keys, rows, settle
from sheets.reading import Block, Document, Heading, Place, read_file, read_pasted
from tests.bringing.newer import FIRST, csv
from tests.bringing.reading.plans import tabled
from tests.factories import NOW

NEW = "B0,B,Ask schools,They answer,July 2024,Head of SEND"
CORRECTED = "Write it well"


def read(*rows: str) -> Draft:
    return named(understand(read_file("plan.csv", csv(*rows))))


def said_of(path: str, made: Draft, text: str) -> dict[str, Answer]:
    return {keys(made)[path]: Answer(How.CORRECTED, {path: text})}


def carried(first: Draft, answers: dict[str, Answer], second: Draft) -> dict[str, Answer]:
    """The answers to the second file that the first one's give."""
    return carried_last([(first, answers)], second)


def carried_last(earlier: list[tuple[Draft, dict[str, Answer]]], last: Draft) -> dict[str, Answer]:
    """The answers to the last file that those to several earlier ones give."""
    before = {mark: (word.kept, word.answer) for mark, word in latest_last(starmap(words_of, earlier)).items()}
    return {key: answer for key, (_, answer) in taken_up(last, before).items()}


def words_of(draft: Draft, answers: dict[str, Answer], at: datetime = NOW) -> dict[str, Word | None]:
    """What was said of a file, as the database keeps it: by its marks, in no order but that of their letters."""
    found = kept(draft, settle(draft, answers), answers)
    return {mark: Word(there, answers[there.key], 1, at) for mark, there in sorted(found.items())}


def test_an_answer_follows_its_row_wherever_that_stands() -> None:
    first, second = read(*FIRST), read(NEW, *FIRST)
    found = carried(first, said_of("actions/0/what", first, CORRECTED), second)
    assert found == said_of("actions/1/what", second, CORRECTED)


@pytest.mark.parametrize(
    "changed",
    [FIRST[0].replace("the strategy", "the plan"), FIRST[0].replace("B1", "B7")],
    ids=["other words", "another row"],
)
def test_an_answer_holds_for_no_other_words_and_for_no_other_row(changed: str) -> None:
    first, second = read(*FIRST), read(changed, FIRST[1])
    assert carried(first, said_of("actions/0/what", first, CORRECTED), second) == {}


def test_rows_of_one_ref_or_of_none_are_told_apart_by_their_words() -> None:
    odd = ("B1,B,Say it,Done,June 2024,Head of SEND", ",B,Nameless,Done,June 2024,Head of SEND")
    first, second = read(*FIRST, *odd), read(NEW, *reversed(odd), *FIRST)
    answers = said_of("actions/3/ref", first, "B9") | {key_of_row("actions/2", first): Answer(How.OUT)}
    assert carried(first, answers, second) == said_of("actions/1/ref", second, "B9") | {
        key_of_row("actions/2", second): Answer(How.OUT)
    }


def test_an_answer_follows_its_row_into_a_file_that_prints_the_ref_which_it_was_given_here() -> None:
    nameless = "B,Ask schools,They answer,July 2024,Head of SEND"
    first, second = read(*FIRST, f",{nameless}"), read(f"B9,{nameless}", *FIRST)
    answers = said_of("actions/2/ref", first, "B9") | said_of("actions/2/success", first, "All answer")
    assert carried(first, answers, second) == said_of("actions/0/success", second, "All answer")


def test_of_rows_that_do_the_same_and_were_given_refs_here_each_is_known_by_all_its_words() -> None:
    one, two = (f",B,Ask schools,{done},July 2024,Head of SEND" for done in ("They answer", "They come"))
    first, second = read(one, two), read(two, one)
    answers = said_of("actions/0/ref", first, "B8") | said_of("actions/1/ref", first, "B9")
    expected = said_of("actions/0/ref", second, "B9") | said_of("actions/1/ref", second, "B8")
    assert carried(first, answers, second) == expected


def test_of_rows_of_one_ref_that_do_the_same_each_is_known_by_all_its_words() -> None:
    one, two = (f"B8,B,Ask schools,{done},July 2024,Head of SEND" for done in ("They answer", "They come"))
    first, second = read(one, two), read(two, one)
    answers = said_of("actions/0/success", first, "All answer")
    assert carried(first, answers, second) == said_of("actions/1/success", second, "All answer")


def test_a_row_without_a_ref_is_the_same_beside_another_that_does_the_same() -> None:
    one, two = (f",B,Ask schools,{done},July 2024,Head of SEND" for done in ("They answer", "They come"))
    first, second = read(one), read(two, one)
    answers = said_of("actions/0/ref", first, "B8")
    assert carried(first, answers, second) == said_of("actions/1/ref", second, "B8")


def test_that_the_lines_of_a_table_were_put_together_right_is_confirmed_for_each_file() -> None:
    """The question names the headings alone; which lines are one row is another matter below the same ones."""
    rows = "Ref\nAction\nLead\nA1\nWrite it\nHead of SEND\nA2\n{}\nHead of SEND"
    first, second = (named(understand(read_pasted(rows.format(what)))) for what in ("Tell families", "Ask schools"))
    (asked,) = [each for each in first.doubts if each.asks is Asks.TABLE]
    assert carried(first, {asked.key: Answer(How.RIGHT)}, second) == {}


def read_kpis(*rows: str) -> Draft:
    return named(understand(read_file("kpis.csv", "\n".join(rows).encode())))


def test_an_answer_follows_its_target_behind_a_column_that_is_new_before_it() -> None:
    first = read_kpis("Code,Section,KPI,Baseline,Target - May 2024", "K1,B,Cases,10,20")
    second = read_kpis("Code,Section,KPI,Baseline,Target - January 2024,Target - May 2024", "K1,B,Cases,10,20,20")
    found = carried(first, said_of("kpis/0/targets/0/rule", first, "25"), second)
    assert found == said_of("kpis/0/targets/1/rule", second, "25")


def test_an_answer_to_a_target_holds_for_no_other_one_in_its_place() -> None:
    first = read_kpis("Code,Section,KPI,Baseline,Target - May 2024", "K1,B,Cases,10,20")
    second = read_kpis("Code,Section,KPI,Baseline,Target - January 2024", "K1,B,Cases,10,20")
    assert carried(first, said_of("kpis/0/targets/0/rule", first, "25"), second) == {}


def test_of_posts_an_answer_follows_its_words() -> None:
    one, two = "B1,B,Say it,Done,June 2024,Head of SEND", "B1,B,Say it,Done,June 2024,Head of Audit; Head of SEND"
    first, second = read(one), read(two)
    found = carried(first, said_of("actions/0/posts/0", first, "Head of Schools"), second)
    assert found == said_of("actions/0/posts/1", second, "Head of Schools")


def test_the_title_that_was_typed_of_a_section_holds_where_it_is_printed_in_the_same_words() -> None:
    first, again = read(*FIRST), read(*reversed(FIRST))
    other = read(*(row.replace(",B,", ",Section B,") for row in FIRST))
    assert {each.sections[0].letter.value for each in (first, again, other)} == {"B"}
    typed = said_of("sections/0/title", first, "Culture")
    assert carried(first, typed, again) == said_of("sections/0/title", again, "Culture")
    assert carried(first, typed, other) == {}


def under(title: str) -> Draft:
    """An action below a heading that gives it its section."""
    told = [["Ref", "Action", "By when", "Accountable"], ["B1", "Do it", "June 2024", "Head of SEND"]]
    return named(understand(Document("f", (Heading(Place("f", line=9), title, 1), tabled(told)))))


def test_the_section_that_was_typed_of_a_row_holds_where_it_stands_below_the_same_heading() -> None:
    first, other = under("Section A: One"), under("Section B: One")
    typed = said_of("actions/0/section", first, "C")
    assert carried(first, typed, first) == typed
    assert carried(first, typed, other) == {}


def test_what_was_said_of_words_holds_though_they_are_read_as_something_else_by_now() -> None:
    """A section has its letter by the order of the file, a post is called as the notice calls it."""
    row, before = (
        f"{ref},{title},Ask,Done,June 2024,Head of SEND" for ref, title in (("B1", "Voice"), ("B2", "Health"))
    )
    first, second = read(row), read(before, row)
    assert [each.actions[-1].section.value for each in (first, second)] == ["A", "B"]
    typed = said_of("actions/0/section", first, "D")
    assert carried(first, typed, second) == said_of("actions/1/section", second, "D")
    second = named(understand(read_file("plan.csv", csv(row)), Known(posts=("head of S.E.N.D.",))))
    assert second.actions[0].posts[0].value == "Head of S.E.N.D."
    typed = said_of("actions/0/posts/0", first, "Head of Schools")
    assert carried(first, typed, second) == said_of("actions/0/posts/0", second, "Head of Schools")


def test_who_answers_for_an_action_of_nobody_holds_for_the_same_action() -> None:
    row = "B3,B,Ask schools,They answer,July 2024,"
    first, second = read(*FIRST, row), read(row, *FIRST)
    typed = said_of("actions/2/posts/0", first, "Head of Schools")
    assert carried(first, typed, second) == said_of("actions/0/posts/0", second, "Head of Schools")


def test_a_ref_in_small_letters_is_the_same() -> None:
    first, second = read(*FIRST), read(FIRST[1], FIRST[0].replace("B1", "b1"))
    typed = said_of("actions/0/what", first, CORRECTED) | {key_of_row("actions/1", first): Answer(How.OUT)}
    expected = said_of("actions/1/what", second, CORRECTED) | {key_of_row("actions/0", second): Answer(How.OUT)}
    assert carried(first, typed, second) == expected


def of_milestones(*rows: str) -> Draft:
    head = "Ref,Section,Action,By when,Accountable,Milestone - May 2024,Milestone - May 2024"
    return named(understand(read_file("plan.csv", "\n".join([head, *rows]).encode())))


def test_of_milestones_below_headings_of_the_same_words_an_answer_is_of_the_one_that_it_was_said_of() -> None:
    one, two = (f"B{at},B,Do {at},June 2024,Head of SEND,Begun,Told" for at in (1, 2))
    first, second = of_milestones(one, two), of_milestones(two, one)
    typed = said_of("actions/0/milestones/1/says", first, "All are told")
    assert carried(first, typed, second) == said_of("actions/1/milestones/1/says", second, "All are told")


def test_of_several_who_are_still_to_be_named_each_answer_is_of_its_own_words() -> None:
    row = "B3,B,Ask schools,They answer,July 2024,Head of SEND; TBC (health); TBC"
    first, second = read(*FIRST, row), read(row, *FIRST)
    typed = said_of("actions/2/posts/1", first, "Head of Therapies") | said_of("actions/2/posts/2", first, "Chair")
    expected = said_of("actions/0/posts/1", second, "Head of Therapies") | said_of("actions/0/posts/2", second, "Chair")
    assert carried(first, typed, second) == expected


def of_tables(*empty: list[str]) -> Draft:
    """Tables below headings of sections, of which these have no rows; one has."""
    told = [["Ref", "Action", "By when", "Accountable"], ["B1", "Do it", "June 2024", "Head of SEND"]]
    blocks: list[Block] = []
    for number, each in enumerate([[each] for each in empty] + [told], start=1):
        blocks += [Heading(Place("f", line=90 + number), "Section A: One", 1), tabled(each, number)]
    return named(understand(Document("f", tuple(blocks))))


def test_that_a_table_is_empty_holds_for_the_one_of_the_same_headings_in_its_section() -> None:
    heads, others = ["Ref", "Action", "Lead"], ["Ref", "Action", "Owner"]
    first, second = of_tables(heads), of_tables(others, heads)
    (was,) = (each for each in first.doubts if each.asks is Asks.EMPTY_TABLE)
    (_, now) = (each for each in second.doubts if each.asks is Asks.EMPTY_TABLE)
    said_so = {was.key: Answer(How.RIGHT)}
    assert carried(first, said_so, second) == {now.key: Answer(How.RIGHT)}
    assert carried(first, said_so, of_tables(others)) == carried(first, said_so, of_tables(heads, heads)) == {}


def test_what_was_left_open_of_rows_of_which_two_are_the_same_is_asked_again() -> None:
    told = ("Ref,Action,By when,Accountable", "1,Write,June 2024,Chair", *["2,Tell,July 2024,Chair"] * 2)
    draft = named(understand(read_file("plan.csv", "\n".join(told).encode())))
    (doubt,) = (each for each in draft.doubts if each.asks is Asks.SECTION)
    assert carried(draft, {doubt.key: Answer(How.OPEN)}, draft) == {}


def test_that_by_whens_count_is_asked_again_where_two_rows_are_the_same() -> None:
    head = "Ref,Section,Action,By when,Accountable,Revised due date"
    for refs, holds in ((["B1", "B2"], True), (["B1", "B1"], False)):
        told = [f"{ref},B,Write,June 2024,Chair,July 2024" for ref in refs]
        draft = named(understand(read_file("plan.csv", "\n".join([head, *told]).encode())))
        (doubt,) = (each for each in draft.doubts if each.asks is Asks.REVISED)
        assert bool(carried(draft, {doubt.key: Answer(How.RIGHT)}, draft)) is holds


def of_all(draft: Draft) -> dict[str, Answer]:
    """Something that is said of each value and of each row."""
    said = {key: Answer(How.CORRECTED, {path: "anything"}) for path, key in keys(draft).items()}
    return said | {key_of_row(path, draft): Answer(How.OUT) for path in rows(draft)}


def test_what_answers_are_about_is_called_as_in_files_that_were_entered_before() -> None:
    """It stands in the database: called otherwise, all that was ever said would be asked again."""
    drafts = [
        read(*FIRST, ",B,Nameless,Done,Q1 2024,Head of SEND", "B9,Voice,Ask,Done,June 2024,"),
        of_milestones("B1,B,Do it,June 2024,Head of SEND,Begun,Told"),
        read_kpis(ODD, "K2.1,B,Cases,Percentage,Lower is better,80%,,50% increase", ",B,Calls,Percentage,,8,9,10"),
        under("Section A: One"),
    ]
    told = ["\n".join(sorted(kept(each, each, of_all(each)))) for each in drafts]
    assert [hashlib.sha256(each.encode()).hexdigest()[:16] for each in told] == [
        "058eb22e20b6ce83",
        "79ef6860b5f3e5a7",
        "45a7307dad959f20",
        "b9db13d27e895de1",
    ]


def test_of_two_rows_that_are_the_same_nothing_is_carried() -> None:
    twin = ",B,Nameless,Done,June 2024,Head of SEND"
    first = read(*FIRST, twin, twin)
    assert carried(first, {key_of_row("actions/3", first): Answer(How.OUT)}, read(twin, twin, *FIRST)) == {}


def test_of_two_posts_in_the_same_words_in_one_cell_nothing_is_carried() -> None:
    twice = read("B1,B,Say it,Done,June 2024,Head of SEND; Head of SEND")
    assert len(twice.actions[0].posts) == 2
    assert carried(twice, said_of("actions/0/posts/1", twice, "Head of Schools"), twice) == {}


def test_an_answer_to_a_doubt_is_given_to_the_same_doubt() -> None:
    doubtful = "B5,B,Do it,Done,Q1 2024,Head of SEND"
    first, second = read(*FIRST, doubtful), read(doubtful, *FIRST)
    (asked,) = (each for each in first.doubts if each.about == ("actions/2/by_when",))
    (again,) = (each for each in second.doubts if each.about == ("actions/0/by_when",))
    answers = {asked.key: Answer(How.CORRECTED, {"actions/2/by_when": "31 March 2024"})}
    assert carried(first, answers, second) == {again.key: Answer(How.CORRECTED, {"actions/0/by_when": "31 March 2024"})}


ODD = "Code,Section,KPI,Unit,Direction,Baseline,Milestone - January 2024,Target - May 2024"


@pytest.mark.parametrize(
    "newer",
    [
        "K1,B,Cases,Percentage,Higher is better,80%,,50% increase",
        "K1,B,Cases,Percentage,Lower is better,80%,,50% increase",
        "K1,B,Cases,Percentage,Lower is better,30%,,50% increase",
        "K1,B,Cases,Percentage,Lower is better,20%,10%,50% increase",
    ],
    ids=["another way is better", "more is odd", "another baseline", "another figure before it"],
)
def test_an_answer_holds_for_no_other_question_about_the_same_words(newer: str) -> None:
    first, second = read_kpis(ODD, "K1,B,Cases,Percentage,Lower is better,20%,,50% increase"), read_kpis(ODD, newer)
    (was,), (now,) = ([each for each in made.doubts if each.asks is Asks.ODD_TARGET] for made in (first, second))
    assert carried(first, {was.key: Answer(How.RIGHT)}, first).keys() == {was.key}
    assert (carried(first, {was.key: Answer(How.RIGHT)}, second), now.key == was.key) == ({}, False)


def test_what_is_odd_about_one_target_is_asked_at_once() -> None:
    made = read_kpis(ODD, "K1,B,Cases,Percentage,Lower is better,80%,,50% increase")
    (odd,) = [each for each in made.doubts if each.asks is Asks.ODD_TARGET]
    assert "cannot be reached; " in odd.says
    assert "but lower is better: confirm it" in odd.says


def test_a_doubt_that_names_its_place_is_the_same_in_another_place() -> None:
    doubtful = "B5,B,Do it,Done,,Head of SEND"
    first, second = read(*FIRST, doubtful), read(doubtful, *FIRST)
    was, now = (next(each for each in made.doubts if each.asks is Asks.NO_BY_WHEN) for made in (first, second))
    assert was.says != now.says
    assert carried(first, {was.key: Answer(How.OPEN)}, second).keys() == {now.key}


def test_so_is_one_that_names_a_row_of_a_sheet_that_is_called_otherwise() -> None:
    def on_a_sheet(name: str, *dates: str) -> Draft:
        told = [[f"B{date or 9}", "B", f"Do {date or 9}", date, "Head of SEND"] for date in dates]
        table = tabled([["Ref", "Section", "Action", "By when", "Accountable"], *told])
        return named(understand(Document("f", (replace(table, name=name, place=Place("f", sheet=name)),))))

    first, second = on_a_sheet("Plan", "2024", ""), on_a_sheet("Our plan", "", "2024")
    was, now = (next(each for each in made.doubts if each.asks is Asks.NO_BY_WHEN) for made in (first, second))
    assert was.says.startswith("Sheet “Plan”, row 3: ")
    assert carried(first, {was.key: Answer(How.OPEN)}, second).keys() == {now.key}


def test_a_doubt_about_no_row_of_the_plan_is_not_carried() -> None:
    made = named(understand(read_file("kpis.csv", b"Code,Section,KPI,Baseline,Target - May 2024\nK1,B,Cases,10,20\n")))
    assert ("actions",) in {doubt.about for doubt in made.doubts}
    answers = {doubt.key: Answer(How.OPEN) for doubt in made.doubts if "/" not in doubt.about[0]}
    assert carried(made, answers, made).keys() <= {doubt.key for doubt in made.doubts if doubt.about == ("title",)}


def test_a_ref_that_was_entered_for_words_that_are_none_holds_for_the_same_row() -> None:
    odd = "the second of them,B,Tell them,They know,July 2024,Head of SEND"
    first, second = read(*FIRST, odd), read(odd, *FIRST)
    answers = said_of("actions/2/ref", first, "B9")
    assert carried(first, answers, second) == said_of("actions/0/ref", second, "B9")
