"""What is asked of several rows at once, is answered, and is put right of some of them: a newer file has the last word
on each row, or asks for it."""

from datetime import date, timedelta
from typing import Any

import pytest

from bringing.carrying import Kept
from bringing.latest import Word, latest_last
from bringing.reading import Asks, Doubt, Draft, Known, understand
from bringing.settled import named
from bringing.settling import Answer, How, keys, settle
from bringing.values import shown
from sheets.reading import read_file
from tests.bringing.newer import HEAD
from tests.bringing.test_carrying import carried, said_of
from tests.factories import NOW

REVISED = f"{HEAD},Revised due date"
LATE = f"{HEAD},Milestone 1 – End December 2023"
DAYS = "Code,Section,KPI,Unit,Direction,Baseline,Milestone 1 (June 2023),Target 1"
AFTER = DAYS.replace("Target 1", "Target (May 2024)")
ROW, CASES = "B{0},B,Do {0},Done,June 2023,", "K{0},A,Cases of team {0},Number,Lower is better,40,30,20"
CROSS = "9{0},,Do {0},Done,June 2023,Head of SEND"


def read(head: str, *rows: str) -> Draft:
    text = "\n".join([head, *rows]).encode()
    return named(understand(read_file("plan.csv", text), Known(date(2024, 2, 29))))


def of_several(draft: Draft, asks: Asks) -> Doubt:
    """The doubt of this kind about several rows."""
    (doubt,) = (each for each in draft.doubts if each.asks is asks and len(each.about) > 1)
    return doubt


OF_SEVERAL = pytest.mark.parametrize(
    ("asks", "head", "row", "field", "of_all", "of_one"),
    [
        (Asks.SECTION, HEAD, CROSS, "section", "B", "A"),
        (Asks.REVISED, REVISED, f"{ROW}Head of SEND,July 2025", "by_when", "31 July 2025", "31 December 2023"),
        (Asks.OUT_OF_ORDER, LATE, f"{ROW}Head of SEND,Begun", "by_when", "31 January 2024", "15 January 2024"),
        (Asks.REF_TWICE, HEAD, "B1,B,Do {0},Done,June 2023,Head of SEND", "ref", "B7", "B9"),
        (Asks.TARGET_DATE, DAYS, CASES, "targets/1/due_on", "31 March 2024", "30 April 2024"),
        (Asks.AFTER_DELIVER_BY, AFTER, CASES, "targets/1/due_on", "31 January 2024", "15 January 2024"),
        (Asks.PARTED, HEAD, f"{ROW}Deputy Director - Early Help", "posts/0", "Deputy Director", "Head of Audit"),
        (Asks.INTERIM, HEAD, f"{ROW}Interim Head of SEND", "posts/0", "Lead for SEND", "Head of Audit"),
    ],
    ids=["section", "revised", "late", "ref", "heading", "after", "dash", "interim"],
)
ANSWERED = pytest.mark.parametrize("how", [How.CORRECTED, How.RIGHT, How.OPEN])


def answered(draft: Draft, doubt: Doubt, how: How, field: str, of_all: str, own: dict[int, str]) -> dict[str, Answer]:
    """The answer to a doubt about several rows, and what was typed on the pages of some of them, by their numbers."""
    about = [path for path in doubt.about if path.endswith(field) and not path.startswith("tables/")]
    answers = {doubt.key: Answer(how, dict.fromkeys(about, of_all) if how is How.CORRECTED else {})}
    for number, text in own.items():
        answers |= said_of(about[number], draft, text)
    return answers


def values(draft: Draft, answers: dict[str, Answer], field: str) -> list[str]:
    """What the rows say in a field."""
    kind = "kpis" if draft.kpis else "actions"
    settled = dict(settle(draft, answers).values())
    return [shown(settled[path], path) for at in range(len(getattr(draft, kind))) if (path := f"{kind}/{at}/{field}")]


@OF_SEVERAL
@ANSWERED
def test_the_last_word_on_a_row_holds_wherever_it_stands_and_with_whichever_others(
    asks: Asks, head: str, row: str, field: str, of_all: str, of_one: str, how: How
) -> None:
    one, two, three, new = (row.format(at) for at in (1, 2, 3, 4))
    first = read(head, one, two, three)
    answers = answered(first, of_several(first, asks), how, field, of_all, {1: of_one})
    for newer in ([one, two, three], [three, two, one], [new, three, two, one], [one, two], [two, three]):
        second = read(head, *newer)
        assert values(second, carried(first, answers, second), field)[newer.index(two)] == of_one


