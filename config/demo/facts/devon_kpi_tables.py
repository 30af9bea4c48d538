"""The eight KPI tables of Devon's plan: headings, columns and the dates in them, as printed and in printed order."""

from datetime import date

from config.demo.facts.shapes import KpiTable

_JUL = date(2023, 7, 31)
_SEP = date(2023, 9, 30)
_NOV = date(2023, 11, 30)
_JAN = date(2024, 1, 31)
_MAY_2024 = date(2024, 5, 31)

_MONTHLY = (
    ("Milestone 1", "Milestone 1 – End July 2023", _JUL),
    ("Milestone 2", "Milestone 2 – End November 2023", _NOV),
    ("Target", "Target – End January 2024", _JAN),
)
_MONTHLY_C = (*_MONTHLY[:2], ("Target", "Target End January 2024", _JAN))
_WAVES = (
    ("Milestone 1", "Milestone 1 – End September 2023", _SEP),
    ("Target", "Target – End January 2024", _JAN),
)
_D_WAVES = (
    ("Milestone 1", "Milestone 1 – End January 2024", _JAN),
    ("Milestone 2", "Milestone 2 – End September 2023", _SEP),
    ("Target", "Target – End May 2024", _MAY_2024),
)


def _table(
    key: str,
    heading: str,
    targets: tuple[tuple[str, str, date], ...],
    *,
    first: tuple[str, ...] = ("KPI", "Baseline", "Baseline Date"),
    out_of_order: bool = False,
    notes: tuple[str, ...] = (),
) -> KpiTable:
    columns = (*first, *(printed for _, printed, _ in targets))
    return KpiTable(key, key[0], heading, columns, targets, out_of_order, notes)


_SURVEY_COLUMNS = ("KPI", "Baseline Date")
_SURVEY_NOTE = "The column is headed Baseline Date; its cells hold the baseline's wording and its date together."

TABLES = (
    _table("A1", "ASW A – clear and understood strategic plan and SEND arrangements", _MONTHLY),
    _table("A2", "", _WAVES, first=_SURVEY_COLUMNS, notes=(_SURVEY_NOTE,)),
    _table("B1", "ASW B – Communication", _MONTHLY),
    _table("B2", "", _WAVES, first=_SURVEY_COLUMNS, notes=(_SURVEY_NOTE,)),
    _table("C1", "ASW C – Timeliness and Quality of EHC Plans", _MONTHLY_C),
    _table("C2", "", _WAVES, first=_SURVEY_COLUMNS, notes=(_SURVEY_NOTE,)),
    _table("D1", "ASW D", _MONTHLY),
    _table(
        "D2",
        "",
        _D_WAVES,
        out_of_order=True,
        notes=("Milestone 1 is headed January 2024 and Milestone 2 September 2023: out of order as printed.",),
    ),
)

MOVED_BY: dict[str, tuple[str, ...]] = {
    **{f"A-K{n}": ("A5",) for n in range(1, 11)},
    "A-K11": ("A10", "A14"),
    "A-K12": ("A12", "A15"),
    "A-K13": ("A9", "A15"),
    "A-K14": ("A15",),
    "A-K15": ("A15",),
    "A-K16": ("A14",),
    "A-K17": ("C3",),
    "A-K18": ("A2", "A4"),
    "A-K19": ("A2", "A4"),
    "B-K1": ("B2",),
    "B-K2": ("B3",),
    "B-K3": ("B3",),
    "B-K4": ("B1",),
    "B-K5": ("B1",),
    "B-K6": ("B2", "C1"),
    "B-K7": ("B2", "C1"),
    "B-K8": ("B2", "D4"),
    "B-K9": ("B2", "D4"),
    **{f"C-K{n}": ("C1",) for n in range(1, 5)},
    "C-K5": ("A12", "C1"),
    "C-K6": ("C1",),
    "C-K7": ("C1", "C2"),
    "C-K8": ("C1", "C2"),
    "D-K1": ("D1",),
    **{f"D-K{n}": ("D3",) for n in range(2, 5)},
    **{f"D-K{n}": ("D4",) for n in range(5, 8)},
}
"""Which actions should move a KPI: our reading of the plan."""
