"""Forms of what a KPI is: its definition sheet, its direction, its printed cells, the actions that should move it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from govuk import fields, words
from govuk.forms import Versioned
from govuk.widgets import Checkboxes, Radios
from kpis.actions import Sheet
from kpis.actions.sheet import FIELDS
from kpis.models import Cumulates, Direction, Frequency, Origin, Unit
from kpis.periods import GRACE
from kpis.reading import KpiReading
from kpis.targets import Unreadable, parse_rule
from kpis.versions import LABELS
from people.models import Organisation, User
from plans.models import Action

NO_TARGET = "none"
ASKS_HINT = "As printed it cannot be read. Such as 85%, 800, 10% increase, TBC"
WHY_HINT = "It stays in the history beside what was there before. Name no child."


class DefineForm(Versioned):
    """A KPI's definition sheet. `lead` offers who brings the figures; `asks` whether figures still compare."""

    called = {
        "why": "why you change it",
        "comparable": "whether figures before and after the change can be compared",
        "from_on": "the day from which figures are counted the new way",
        "organisation": "whose figures these are",
        "frequency": "how often a figure is expected",
        "cumulates": "whether figures add up over a year",
        "origin": "where the figures come from",
    }
    sometimes_needed = ("numerator", "denominator", "comparable", "from_on", "cumulates")
    definition = fields.LongText(
        label=LABELS["definition"],
        max_length=4000,
        required=False,
        help_text="Of whom, over which period, and what is left out",
    )
    unit = forms.ChoiceField(choices=Unit.choices, widget=Radios(inline=True))
    numerator = fields.LongText(
        max_length=1000, rows=2, required=False, help_text="Of a percentage: what is counted, the part"
    )
    denominator = fields.LongText(
        max_length=1000, rows=2, required=False, help_text="Of a percentage: out of what, the whole"
    )
    cumulates = forms.ChoiceField(
        label="Do figures add up over a year?",
        choices=Cumulates.choices,
        required=False,
        widget=Radios(hints={Cumulates.NO: "Choose this for an average of the year to date too: it can fall again"}),
    )
    source = forms.CharField(
        max_length=160, required=False, help_text="The system or survey that the figures come from"
    )
    origin = forms.ChoiceField(label="Where do the figures come from?", choices=Origin.choices, widget=Radios())
    frequency = forms.ChoiceField(
        label="How often is a figure expected?",
        choices=Frequency.choices,
        widget=Radios(),
        help_text=f"Figures read “stale” when none has come {GRACE} days after a period has ended",
    )
    caveats = fields.LongText(
        max_length=8000,
        rows=3,
        required=False,
        help_text="What a reader has to know before they believe the figures. Name no child.",
    )
    data_lead: Any = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody named: any data lead of the council"
    )
    organisation: Any = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Whose figures are these?",
        required=False,
        empty_label="The council’s own",
        help_text="A partner’s figures are released by its own data lead",
    )
    comparable = forms.ChoiceField(
        label="Can figures before and after the change be compared?",
        choices=[("yes", "Yes: the same is counted as before"), ("no", "No: a new series begins")],
        required=False,
        help_text="Answer this when you change what is counted: the text, its parts, the unit, or whether it adds up",
        widget=Radios(
            hints={"no": "Figures and a baseline from before are not compared with what comes after, and charts say so"}
        ),
    )
    from_on = fields.DateField(
        label="From which day are figures counted the new way?",
        required=False,
        help_text="Only if they cannot be compared, for example 1 9 2023",
    )
    why = forms.CharField(label="Why do you change it?", max_length=100, help_text=WHY_HINT)

    def __init__(
        self,
        *args: Any,
        stored: Sheet,
        asks: bool,
        data_leads: "QuerySet[User] | None" = None,
        partners: "QuerySet[Organisation] | None" = None,
        **kwargs: Any,
    ) -> None:
        """`stored` is the sheet as it stands; what the form does not ask stays so. The lead alone is offered
        `data_leads` and `partners`."""
        super().__init__(*args, **kwargs)
        self.stored = stored
        for name, rows in (("data_lead", data_leads), ("organisation", partners)):
            if rows is None:
                del self.fields[name]
            else:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if not asks:
            del self.fields["comparable"], self.fields["from_on"]

    @property
    def sheet(self) -> Sheet:
        """The sheet as it was typed."""
        typed = {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
        return replace(self.stored, **typed)

    @property
    def compares(self) -> bool | None:
        """Whether figures still compare; None where nobody said so."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("comparable", ""))


class LinksForm(Versioned):
    """The actions that should move a KPI."""

    called = {"actions": "the actions that should move it", "why": "why they should move it"}
    mark_optional = False
    actions = forms.TypedMultipleChoiceField(
        label="Which actions should move it?", required=False, coerce=int, widget=Checkboxes(small=True)
    )
    why = forms.CharField(label="How do you know, or why does one no longer?", max_length=100, help_text=WHY_HINT)

    def __init__(self, *args: Any, offered: Mapping[int, Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = offered
        choices = [(pk, f"{action.ref} {action.title}") for pk, action in offered.items()]
        self.fields["actions"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_pks(self) -> list[int]:
        """The ids of the actions that were ticked, in the order in which they were offered."""
        ticked = set(self.cleaned_data["actions"])
        return [pk for pk in self._offered if pk in ticked]

    @property
    def chosen(self) -> list[Action]:
        """The actions that were ticked."""
        return [self._offered[pk] for pk in self.chosen_pks]


class DirectionForm(Versioned):
    """Which way is better."""

    direction = forms.ChoiceField(
        label="Which way is better?",
        choices=Direction.choices,
        widget=Radios(hints={Direction.NOT_SET: "The KPI is not rated: it reads “Not assessable: direction not set”"}),
    )


class PlaceForm(Versioned):
    """Where each printed cell belongs that waits for its place, and what it asks for where that cannot be read."""

    mark_optional = False  # what a cell asks for is needed unless it is no target
    called = {"why": "how you know"}
    why = forms.CharField(label="How do you know?", max_length=100, help_text=WHY_HINT)

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
            if isinstance(parse_rule(cell), Unreadable):
                self.fields[f"{name}_asks"] = forms.CharField(
                    label=f"What does “{cell}” ask for?", help_text=ASKS_HINT, max_length=80, required=False
                )
        self.order_fields([*(each for name in self.names for each in (name, f"{name}_asks")), "why"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for name, cell in zip(self.names, self.cells, strict=True):
            asks = f"{name}_asks"
            if asks not in self.fields or said.get(name) in (None, NO_TARGET):
                continue
            found = parse_rule(said.get(asks) or "")
            if not said.get(asks):
                self.add_error(asks, f"Say what “{cell}” asks for, such as 85%, or choose “It is no target”")
            elif isinstance(found, Unreadable):
                self.add_error(asks, found.reason)
        return said

    @property
    def rules(self) -> list[str]:
        """What each cell asks for: as printed, or as it was typed where that cannot be read."""
        typed = (self.cleaned_data.get(f"{name}_asks") for name in self.names)
        return [asks or cell for asks, cell in zip(typed, self.cells, strict=True)]

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
