"""Values that stand behind each other in a line: told apart, and placed only where they can stand in one way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bringing.reading.draft import Role
from bringing.reading.printed import Sort, name_and_values, place

COLUMNS = [Role.BASELINE, Role.BASELINE_DATE, Role.TARGET, Role.TARGET, Role.TARGET]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("No in the 0-25 Team", ["16", "January 2023", "10% reduction"]),
        ("Issued within 20 weeks (with all cases)", ["13.0%"]),
        ("Finalised within 30 weeks", ["TBC"]),
        ("Reviews outstanding", ["1,600", "May 2022", "800 of current backlog", "0"]),
        ("% at a 2 – 2.5 -year review by 2.5 years", ["37%", "55%"]),
        ("Schools that meet criteria", ["To be developed", "TBC"]),
        ("Rated as ‘good’", ["Baseline to be established", "May 2023", "20%-point increase"]),
        ("", ["40%"]),
        ("A name alone", []),
    ],
)
def test_a_line_is_parted_into_name_and_values(name: str, values: list[str]) -> None:
    line = " ".join([name, *values]).strip()
    found = name_and_values(line)
    assert (found[0], [line[each.start : each.end].strip() for each in found[1]]) == (name, values)


V, C, D, T, O = Sort.VALUE, Sort.CHANGE, Sort.DATE, Sort.AWAITED, Sort.OF_BASELINE  # noqa: E741


@pytest.mark.parametrize(
    ("sorts", "at", "unplaced", "proposed"),
    [
        ([V, D, C, C, C], [0, 1, 2, 3, 4], [], []),
        ([T, C, C, C], [0, 2, 3, 4], [], []),
        ([V, V, V, V], [0, 2, 3, 4], [], []),
        ([V, T, T, T, T], [0, 1, 2, 3, 4], [], []),
        ([V, T, V, V], [0], [1, 2, 3], []),
        ([V, T, V], [0], [1, 2], []),
        ([O, T], [0, 1], [], [1]),
        ([O, D], [0, 1], [], []),
        ([T], [0], [], []),
        ([V, D, C, C, C, C], [0], [1, 2, 3, 4, 5], []),
        ([C, C], [], [0, 1], []),
        ([], [], [], []),
    ],
)
def test_a_value_is_placed_where_it_can_stand_in_one_way_only(
    sorts: list[Sort], at: list[int], unplaced: list[int], proposed: list[int]
) -> None:
    found = place(sorts, COLUMNS)
    assert [column for _, column in found.at] == at
    assert (list(found.unplaced), list(found.proposed)) == (unplaced, proposed)


@given(st.lists(st.sampled_from(list(Sort)), max_size=6), st.lists(st.sampled_from(COLUMNS), max_size=6))
def test_each_value_is_placed_once_or_unplaced_and_their_order_is_kept(sorts: list[Sort], roles: list[Role]) -> None:
    found = place(sorts, roles)
    placed = dict(found.at)
    assert sorted([*placed, *found.unplaced]) == list(range(len(sorts)))
    assert all(before < after for before, after in pairwise(placed[value] for value in sorted(placed)))
    for value, column in placed.items():
        if value not in found.proposed:
            assert all(way[value] == column for way in found.ways)


@given(st.text(st.sampled_from("ab 1%TBC.,–May2023()"), max_size=30))
def test_no_character_of_a_line_is_lost(line: str) -> None:
    name, values = name_and_values(line)
    told = name + "".join(line[each.start : each.end] for each in values)
    assert "".join(told.split()) == "".join(line.split())
