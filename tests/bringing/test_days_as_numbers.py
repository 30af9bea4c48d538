"""A day that stands in a file as the number by which spreadsheets count it: the plan has the day."""

import pytest

from bringing.plain import Kind, Row
from bringing.reading import Asks, Draft, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, settle
from sheets.reading import read_file

ACTIONS = "Ref,Section,Action,Outcome,By when,Accountable\nB1,B,Do it,Done,{},Head of SEND\n"
KPIS = "KPI,Section,Baseline,Baseline date,Target - May 2024\nCases,B,10,45200,20\n"


def read(text: str) -> Draft:
    return named(understand(read_file("plan.csv", text.encode())))


def says(draft: Draft, kind: Kind) -> Row:
    (row,) = (each for each in rows_of(draft) if each.kind is kind)
    return row


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        (Answer(How.RIGHT), "1 October 2023"),
        (Answer(How.CORRECTED, {"actions/0/by_when": "2 October 2023"}), "1 October 2023"),
        (Answer(How.OPEN), "45200"),
    ],
)
def test_the_day_is_printed_once_it_is_known(answer: Answer, printed: str) -> None:
    draft = read(ACTIONS.format("45200"))
    (doubt,) = (each for each in draft.doubts if each.asks is Asks.PERIOD)
    assert "was read as 1 October 2023, as spreadsheets count days" in doubt.says
    assert says(settle(draft, {doubt.key: answer}), Kind.ACTION).says["by_when"] == printed


@pytest.mark.parametrize("printed", ["June 2023", "end of 2023/24", "Q1 2024", "12345"])
def test_other_words_stay_as_they_are_printed(printed: str) -> None:
    assert says(read(ACTIONS.format(printed)), Kind.ACTION).says["by_when"] == printed


def test_of_a_baseline_too() -> None:
    assert says(read(KPIS), Kind.KPI).says["baseline_on_printed"] == "1 October 2023"
