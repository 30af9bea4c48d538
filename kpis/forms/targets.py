"""The form by which targets are rebased: a row each, and the decision that agreed them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict

from govuk import fields, words
from govuk.forms import Versioned
from govuk.widgets import TextInput
from kpis.actions import TargetRow
from kpis.targets import UndefinedChange, Unreadable, parse_rule, value_from

PARTS: Final = ("label", "due", "rule", "out")
SPARE: Final = 2
"""Empty rows beneath those that are there."""
MORE: Final = 4
MOST: Final = 24


class RebaseForm(Versioned):
    """New targets. `checked` is the digest of what was shown last: only that is saved.

    A row that is empty, or ticked as taken out, is not there. Errors name the row.
    """

    called = {"decision": "the decision that agreed the targets"}
    mark_optional = False
    checked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    decision = forms.TypedChoiceField(
        label="Which decision agreed them?",
        coerce=int,
        help_text="The board’s at a meeting, or DfE’s with its letter. It stays beside the targets.",
    )

    def __init__(
        self,
        *args: Any,
        rows: Sequence[TargetRow],
        baseline: Decimal | None,
        decisions: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        """`rows` are those that the form begins with; `baseline` is the value that counts, None while it is awaited."""
        super().__init__(*args, **kwargs)
        self.baseline = baseline
        self.rows: list[TargetRow] = []
        self.begun = len(rows)
        self.numbers = range(1, min(MOST, max(len(rows) + SPARE, _sent(self.data))) + 1)
        for number in self.numbers:
            self._add_row(number)
        for number, row in enumerate(rows, start=1):
            begins = {f"label_{number}": row.label, f"due_{number}": row.due_on, f"rule_{number}": row.rule}
            self.initial.update(begins)
        self.fields["decision"].choices = [("", "Choose a decision"), *decisions]  # type: ignore[attr-defined]
        self.order_fields([name for number in self.numbers for name in self._names(number)])

    def _add_row(self, number: int) -> None:
        self.fields[f"label_{number}"] = forms.CharField(label=f"Label of target {number}", max_length=80)
        self.fields[f"due_{number}"] = fields.DateField(label=f"Due date of target {number}")
        self.fields[f"rule_{number}"] = forms.CharField(
            label=f"What target {number} asks for", max_length=80, widget=TextInput(width=20)
        )
        if number <= self.begun:
            self.fields[f"out_{number}"] = forms.BooleanField(label=f"Take target {number} out")
        for name in self._names(number):
            self.fields[name].required = False

    def _names(self, number: int) -> list[str]:
        """The fields of a row. What does not count yet cannot be taken out: such a row is emptied."""
        return [f"{part}_{number}" for part in PARTS if f"{part}_{number}" in self.fields]

    @property
    def places(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows of the page: number and fields."""
        for number in self.numbers:
            yield number, [self[name] for name in self._names(number)]

    @property
    def full(self) -> bool:
        """Whether no row can be added any more."""
        return len(self.numbers) >= MOST

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        seen: dict[date, int] = {}
        for number in self.numbers:
            row = self._row(number, typed)
            if row is None:
                continue
            if row.due_on in seen:
                both = f"Targets {seen[row.due_on]} and {number} are both due on {words.day(row.due_on)}"
                self.add_error(f"due_{number}", f"{both}: give each its own date")
            seen.setdefault(row.due_on, number)
            self._check_rule(number, row)
            self.rows.append(row)
        self.rows.sort(key=lambda row: row.due_on)
        if not self.rows and not self.errors:
            self.add_error("label_1", "Give at least one target: a KPI is not rebased to nothing")
        return typed

    def _row(self, number: int, typed: Mapping[str, Any]) -> TargetRow | None:
        """The row, None where it is not there or not whole."""
        names = {part: f"{part}_{number}" for part in PARTS}
        wrong = any(names[part] in self.errors for part in PARTS)
        label, due_on, rule = (typed.get(names[part]) for part in PARTS[:3])
        if typed.get(names["out"]):
            for name in names.values():
                self.errors.pop(name, None)
            return None
        if wrong or not (label or due_on or rule):
            return None
        if not label:
            self.add_error(names["label"], f"Enter the label of target {number}, such as “12 months”")
        if not due_on:
            self.add_error(names["due"], f"Enter the due date of target {number}")
        if not rule:
            self.add_error(names["rule"], f"Enter what target {number} asks for, or TBC while that is not settled")
        return TargetRow(label, due_on, rule) if label and due_on and rule else None

    def _check_rule(self, number: int, row: TargetRow) -> None:
        rule = parse_rule(row.rule)
        if isinstance(rule, Unreadable):
            self.add_error(f"rule_{number}", f"Target {number}: {rule.reason}")
            return
        try:
            value_from(rule, self.baseline)
        except UndefinedChange as undefined:
            self.add_error(f"rule_{number}", f"Target {number}: {undefined}")

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was sent in fields of this form, to be sent once more."""
        known = {name for name in self.fields if not name.startswith("due_") and name != "checked"}
        known |= {f"due_{number}_{part}" for number in self.numbers for part in fields.DateField.parts}
        return [
            (name, value) for name, values in cast("QueryDict", self.data).lists() if name in known for value in values
        ]


def _sent(data: Any) -> int:
    """How many rows the page had that was sent, and some more where they were asked for."""
    numbers = (name.removeprefix("label_") for name in data if name.startswith("label_"))
    rows = max((int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 4), default=0)
    return rows + MORE if "more" in data else rows
