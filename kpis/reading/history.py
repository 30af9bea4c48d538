"""Everything that was ever written of one KPI and of what hangs on it: who, when and why, in one query."""

from typing import Final

from kpis.models import (
    Baseline,
    Comparator,
    Kpi,
    KpiAction,
    KpiEvidence,
    KpiJudgement,
    Measurement,
    Redefinition,
    Target,
)
from plans.reading.history import EDITED, MADE, TAKEN_AWAY, Entry, Kinds, entries

__all__ = ["EDITED", "MADE", "TAKEN_AWAY", "Entry", "read_history"]

NOT_RELEASED: Final = "Not released: "
"""How the reason begins for which a partner's data lead did not release a figure."""

STANDS_AGAIN: Final = "Stands again"
"""Why a figure is written anew that counts again, because its correction was taken back."""

STANDS_ON: Final = "Stands on"
"""The same of one that counted all the time, because nobody had released its correction."""

WAITS_AGAIN: Final = "Waits again"
"""The same of one that waits for its release again."""

OWN: Final = (
    *("name", "unit", "direction", "definition", "numerator", "denominator", "source", "origin", "frequency"),
    *("cumulates", "caveats", "unplaced"),
)
KINDS: Final[Kinds] = {
    "target": (
        Target,
        "kpi_id",
        {
            "edition": "edition",
            "order": "printed_order",
            "label": "label",
            "due_on": "due_on",
            "rule": "rule",
            "decision": "decision__number",
        },
    ),
    "kpi": (
        Kpi,
        "id",
        {
            **{name: name for name in OWN},
            "data_lead": "data_lead__name",
            "organisation": "organisation__name",
            "section": "section__letter",
            "section_title": "section__title",
        },
    ),
    "baseline": (
        Baseline,
        "kpi_id",
        {
            "state": "state",
            "value": "value",
            "as_at": "as_at",
            "source": "source",
            "held": "held",
            "proposed_by": "proposed_by__name",
            "ended_why": "ended_why",
        },
    ),
    "figure": (
        Measurement,
        "kpi_id",
        {
            "as_at": "as_at",
            "value": "value",
            "kind": "kind",
            "note": "note",
            "series_break": "series_break",
            "held": "held",
            "corrects": "corrects_id",
            "corrected": "corrected",
            "withdrawn_at": "withdrawn_at",
            "withdrawn_why": "withdrawn_why",
        },
    ),
    "redefinition": (Redefinition, "kpi_id", {"from_on": "from_on", "why": "why"}),
    "judgement": (KpiJudgement, "kpi_id", {"state": "state", "reason": "reason", "ended_at": "ended_at"}),
    "comparator": (
        Comparator,
        "kpi_id",
        {
            "name": "name",
            "as_at": "as_at",
            "period": "period",
            "value": "value",
            "source": "source",
            "taken_out_at": "taken_out_at",
        },
    ),
    "link": (KpiAction, "kpi_id", {"ref": "action__ref", "title": "action__title"}),
    "evidence": (
        KpiEvidence,
        "kpi_id",
        {"title": "document__title", "kind": "document__kind", "dated_on": "document__dated_on"},
    ),
}


def read_history(kpi: int) -> list[Entry]:
    """Of the KPI with this id, oldest first; what one verb wrote at one moment in the order of KINDS."""
    return entries(KINDS, kpi)
