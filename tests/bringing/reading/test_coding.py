"""KPIs of which a file prints no code keep the one that the plan has for them, wherever they stand now."""

from bringing.reading import Known, understand
from sheets.reading import read_pasted

STANDS = {"A-K1": "Calls answered within a day", "A-K2": "Number of complaints", "A-K3": "Files judged good"}


def codes(*names: str, known: Known | None = None) -> dict[str, str]:
    rows = "".join(f"{name}\t10\tMarch 2025\t20\n" for name in names)
    text = f"Section A: Help\nKPI\tBaseline\tBaseline date\tTarget – May 2026\n{rows}"
    draft = understand(read_pasted(text), known or Known(kpis=STANDS, codes=tuple(STANDS)))
    return {kpi.name.value: kpi.code.value for kpi in draft.kpis}


def test_a_new_plan_counts_them_by_section() -> None:
    assert codes("One", "Two", known=Known()) == {"One": "A-K1", "Two": "A-K2"}


def test_a_kpi_that_is_put_between_moves_no_other_ones_code() -> None:
    assert codes("Calls answered within a day", "Staff who stay", "Number of complaints", "Files judged good") == {
        "Calls answered within a day": "A-K1",
        "Staff who stay": "A-K4",
        "Number of complaints": "A-K2",
        "Files judged good": "A-K3",
    }


def test_one_that_is_gone_leaves_its_code_to_nobody() -> None:
    found = codes("Number of complaints", "Files judged good", "Hours of training")
    assert found == {"Number of complaints": "A-K2", "Files judged good": "A-K3", "Hours of training": "A-K4"}


def test_a_reworded_name_in_its_old_place_keeps_its_code() -> None:
    found = codes("Calls that are answered within a day", "Number of complaints", "Files judged good")
    assert found["Calls that are answered within a day"] == "A-K1"


def test_a_code_of_another_plan_is_not_given_again() -> None:
    assert codes("One", "Two", known=Known(codes=("A-K1", "a-k3"))) == {"One": "A-K2", "Two": "A-K4"}


def test_a_name_that_comes_twice_tells_nothing() -> None:
    known = Known(kpis={"A-K1": "Same", "A-K2": "Same"}, codes=("A-K1", "A-K2"))
    text = (
        "Section A: Help\nKPI\tBaseline\tBaseline date\tTarget – May 2026\nSame\t1\tMay 2025\t2\nSame\t3\tMay 2025\t4\n"
    )
    assert [kpi.code.value for kpi in understand(read_pasted(text), known).kpis] == ["A-K1", "A-K2"]
