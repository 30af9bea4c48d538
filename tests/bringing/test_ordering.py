"""Which rows stand in another order in a file. Pure."""

import pytest

from bringing.ordering import ordered_otherwise
from bringing.plain import Kind, Row


def actions(*refs: str) -> list[Row]:
    return [Row(Kind.ACTION, ref, {"section": ref[0]}) for ref in refs]


PLAN = actions("A1", "A2", "A3", "B1", "B2")


@pytest.mark.parametrize(
    ("brought", "moved"),
    [
        (("A1", "A2", "A3", "B1", "B2"), False),
        (("B1", "A1", "B2", "A2", "A3"), False),
        (("a1", "C1", "A3", "B2"), False),
        (("A1", "A3", "A2", "B1", "B2"), True),
        (("B2", "B1"), True),
        ((), False),
    ],
    ids=["the same", "parts mixed", "some gone, one new", "two of a part", "one part alone", "nothing"],
)
def test_rows_of_a_section_that_stand_in_another_order_are_found(brought: tuple[str, ...], moved: bool) -> None:
    assert ordered_otherwise(PLAN, actions(*brought)) == ((Kind.ACTION,) if moved else ())


def test_each_kind_is_told_by_itself() -> None:
    kpis = [Row(Kind.KPI, code, {"section": "A"}) for code in ("A-K1", "A-K2")]
    assert ordered_otherwise([*PLAN, *kpis], [*PLAN, *kpis[::-1]]) == (Kind.KPI,)
    assert ordered_otherwise((), PLAN) == ()
