"""Whether a clause of the notice is covered, case by case."""

import pytest

from reports.compliance import Answers, Cover, Duty, cover

CASES = [
    ("a clause that asks nothing is left alone", Answers(), False, (), Cover("", "")),
    (
        "nothing answers it",
        Answers(),
        True,
        (),
        Cover("uncovered", "Nothing in the plan or the calendar answers this clause yet."),
    ),
    ("an action answers it", Answers(actions=["A1", "B2"]), True, (), Cover("covered", "Answered by A1 and B2.")),
    (
        "a possible match is for a person to confirm",
        Answers(possible=["A5"]),
        True,
        (),
        Cover("partly", "Possible match A5, for a person to confirm."),
    ),
    (
        "a horizon without a target leaves a gap",
        Answers(actions=["A1"]),
        True,
        (3, 6),
        Cover(
            "partly",
            "Answered by A1; no target falls within 3 months of issue; no target falls within 6 months of issue.",
        ),
    ),
    (
        "a late obligation leaves a gap in an answered clause",
        Answers(actions=["A1"], obligations=[Duty("Progress report", False, "late since 7 January 2024")]),
        True,
        (),
        Cover("partly", "Answered by A1; Progress report: late since 7 January 2024."),
    ),
    (
        "a late obligation alone covers nothing",
        Answers(obligations=[Duty("Progress report", False, "late since 7 January 2024")]),
        True,
        (),
        Cover("uncovered", "Progress report: late since 7 January 2024."),
    ),
    (
        "an obligation kept so far covers",
        Answers(obligations=[Duty("Board meeting", True, "kept so far")]),
        True,
        (),
        Cover("covered", "Board meeting: kept so far."),
    ),
    (
        "an obligation with nothing to judge it by yet covers",
        Answers(obligations=[Duty("Review", None, "the notice gives no date")]),
        True,
        (),
        Cover("covered", "Review: the notice gives no date."),
    ),
]


@pytest.mark.parametrize(
    ("answers", "asks", "horizons", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_clause_is_covered_as_its_answers_say(
    answers: Answers, asks: bool, horizons: tuple[int, ...], expected: Cover
) -> None:
    assert cover(answers, asks, horizons) == expected
