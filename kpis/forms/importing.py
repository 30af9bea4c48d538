"""Forms of an import: the file, what its columns hold, and every doubt about its cells."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms

from govuk.forms import Form, SentOnce, Versioned
from govuk.widgets import Radios, TextInput
from govuk.words import listed
from kpis.actions import Chosen
from kpis.certainty import is_firmer
from kpis.doubts import Doubt, less_firm
from kpis.forms.figures import Asking, FigureField
from kpis.imported import Weighed
from kpis.importing import FIGURES, LONGEST, Found, Known, Role, Standing, what_is_wrong
from kpis.models import FigureKind, Period
from kpis.targets import shown

PARTS: Final = ("take", "value", "right", "kind", "note")
LEAVE, CORRECT = "leave", "correct"
MOVED: Final = "What is asked has changed since this page was opened: look at the cells once more, then enter them"


class FileForm(SentOnce):
    """A workbook or a CSV file with figures."""

    called = {"file": "the file with the figures"}
    file = forms.FileField(
        label="File with the figures",
        help_text="An Excel workbook (.xlsx) or a CSV file (.csv), up to 5 MB. It must hold no child’s data.",
        allow_empty_file=True,
    )


class ColumnsForm(Form):
    """Which sheet, below which row, and what each column holds. `drawn` is what the columns were drawn for."""

    sheet = forms.TypedChoiceField(label="Sheet with the figures", coerce=int)
    heading_row = forms.IntegerField(
        label="Row of the headings",
        min_value=1,
        max_value=FIGURES.rows,
        widget=TextInput(width=4, attrs={"inputmode": "numeric"}),
    )
    drawn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(
        self, *args: Any, sheets: Sequence[str], named: Mapping[int, str], proposed: Mapping[int, Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named = named
        self.fields["sheet"].choices = [(at, name or "The file") for at, name in enumerate(sheets)]  # type: ignore[attr-defined]
        if len(sheets) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()
        for column, text in named.items():
            self.fields[f"role_{column}"] = forms.ChoiceField(
                label=f"“{text}” holds",
                choices=[(role.value, role.label) for role in Role],
                required=False,
                initial=proposed.get(column, Role.IGNORE).value,
            )

    mark_optional = False

    @property
    def roles(self) -> dict[int, Role]:
        """The chosen roles by column."""
        return {column: Role(self.cleaned_data.get(f"role_{column}") or "") for column in self.named}

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors and (wrong := what_is_wrong(self.roles)):
            self.add_error(None, wrong)
        return typed


class DoubtsForm(Versioned, Asking):
    """Every uncertain cell with what is proposed, to be confirmed or not; sure ones can be left out. A figure that is
    typed in the place of a cell's is asked about too. Where other figures stand, one answer and one reason are asked
    for all of them, and single ones can be left out.

    `seen_cells` is what was sure and what was asked when the page was drawn: a figure that somebody else enters can
    change it, and nobody has confirmed what they did not see.
    """

    mark_optional = False
    called = {"leave": "the cells to leave out", "revise": "what becomes of the figures that stand"}
    leave = forms.MultipleChoiceField(required=False)
    seen_cells = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, weighed: Weighed, known: Mapping[str, Known], today: date, **kwargs: Any
    ) -> None:
        found, seen = weighed.cells, _seen(weighed.cells)
        self.moved = data is not None and data.get("seen_cells") != seen
        if self.moved:
            data = data.copy()
            data["seen_cells"] = seen
        super().__init__(data, **kwargs)
        self.fields["seen_cells"].initial = seen
        self.weighed, self.today = weighed, today
        self.sure = [each for each in found if each.standing is Standing.SURE]
        self.asked = [each for each in found if each.standing is Standing.ASK]
        self.revised = [each for each in found if each.standing is Standing.REVISED]
        offered = [(each.place, each.place) for each in (*self.sure, *self.revised)]
        self.fields["leave"].choices = offered  # type: ignore[attr-defined]
        if self.revised:
            self._ask_revised()
        if self.revised or any(each.stands is not None for each in self.asked):
            firm = any(each.stands_kind and is_firmer(each.stands_kind, each.kind) for each in self.revised)
            needs_none = "What is only more certain now needs none, and is not given this one. " if firm else ""
            self.fields["why"] = forms.CharField(
                label="Why are they corrected?",
                max_length=1000,
                required=False,
                help_text=(
                    "One reason for all of this file, shown beside each figure that changes. "
                    f"{needs_none}Name no child."
                ),
            )
        for each in self.asked:
            self._ask(each, known[each.code])

    def _ask_revised(self) -> None:
        self.fields["revise"] = forms.ChoiceField(
            label="What becomes of the figures in this table that stand?",
            choices=[(LEAVE, "They stay as they are"), (CORRECT, "They are corrected to what the file says")],
            initial=LEAVE,
            required=False,
            widget=Radios(),
        )

    def _ask(self, found: Found, kpi: Known) -> None:
        place = found.place
        figure = FigureField(label=f"Figure of {place}", max_length=40, required=False, widget=TextInput(width=10))
        figure.measured_in(kpi.unit_at(found.as_at) if found.as_at else kpi.unit)
        figure.initial = found.value
        self.fields[f"take_{place}"] = forms.BooleanField(label=f"Enter {place}{_replaces(found, kpi)}", required=False)
        self.fields[f"value_{place}"] = figure
        self.fields[f"kind_{place}"] = forms.ChoiceField(
            label=f"How certain is {place}?", choices=FigureKind.choices, initial=found.kind, required=False
        )
        self.fields[f"note_{place}"] = forms.CharField(
            label=f"Note of {place}", max_length=LONGEST, required=False, initial=found.note
        )

    def questions(self) -> list[tuple[Found, list[Any]]]:
        """The uncertain cells, each with its fields."""
        names = {each.place: [f"{part}_{each.place}" for part in PARTS] for each in self.asked}
        return [(each, [self[name] for name in names[each.place] if name in self.fields]) for each in self.asked]

    def left(self) -> set[str]:
        """The cells that are ticked to be left out."""
        return set(self["leave"].value() or ())

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        revised = self.revised if typed.get("revise") == CORRECT else []
        self.chosen = [
            _chosen(each, each.as_at, each.value)
            for each in (*self.sure, *revised)
            if each.as_at and each.value is not None and each.place not in typed.get("leave", ())
        ]
        for each in self.asked:
            if typed.get(f"take_{each.place}"):
                self._confirm(each, typed)
        unexplained = [each.place for each in self.chosen if each.wants_why]
        if unexplained and not typed.get("why", "").strip():
            self.add_error("why", f"Say why the figures that stand are corrected: {listed(unexplained)}")
        if self.moved:
            self.add_error(None, MOVED)
        taken: dict[tuple[str, date], str] = {}
        for one in self.chosen:
            first = taken.setdefault((one.code, one.as_at), one.place)
            if first != one.place and f"take_{one.place}" in self.fields:
                said = f"{first} and {one.place} are both of {one.code} and the same day: confirm one of them"
                self.add_error(f"take_{one.place}", said)
        return typed

    def _confirm(self, found: Found, typed: Mapping[str, Any]) -> None:
        place, as_at = found.place, found.as_at
        value, kind = typed.get(f"value_{place}"), typed.get(f"kind_{place}") or found.kind
        if f"value_{place}" in self.errors or as_at is None:
            return
        if value is None:
            self.add_error(f"value_{place}", f"Enter the figure of {place}, or do not confirm it")
        elif value == found.stands and kind in ("", found.stands_kind) and not found.of_other_period:
            self.add_error(f"value_{place}", f"{place} says what stands there already: change it, or do not confirm it")
        elif as_at > self.today and kind != FigureKind.PROJECTED:
            self.add_error(f"kind_{place}", f"{place} is of a day to come: choose “Projected”, or do not confirm it")
        else:
            note = typed.get(f"note_{place}", "")
            # where it is chosen as certain as what stands, nobody settled that it is less so
            softer = bool(less_firm(found.stands_kind, kind))
            doubts = tuple(each for each in found.doubts if softer or each != Doubt.LESS_FIRM)
            if value != found.value or (kind != found.kind and softer):
                asked = self.weighed.asked(found, value) if value != found.value else ()
                doubts = self.settle(value, (*asked, *less_firm(found.stands_kind, kind)), place)
            period = Period(found.period.value)
            self.chosen.append(
                Chosen(place, found.code, as_at, value, FigureKind(kind), note, period, doubts, *_there(found))
            )


def _chosen(found: Found, as_at: date, value: Decimal) -> Chosen:
    """A cell as it stands."""
    period = Period(found.period.value)
    kind = FigureKind(found.kind)
    return Chosen(found.place, found.code, as_at, value, kind, found.note, period, (), *_there(found))


def _replaces(found: Found, kpi: Known) -> str:
    """What a confirmed cell takes the place of, beside its tick; "" where nothing stands."""
    if found.stands is None or found.as_at is None:
        return ""
    return f" in the place of {shown(found.stands, kpi.unit_at(found.as_at))}, which stands"


def _there(found: Found) -> tuple[Decimal | None, FigureKind | None, bool]:
    """The figure that stands at its day, how certain that one is, and whether it is of another period."""
    return found.stands, FigureKind(found.stands_kind) if found.stands_kind else None, found.of_other_period


def _seen(found: Sequence[Found]) -> str:
    """What is sure and what is asked about, in short."""
    told = (
        (
            *(each.place, each.standing.value, str(each.value), each.doubts),
            *(str(each.stands), each.stands_kind, str(each.stands_period)),
        )
        for each in found
    )
    return hashlib.sha256(repr(tuple(told)).encode()).hexdigest()[:16]
