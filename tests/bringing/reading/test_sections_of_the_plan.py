"""Words in columns of sections that the plan has already: the same sections in a newer file."""

from collections.abc import Sequence

import pytest

from tests.bringing.reading.test_sections import (
    VOICE,
    actions,
    bare,
    heading,
    kpis,
    of_actions,
    of_columns,
    read,
    sections,
)


def test_a_title_of_the_plan_is_not_the_letter_that_the_file_says_of_another() -> None:
    draft = read(heading("2. Health"), bare("B1"), actions("Voice", number=2), plan={"2": "Voice"})
    assert of_actions(draft) == ["2", "A"]


def test_words_of_one_number_that_the_plan_has_twice_are_told_apart() -> None:
    draft = read(actions("WS1 Voice", "WS1", "1 Voice"), plan={"A": "WS1 Voice", "D": "WS1"})
    assert of_actions(draft) == ["A", "D", "B"]


@pytest.mark.parametrize(
    ("plan", "cells", "expected"),
    [
        ({"1": "Voice", "2": "Health"}, VOICE, ["1", "2", "1"]),
        ({"A": "1 Voice", "B": "2 Health"}, VOICE, ["A", "B", "A"]),
        ({"WS1": "Voice"}, ("WS1 Voice",), ["WS1"]),
        ({"1": "Voice"}, ("WS1 Voice", "WS1"), ["1", "1"]),
        ({"A": "WS1 Voice", "D": "WS1"}, ("WS1 Voice", "WS1"), ["A", "D"]),
        ({"A": "Voice", "B": "Health"}, ("Health", "Schools", "Voice"), ["B", "C", "A"]),
    ],
)
def test_sections_of_the_plan_are_known_again(plan: dict[str, str], cells: Sequence[str], expected: list[str]) -> None:
    draft = read(actions(*cells), plan=plan)
    assert of_actions(draft) == expected
    assert plan.items() <= dict(sections(draft)).items()
    assert of_columns(draft) == []


def test_what_the_file_says_goes_before_the_plan() -> None:
    draft = read(heading("2. Voice"), bare("B1"), actions("2 Voice", number=2), plan={"1": "Voice"})
    assert of_actions(draft) == ["2", "2"]


def test_a_title_fills_the_section_that_a_number_alone_began() -> None:
    draft = read(kpis("1"), actions("1. Voice", number=3))
    assert sections(draft) == [("1", "Voice")]
