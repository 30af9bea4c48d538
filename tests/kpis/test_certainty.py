"""How certain a figure is by the words beside it, which a file and a paste read alike."""

from datetime import date

import pytest

from kpis.certainty import certainty
from kpis.importing import Known, figures, heading_row, headings, propose, read_figures
from kpis.pasted import Wanted, read_block
from kpis.targets import Unit
from kpis.typed import read_cell

WORDS = {
    "actual": [
        "Actual",
        "actuals",
        "Final",
        "Finalised",
        "Validated",
        "Confirmed",
        "confirmed by the return",
        "audited",
    ],
    "provisional": [
        "Provisional",
        "provisionally",
        "Preliminary",
        "Draft",
        "Early data",
        "Estimated",
        "Estimate",
        "final estimate",
        "Unconfirmed",
        "Unvalidated",
        "non-final",
        "To be confirmed",
        "To be validated",
        "TBC",
        "Not final",
        "Not validated",
        "not yet confirmed",
        "yet to be finalised",
        "isn't final",
        "Awaiting validation",
        "pending confirmation",
        "subject to validation",
        "partly validated",
        "until confirmed",
        "Confirmed, but not final",
    ],
    "projected": [
        "Projected",
        "Projection",
        "Forecast",
        "predicted",
        "Expected",
        "final forecast",
        "forecast, not final",
    ],
    "": ["", "guess", "No longer provisional", "not provisional", "not a forecast", "Final: no", "Confirmed? No"],
}
CASES = [(text, kind) for kind, texts in WORDS.items() for text in texts]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_words_say_how_certain_a_figure_is(text: str, kind: str) -> None:
    assert certainty(text) == kind
    assert certainty(f"  {text.upper()} ") == kind


@pytest.mark.parametrize(
    "text", ["Early years", "as expected", "lower than expected", "invalidated", "the quarterfinal"]
)
def test_other_words_say_nothing_of_it(text: str) -> None:
    assert certainty(text) == ""


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for text, kind in CASES if text])
def test_a_file_and_a_paste_agree_on_it(text: str, kind: str) -> None:
    said = text.replace(",", "")
    kind = certainty(said)
    assert in_file(f"12,{said}") == (kind or "actual", "sure" if kind else "ask")
    found = read_block(f"A-K1\t12\t{said}\n", [Wanted("A-K1", "Vacancies", Unit.COUNT)]).rows["A-K1"]
    assert (found.kind, bool(found.doubts)) == (kind, not kind)


@pytest.mark.parametrize("text", ["estimated", "not final", "forecast", "to be confirmed", "confirmed"])
def test_words_behind_a_figure_in_its_own_cell_are_read_alike(text: str) -> None:
    assert read_cell(f"12 ({text})", Unit.COUNT).kind == certainty(text)
    assert in_file(f"12 ({text}),") == (certainty(text), "ask")


def in_file(cells: str) -> tuple[str, str]:
    """The kind and the standing of the one figure of a file whose row ends in these cells: a value, and its kind."""
    body = f"KPI,Period,Value,Kind\nA-K1,November 2023,{cells}\n"
    (table,) = read_figures("f.csv", body.encode())
    row = heading_row(table)
    (found,) = figures(
        table, row, propose(headings(table, row), {}), [Known("A-K1", "Vacancies", Unit.COUNT)], date(2023, 12, 22)
    )
    return found.kind, found.standing.value
