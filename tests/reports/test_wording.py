"""A state has one word and one look, on pages and on paper."""

import pytest

from govuk import looks
from kpis.pictures import LOOKS
from kpis.state import State
from reports.faces import wording
from reports.faces.html import STYLESHEET


@pytest.mark.parametrize("state", State)
def test_a_kpis_state_is_called_and_looks_on_paper_as_on_its_page(state: State) -> None:
    mark = wording.kpi_state(state.value, "")
    assert (mark.word, mark.look) == (state.label, LOOKS[state])
    assert mark.shape == wording.SHAPES[mark.look]


def test_states_that_mean_different_things_differ_in_look_and_shape() -> None:
    doubtful = [wording.KPI_STATES[code] for code in ("path_unknown", "no_data", "not_assessable")]
    assert len({mark.look for mark in doubtful}) == len({mark.shape for mark in doubtful}) == 3


def test_each_look_of_the_pages_has_its_shape_on_paper_and_no_two_share_one() -> None:
    assert set(wording.SHAPES) == set(looks.LOOKS) - {"plain"}
    assert len(set(wording.SHAPES.values())) == len(wording.SHAPES)


def test_a_look_that_is_filled_on_paper_is_filled_on_pages() -> None:
    css = STYLESHEET.read_text(encoding="utf-8")
    filled = {name for name in wording.SHAPES if f".report .mark-{name} {{ background" in css}
    assert filled == {look.name for look in looks.LOOKS.values() if look.name in wording.SHAPES and not look.hollow} - {
        "none"
    }
