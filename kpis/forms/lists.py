"""Filters of the list of KPIs."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from govuk.forms import FilterForm
from kpis.quality import Finding, counted
from kpis.reading import KpiReading
from kpis.state import State

GROUPS = {
    "good": (State.MET, State.MEETING_NOW, State.ON_TRACK),
    "behind": (State.AT_RISK, State.OFF_TRACK),
}


class KpiFilter(FilterForm):
    """Filters of the list of KPIs."""

    section = forms.ChoiceField()
    state = forms.ChoiceField(
        choices=[
            ("", "All states"),
            ("good", "On track or better"),
            ("behind", "At risk or off track"),
            *((state.value, state.label) for state in State),
        ]
    )
    missed = forms.BooleanField(label="Missed a milestone that has passed")
    stale = forms.BooleanField(label="Stale: no figure in its time")
    judged = forms.BooleanField(label="Judged by a person")

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(letter, f"{letter}: {title}") for letter, title in sections]
        self.fields["section"].choices = [("", "All sections"), *named]  # type: ignore[attr-defined]

    def keeps(self, kpi: KpiReading) -> bool:
        """Whether every filter leaves this KPI in the list."""
        chosen = self.chosen_values
        section, state = chosen.get("section"), chosen.get("state")
        states = GROUPS.get(state, (state,)) if state else tuple(State)
        stale = kpi.stale_since is not None or not chosen.get("stale")
        missed = bool(kpi.missed) or not chosen.get("missed")
        judged = kpi.judgement is not None or not chosen.get("judged")
        return kpi.state in states and (not section or kpi.section == section) and missed and stale and judged


class QualityFilter(FilterForm):
    """Filters of the data-quality list: what there is of it alone can be chosen."""

    kind = forms.ChoiceField()
    section = forms.ChoiceField()

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(matter.value, f"{matter.label} ({number})") for matter, number in counted(findings)]
        sections = sorted({each.section for each in findings})
        self.fields["kind"].choices = [("", "All kinds"), *kinds]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", "All sections"), *((each, each) for each in sections)]  # type: ignore[attr-defined]

    def keeps(self, finding: Finding) -> bool:
        """Whether kind and section leave this one in the list."""
        kind, section = self.chosen_values.get("kind"), self.chosen_values.get("section")
        return (not kind or finding.matter == kind) and (not section or finding.section == section)
