"""The tree goes into JSON text and comes back the same, or says why not."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import codec


@dataclass(frozen=True)
class Leaf:
    day: date
    value: Decimal | None
    flag: bool


@dataclass(frozen=True)
class Tree:
    name: str
    at: datetime
    count: int
    leaves: tuple[Leaf, ...]
    pair: tuple[str, date]


leaves = st.builds(
    Leaf, day=st.dates(), value=st.none() | st.decimals(allow_nan=False, allow_infinity=False), flag=st.booleans()
)
trees = st.builds(
    Tree,
    name=st.text(),
    at=st.datetimes(timezones=st.just(UTC)),
    count=st.integers(),
    leaves=st.lists(leaves, max_size=4).map(tuple),
    pair=st.tuples(st.text(), st.dates()),
)

TREE = Tree(
    "A",
    datetime(2023, 12, 22, 9, tzinfo=UTC),
    3,
    (Leaf(date(2023, 12, 1), Decimal("14.40"), True),),
    ("x", date(2024, 1, 7)),
)


@given(trees)
def test_a_tree_comes_back_as_it_went(tree: Tree) -> None:
    assert codec.from_text(Tree, codec.to_text(tree)) == tree


@given(trees)
def test_equal_trees_have_equal_texts(tree: Tree) -> None:
    assert codec.to_text(codec.from_text(Tree, codec.to_text(tree))) == codec.to_text(tree)


def test_a_decimal_keeps_its_digits() -> None:
    assert '"14.40"' in codec.to_text(TREE)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"count": "3"}, "count: expected int"),
        ({"count": True}, "count: expected int"),
        ({"name": None}, "name: expected str"),
        ({"leaves": None}, "leaves: expected a list"),
        ({"leaves": [{"day": "2023-12-01", "value": "1", "flag": 1}]}, "flag: expected bool"),
        ({"leaves": [{"day": "2023-12-01", "value": "1"}]}, "expected ['day', 'flag', 'value']"),
        ({"pair": ["x"]}, "pair: expected 2 values"),
        ({"more": 1}, "found ['at', 'count', 'leaves', 'more', 'name', 'pair']"),
    ],
)
def test_a_text_that_does_not_fit_says_where(change: dict[str, object], says: str) -> None:
    plain = json.loads(codec.to_text(TREE)) | change
    with pytest.raises(codec.UnknownShape) as caught:
        codec.from_plain(Tree, plain)
    assert says in str(caught.value)


def test_a_float_has_no_place_in_the_figures() -> None:
    with pytest.raises(TypeError, match="float"):
        codec.to_plain({"value": 0.1}["value"])
