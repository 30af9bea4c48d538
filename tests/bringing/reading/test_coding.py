"""KPIs of which a file prints no code keep the one that the plan has for them, wherever they stand now."""

import pytest

from bringing.plain import Kind
from bringing.reading import Asks, Doubt, Known, understand
from bringing.settled import rows_of
from bringing.sound import hindrances
from sheets.reading import read_file, read_pasted
from tests.bringing.reading.plans import asked, contradictions, uncovered

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


def renamed(*names: str, known: dict[str, str]) -> list[Doubt]:
    rows = "".join(f"{name}\t10\tMarch 2025\t20\n" for name in names)
    text = f"Section A: Help\nKPI\tBaseline\tBaseline date\tTarget – May 2026\n{rows}"
    return asked(understand(read_pasted(text), Known(kpis=known, codes=tuple(known))), Asks.RENAMED)


def test_a_new_kpi_is_asked_about_where_one_of_the_plan_is_not_in_the_file() -> None:
    (doubt,) = renamed(
        "Number of complaints", "Files judged good", "People who were answered by the next day", known=STANDS
    )
    assert doubt.about == ("kpis/2/code",)
    assert doubt.words == ("People who were answered by the next day",)
    assert doubt.read == "a new KPI"
    assert doubt.others == ("A-K1 Calls answered within a day",)


def test_nothing_is_asked_where_the_file_has_all_kpis_of_the_plan_or_the_plan_none() -> None:
    assert renamed(*STANDS.values(), "Hours of training", known=STANDS) == []
    assert renamed("Hours of training", known={}) == []
    assert renamed("Number of complaints", known=STANDS) == []


def test_a_code_that_the_plan_has_not_is_asked_about_like_a_code_that_the_file_does_not_print() -> None:
    """A council that numbers its KPIs anew would start each of them without its figures."""
    text = "KPI ref,Section,KPI,Baseline\nA-1,A,Calls answered within a day,10\nA-K2,A,Number of complaints,3\n"
    known = Known(kpis=dict(list(STANDS.items())[:2]), codes=tuple(STANDS))
    (doubt,) = asked(understand(read_file("plan.csv", text.encode()), known), Asks.RENAMED)
    assert (doubt.read, doubt.others) == ("a new KPI", ("A-K1 Calls answered within a day",))


def test_of_many_that_are_gone_those_nearest_by_their_words_are_offered() -> None:
    known = {f"A-K{number}": f"Measure of team {number}" for number in range(1, 9)} | {"B-K1": "Hours of good training"}
    (doubt,) = renamed("Training in hours", known=known)
    assert doubt.others[0] == "B-K1 Hours of good training"
    assert len(doubt.others) == 5


def test_one_in_its_old_place_that_is_nearly_called_the_same_is_asked_about_too() -> None:
    """“Plans issued” and “plans reviewed” are two measures, however much of their names is the same."""
    known = {"A-K1": "Percentage of EHC plans issued within 20 weeks", "A-K2": "Two"}
    (doubt,) = renamed("Percentage of EHC plans reviewed within 12 months", "Two", known=known)
    assert doubt.read == "A-K1 Percentage of EHC plans issued within 20 weeks"
    assert doubt.others == ("A-K3, a new KPI",)
    assert "The plan has “Percentage of EHC plans issued within 20 weeks” in this place" in doubt.says


def test_codes_that_are_numbered_anew_among_the_plans_own_are_asked_about() -> None:
    text = "Code,Section,KPI,Baseline\nA-K1,A,Number of complaints,1\nA-K2,A,Files judged good,2\n"
    known = Known(kpis=STANDS, codes=tuple(STANDS))
    doubts = asked(understand(read_file("plan.csv", text.encode()), known), Asks.RENAMED)
    assert [(each.read, each.others) for each in doubts] == [
        ("A-K1, by another name", ("A-K2 Number of complaints",)),
        ("A-K2, by another name", ("A-K3 Files judged good",)),
    ]
    assert doubts[0].says.startswith("The plan calls this A-K2, and “Calls answered within a day” is its A-K1")


def test_a_name_of_signs_alone_is_no_other_one() -> None:
    assert codes("***", known=Known(kpis={"A-K7": "-"}, codes=("A-K7",))) == {"***": "A-K1"}


def test_of_very_many_the_first_are_offered_and_nobody_waits() -> None:
    known = {f"A-K{number}": f"Measure of team {number}" for number in range(1_000, 2_000)}
    doubts = renamed(*(f"Count of {number}" for number in range(600)), known=known)
    assert len(doubts) == 600
    assert doubts[-1].others[0] == "A-K1000 Measure of team 1000"


def coded(*printed: str, known: Known | None = None) -> tuple[list[str], list[Doubt]]:
    """The codes that are read for printed ones, and what is asked of them."""
    rows = "".join(f"{code}\tKPI {number}\t10\t20\n" for number, code in enumerate(printed, start=1))
    document = read_pasted(f"Section A: Help\nCode\tKPI\tBaseline\tTarget – May 2026\n{rows}")
    draft = understand(document, known or Known())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return [kpi.code.value for kpi in draft.kpis], asked(draft, Asks.NO_CODE)


