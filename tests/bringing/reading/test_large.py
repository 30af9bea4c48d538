"""Long lines and many rows are gone over once: some would take hours where something is tried for every pair."""

import re

import pytest

from audit import codec
from bringing.reading import Asks, Known, starts, understand
from bringing.reading.grid import gridded
from sheets.reading import Merge, read_file, read_pasted
from tests.bringing.reading.plans import asked, tabled, uncovered

ACTIONS = "Section A: x\nRef Action Outcome By when Senior Responsible Officer\n"
KPIS = "Section A: x\nKPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024\n"
CASES = {
    "sentences": f"{ACTIONS}A1 {'Do it. Then see. ' * 20_000}",
    "words before a date": f"{ACTIONS}A1 {'by the ' * 20_000}June 2023",
    "dates": f"{ACTIONS}A1 {'June 2023 ' * 20_000}",
    "posts": f"{ACTIONS}A1 x June 2023 {'– Head ' * 10_000}",
    "commas": f"{ACTIONS}A1 x June 2023 – {'Head and Chair, ' * 20_000}",
    "values": f"{KPIS}x {'1 ' * 100_000}X",
    "values with words": f"{KPIS}x {'1 ' * 15}{'a ' * 100_000}X",
    "ways to place values": "KPI Baseline " + "Target – May 2024 " * 40 + "\nx 1 " + "TBC " * 18,
    "a baseline of dashes": f"KPI\tBaseline\tTarget – May 2024\nx\t{'- ' * 50_000}\t1",
    "a baseline of months": f"KPI\tBaseline\tTarget – May 2024\nx\t{'as at May ' * 10_000}\t1",
    "lines like headings": "Actions we take\n" * 5_000,
    "rows": "Ref\tAction\tBy when\tLead\n" + "".join(f"A{n}\tDo {n}\tMay 2024\tHead of {n}\n" for n in range(3_000)),
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_a_large_text_is_gone_over_once(text: str) -> None:
    document = read_pasted(text)
    assert uncovered(document, understand(document)) == []


def kept(content: str, known: Known) -> int:
    """Characters of the draft of a CSV file, as it is kept."""
    return len(codec.to_text(understand(read_file("plan.csv", content.encode()), known)))


def test_a_cell_of_many_clauses_is_kept_once() -> None:
    def of(number: int) -> int:
        cell = ";".join(f"9.{at % 90}" for at in range(number))
        return kept(f"Ref,Action,By when,Lead,Clauses\nA1,Do it,June 2024,Head of SEND,{cell}\n", Known(clauses=("1",)))

    assert of(800) < 3 * of(400)


def test_each_clause_of_a_cell_is_asked_about_by_its_own_words() -> None:
    cell = '"clause 9.1, 9.2;9\u200b.3 and\n4(a) &"'
    document = read_file("plan.csv", f"Ref,Action,By when,Lead,Clauses\nA1,Do it,June 2024,Head,{cell}\n".encode())
    draft = understand(document, Known(clauses=("4(a)",)))
    assert [(each.value, each.words) for each in draft.actions[0].clauses] == [
        ("9.1", "clause 9.1"),
        ("9.2", "9.2"),
        ("9.3", "9\u200b.3"),
        ("4(a)", "4(a)"),
    ]
    assert [(doubt.words, str(doubt.places[0])) for doubt in asked(draft, Asks.CLAUSE)] == [
        (("clause 9.1",), "E2"),
        (("9.2",), "E2"),
        (("9\u200b.3",), "E2"),
    ]
    assert uncovered(document, draft) == []


def test_odd_targets_of_many_columns_each_name_what_they_are_odd_beside() -> None:
    def of(number: int) -> int:
        months = ("January", "May", "September")
        heads = ",".join(f"Target {at} - {months[at % 3]} {2024 + at // 3}" for at in range(number))
        rows = "".join(f"K{at},Cases {at},40{',30' * number}\n" for at in range(10))
        return kept(f"Code,KPI,Baseline,{heads}\n{rows}", Known())

    assert of(80) < 3 * of(40)


def test_an_odd_target_names_its_own_cell_the_baseline_and_what_it_is_odd_beside() -> None:
    heads = "Target 1 - May 2024,Target 2 - May 2025,Target 3 - May 2026,Target 4 - May 2027"
    rows = "K1,Cases,Lower is better,40,30,20,20,25\nK2,Calls,Higher is better,40,50% reduction,,TBC,TBC\n"
    content = f"Code,KPI,Direction,Baseline,{heads}\n{rows}"
    draft = understand(read_file("plan.csv", content.encode()))
    odd = [*asked(draft, Asks.SAME_AS_BEFORE), *asked(draft, Asks.ODD_TARGET)]
    assert [[str(place) for place in doubt.places] for doubt in odd] == [
        ["G2", "D2", "F2"],
        ["H2", "D2", "G2"],
        ["E3", "D3"],
    ]


def test_a_joined_cell_is_kept_once_for_all_rows_that_it_covers() -> None:
    rows = [["Ref", "Action", "By when", *(f"Column {at}" for at in range(4, 201))], ["A1", "Do", "June 2024"]]
    table = tabled([*rows, *(["A2", "Do"] for _ in range(99))], merges=(Merge(2, 3, 101, 16_000),))
    first, *others = gridded(table, 1).rows
    assert sorted(first.under) == list(range(4, 201))
    assert [sorted(row.under) for row in others] == 99 * [[3]]
    assert len({id(part) for row in (first, *others) for part in row.under.values()}) == 1


def test_the_month_of_a_baseline_is_looked_for_at_the_end_of_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    pattern = starts._AS_AT

    class Counting:
        def search(self, text: str) -> re.Match[str] | None:
            looked.append(len(text))
            return pattern.search(text)

    monkeypatch.setattr(starts, "_AS_AT", Counting())
    rows = f"K1,Cases,{'- ' * 8_000},20\nK2,Calls,{'~ ' * 8_000}about 16 (as at end of March 2023),20\n"
    draft = understand(read_file("k.csv", f"Code,KPI,Baseline,Target – End March 2024\n{rows}".encode()))
    assert (len(looked), sum(looked)) == (2, 2 * starts.LONGEST_AS_AT)
    assert [(each.baseline.words[-8:], each.as_at.words) for each in draft.kpis] == [
        (" - - - -", ""),
        ("about 16", "end of March 2023"),
    ]
