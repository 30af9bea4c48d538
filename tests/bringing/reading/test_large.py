"""Long lines and many rows are gone over once: some would take hours where something is tried for every pair."""

import pytest

from bringing.reading import understand
from sheets.reading import read_pasted
from tests.bringing.reading.plans import uncovered

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
    "lines like headings": "Actions we take\n" * 5_000,
    "rows": "Ref\tAction\tBy when\tLead\n" + "".join(f"A{n}\tDo {n}\tMay 2024\tHead of {n}\n" for n in range(3_000)),
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_a_large_text_is_gone_over_once(text: str) -> None:
    document = read_pasted(text)
    assert uncovered(document, understand(document)) == []