@OF_SEVERAL
@ANSWERED
def test_a_row_that_was_put_right_and_does_something_else_by_now_is_asked_about(
    asks: Asks, head: str, row: str, field: str, of_all: str, of_one: str, how: How
) -> None:
    """Its own answer holds for it no more; and what was said of all was not the last word on it."""
    first = read(head, *(row.format(at) for at in range(1, 8)))
    answers = answered(first, of_several(first, asks), how, field, of_all, {6: of_one})
    again = row.format(7).replace("Do 7", "Do all 7").replace("team 7", "all teams of 7")
    second = read(head, *(row.format(at) for at in range(1, 7)), again)
    found = carried(first, answers, second)
    doubt = of_several(second, asks)
    stand = keys(second)
    lost = [path for path in doubt.about if path.endswith(field) and "/6/" in path]
    assert (doubt.key in found, [path for path in lost if stand[path] in found]) == (False, [])
    if how is How.CORRECTED:
        assert values(second, found, field)[:6] == [of_all] * 6, "what was typed of the others is typed already"


@OF_SEVERAL
@ANSWERED
def test_a_new_row_is_asked_about_where_each_that_was_answered_with_others_was_put_right(
    asks: Asks, head: str, row: str, field: str, of_all: str, of_one: str, how: How
) -> None:
    one, two, new = (row.format(at) for at in (1, 2, 3))
    first = read(head, one, two)
    answers = answered(first, of_several(first, asks), how, field, of_all, {0: of_one, 1: of_one})
    second = read(head, one, new, two)
    found, doubt = carried(first, answers, second), of_several(second, asks)
    there = values(second, found, field)
    assert (doubt.key in found, there[0], there[2]) == (False, of_one, of_one)
    assert there[1] == values(second, {}, field)[1], "as it was read"
    assert of_several(first, asks).key in carried(first, answers, first), "and not without a new one"


def test_a_new_row_below_a_heading_has_the_day_that_was_said_of_all_but_one() -> None:
    one, two, new = (CASES.format(at) for at in (1, 2, 3))
    first, second = read(DAYS, one, two), read(DAYS, new, one, two)
    doubt, field = of_several(first, Asks.TARGET_DATE), "targets/1/due_on"
    answers = answered(first, doubt, How.CORRECTED, field, "31 March 2024", {1: "30 April 2024"})
    found = carried(first, answers, second)
    assert values(second, found, field) == ["31 March 2024", "31 March 2024", "30 April 2024"]


@pytest.mark.parametrize("same", [How.RIGHT, How.CORRECTED])
def test_a_cell_that_was_parted_stays_so_in_the_next_file_whatever_was_said_of_its_words(same: How) -> None:
    """Of a post in two wordings it was said that they are two: that was written over the cell that names both."""
    posts = ("Head of Service – Early Years", '"Head of Service, Early Years"')
    rows = [ROW.format(at) + post for at, post in enumerate(posts, 1)]
    first, second = read(HEAD, *rows), read(HEAD, *rows, f"{ROW.format(3)}Head of Audit")
    (parted,) = (each for each in first.doubts if each.asks is Asks.PARTED)
    answers: dict[str, Any] = {parted.key: Answer(How.CORRECTED, {parted.about[0]: "Head of Service; Early Years"})}
    doubt = of_several(first, Asks.SAME_POST)
    own = dict(zip(doubt.about, (each.strip('"') for each in posts), strict=True))
    answers[doubt.key] = Answer(same, own if same is How.CORRECTED else {})
    found = carried(first, answers, second)
    for draft, said in ((first, answers), (second, found)):
        assert [each.value for each in settle(draft, said).actions[0].posts] == ["Head of Service", "Early Years"]


def test_of_a_file_that_was_entered_before_it_was_told_what_counts_the_rows_own_word_does() -> None:
    """The database keeps them in no order."""
    of_one, of_all = Kept("own", {"p": "row/p"}, {"p": "v"}), Kept("doubt", {"p": "row/p"}, {"p": "v"})
    said = {
        "v": Word(of_one, Answer(How.CORRECTED, {"p": "A"}), 1, NOW),
        "all": Word(of_all, Answer(How.CORRECTED, {"p": "B"}), 1, NOW + timedelta(hours=1)),
    }
    assert list(latest_last([said])) == list(latest_last([dict(reversed(said.items()))])) == ["all", "v"]
