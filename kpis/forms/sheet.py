"""Forms of what a KPI is: its definition, its direction, its printed cells."""

from datetime import date
from typing import Any

from django import forms

from govuk import fields, words
from govuk.forms import Versioned
from govuk.widgets import Radios
from kpis.models import Direction
from kpis.reading import KpiReading

NO_TARGET = "none"


class DefineForm(Versioned):
    """How a KPI is counted, and where its figures come from."""

    definition = fields.LongText(
        max_length=4000, required=False, help_text="What is counted, of whom, over which period, and what is left out"
    )
    source = forms.CharField(
        max_length=160, required=False, help_text="The system or survey that the figures come from"
    )


class DirectionForm(Versioned):
    """Which way is better."""

    direction = forms.ChoiceField(
        label="Which way is better?",
        choices=Direction.choices,
        widget=Radios(hints={Direction.NOT_SET: "The KPI is not rated: it reads “Not assessable: direction not set”"}),
    )


class PlaceForm(Versioned):
    """Where each printed cell belongs that fitted no column."""

    called = {"why": "how you know"}
    why = fields.LongText(label="How do you know?", max_length=500, rows=3)

    def __init__(self, *args: Any, kpi: KpiReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = kpi.unplaced
        choices = [("", "Choose a place")]
        choices += [(each.due_on.isoformat(), f"{each.label} ({words.day(each.due_on)})") for each in kpi.targets]
        choices.append((NO_TARGET, "It is no target"))
        self.names = [f"cell_{number}" for number in range(1, len(self.cells) + 1)]
        for name, cell in zip(self.names, self.cells, strict=True):
            message = {"required": f"Say where “{cell}” belongs"}
            self.fields[name] = forms.ChoiceField(label=f"“{cell}”", choices=choices, error_messages=message)
        self.order_fields([*self.names, "why"])

    @property
    def places(self) -> list[date | None]:
        """The chosen targets' days in the order of the cells, None for a cell that is no target."""
        chosen = [self.cleaned_data[name] for name in self.names]
        return [None if value == NO_TARGET else date.fromisoformat(value) for value in chosen]

    @property
    def in_words(self) -> str:
        """What was chosen, for somebody who reads it beside what is stored."""
        places = [words.day(place) if place else "no target" for place in self.places]
        return "; ".join(f"“{cell}”: {place}" for cell, place in zip(self.cells, places, strict=True))