def test_the_nearest_code_is_proposed_for_printed_ones_that_can_be_none() -> None:
    codes, (doubt,) = coded("K2.1", "K2.2", "K3", "KPI 4")
    assert codes == ["K2-1", "K2-2", "K3", "KPI-4"]
    assert (doubt.about, doubt.words) == (tuple(f"kpis/{at}/code" for at in (0, 1, 3)), ("K2.1", "K2.2", "KPI 4"))
    assert doubt.read == "K2-1, K2-2, KPI-4"
    assert doubt.says.startswith("These 3 cannot be codes: a code has letters, digits and hyphens. Hyphens were put")
    _, (two,) = coded("K2.1", "K2.2")
    assert two.says.startswith("These 2 cannot be codes")
    assert coded(*(f"K2.{number}" for number in range(7)))[1][0].read == "K2-0, K2-1, K2-2, K2-3, K2-4, …"
    _, (one,) = coded("K2.1", "K3")
    assert one.says.startswith("“K2.1” cannot be a code: a code has letters, digits and hyphens. Hyphens were put")


def test_no_code_is_proposed_that_another_kpi_has() -> None:
    codes, doubts = coded("K2.1", "K2-1", "K3.1", "K3/1", "§")
    assert codes == ["K2.1", "K2-1", "K3.1", "K3/1", "§"]
    assert [each.words for each in doubts] == [("K2.1",), ("K3.1",), ("K3/1",), ("§",)]
    assert not any(each.read for each in doubts)
    assert coded("K2.1", known=Known(codes=("k2-1",)))[0] == ["K2.1"]
    assert coded("K2.1", known=Known(kpis={"K2-1": "Another"}, codes=("K2-1",)))[0] == ["K2.1"]


def test_a_kpi_that_the_plan_has_under_the_nearest_code_is_that_one_and_only_new_ones_are_asked_about() -> None:
    known = Known(kpis={"k2-1": "KPI 1", "K2-2": "KPI 2"}, codes=("k2-1", "K2-2"))
    assert coded("K2.1", "K2.2", known=known) == (["k2-1", "K2-2"], [])
    codes, (doubt,) = coded("K2.1", "K2.2", "K2.3", known=known)
    assert codes == ["k2-1", "K2-2", "K2-3"]
    assert (doubt.about, doubt.words, doubt.read) == (("kpis/2/code",), ("K2.3",), "K2-3")


def test_a_row_without_a_name_is_the_kpi_that_the_plan_has_under_its_code() -> None:
    document = read_pasted("Section A: Help\nCode\tKPI\tBaseline\tTarget – May 2026\nK2.1\t\t12\t10\n")
    draft = understand(document, Known(kpis={"K2-1": "Days lost"}, codes=("K2-1",)))
    assert ([kpi.code.value for kpi in draft.kpis], asked(draft, Asks.NO_CODE)) == (["K2-1"], [])
    twice = read_pasted("Section A: Help\nCode\tKPI\tBaseline\tTarget – May 2026\nK2.1\t\t12\t10\nK2/1\t\t1\t2\n")
    draft = understand(twice, Known(kpis={"K2-1": "Days lost"}, codes=("K2-1",)))
    assert [kpi.code.value for kpi in draft.kpis] == ["K2.1", "K2/1"], "nobody knows which of them it is"


def test_the_code_that_a_name_has_in_the_plan_is_proposed_for_a_printed_one_that_can_be_none() -> None:
    known = Known(kpis={"LEAD-1": "KPI 1", "LEAD-2": "KPI 2"}, codes=("LEAD-1", "LEAD-2"))
    codes, doubts = coded("K2.1", "K2.2", "K2.3", known=known)
    assert codes == ["LEAD-1", "LEAD-2", "K2-3"]
    assert [(each.words, each.read) for each in doubts] == [(("K2.1", "K2.2"), "LEAD-1, LEAD-2"), (("K2.3",), "K2-3")]
    assert doubts[0].says.endswith("The plan has KPIs of these names under other codes: confirm them, or enter others")


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (("K2.1\tDays lost", "K2.2\tDays lost"), ["K2-1", "K2-2"]),
        (("K2.1\tDays lost", "LEAD-1\tCalls"), ["K2-1", "LEAD-1"]),
    ],
    ids=["of two rows", "of a row whose code is another’s"],
)
def test_a_name_that_may_be_another_rows_tells_nothing_of_a_code_that_can_be_none(
    rows: tuple[str, str], codes: list[str]
) -> None:
    text = "\t12\t10\n".join(["Section A: Help\nCode\tKPI\tBaseline\tTarget – May 2026", *rows, ""])
    text = text.replace("May 2026\t12\t10", "May 2026")
    draft = understand(read_pasted(text), Known(kpis={"LEAD-1": "Days lost"}, codes=("LEAD-1",)))
    assert [kpi.code.value for kpi in draft.kpis] == codes


def test_a_code_that_is_too_long_stays_to_be_shortened() -> None:
    assert coded(long := "K" + "2." * 30) == ([long], [])


def test_a_code_of_one_kpi_with_the_name_of_another_is_asked_about_with_both() -> None:
    known = Known(kpis={"K2-1": "Another", "LEAD-1": "KPI 1"}, codes=("K2-1", "LEAD-1"))
    codes, (doubt,) = coded("K2.1", known=known)
    assert (codes, doubt.read) == (["K2.1"], "")
    assert doubt.others == ("K2-1 Another", "LEAD-1 KPI 1")
    assert doubt.says.endswith(
        "Enter one that no other row has, such as A-K1; a code that the plan has already means that KPI of the plan"
    )
    _, (new,) = coded("§")
    assert new.says.endswith("Enter one that no other KPI has, such as A-K1"), "there is no plan yet"


def test_a_proposed_code_hinders_nothing() -> None:
    document = read_pasted("Section A: Help\nCode\tKPI\tBaseline\tTarget – May 2026\nK2.1\tCalls\t10\t20\n")
    (kpi,) = [row for row in rows_of(understand(document)) if row.kind is Kind.KPI]
    assert [each.says for each in hindrances([kpi], {(Kind.SECTION, "a")})] == []
