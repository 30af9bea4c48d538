"""The form that says what the tables of a file hold."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from django import forms

from bringing.reading import Read
from bringing.reading.draft import TableRead
from bringing.reading.own.sheets import OWN
from bringing.reading.recognising import CHOSEN, NO_RULE, OF_RISKS, REMEMBERED
from bringing.values import HOLDS, ROLES
from govuk.forms import Versioned
from govuk.widgets import TextInput
from govuk.words import upper_first

_TOLD: Final = {
    CHOSEN: "Chosen by a person",
    REMEMBERED: "Proposed as it was said of a table with these headings, here or in the last file",
    NO_RULE: "Nothing is proposed: no rule says what it holds",
    OF_RISKS: f"Nothing is proposed: it is a register of risks by {OF_RISKS}",
    OWN: "Known as a sheet of a workbook of ours",
}
"""How it came about what a table was taken for, where that is no rule by which it is proposed."""


NO_ROWS: Final[Mapping[str, Sequence[int]]] = MappingProxyType({})
UNSAID: Final = "unsaid"
"""Chosen while nobody has said what a table or a column holds: that it is nothing of the plan is an answer too."""


def _unsaid(read: Read[Any]) -> list[tuple[str, str]]:
    """The answer that a table or a column has of which nothing says what it holds."""
    return [(UNSAID, "Not said yet")] if read.rule in (NO_RULE, OF_RISKS) else []


class TablesForm(Versioned):
    """What each table and each of its columns holds."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        tables: Sequence[TableRead],
        letters: Sequence[str],
        said: Mapping[str, str],
        rows: Mapping[str, Sequence[int]] = NO_ROWS,
        **kwargs: Any,
    ) -> None:
        """`said` are the sections that somebody gave to tables, by their keys. `rows` are those of the tables in which
        something stands: what is typed is held against them."""
        super().__init__(*args, **kwargs)
        self.tables, self.rows = tables, rows
        roles = [(role.value, name) for role, name in ROLES.items()]
        sections = [("", "As it was read"), *((letter, f"Section {letter}") for letter in letters)]
        for number, table in enumerate(tables):
            self.fields[f"holds_{number}"] = forms.ChoiceField(
                label=f"{upper_first(table.key)} holds",
                choices=[*_unsaid(table.holds), *((each.value, name) for each, name in HOLDS.items())],
                required=False,
                initial=UNSAID if _unsaid(table.holds) else table.holds.value.value,
            )
            self.fields[f"row_{number}"] = forms.IntegerField(
                label="Row of its headings",
                help_text="0: it has none",
                min_value=0,
                max_value=100_000,
                initial=table.heading_row,
                widget=TextInput(width=4, attrs={"inputmode": "numeric"}),
            )
            self.fields[f"section_{number}"] = forms.ChoiceField(
                label="It is of section", choices=sections, required=False, initial=said.get(table.key, "")
            )
            for column in table.columns:
                self.fields[f"role_{number}_{column.number}"] = forms.ChoiceField(
                    label=f"“{column.heading or f'column {column.number}'}” holds",
                    choices=[*_unsaid(column.role), *roles],
                    required=False,
                    initial=UNSAID if _unsaid(column.role) else column.role.value.value,
                )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for number, table in enumerate(self.tables):
            rows, row = self.rows.get(table.key, ()), said.get(f"row_{number}")
            if row and rows and row not in rows:
                which = f"a row from {rows[0]} to {rows[-1]} in which something stands"
                says = f"The headings of this table cannot stand in row {row}: enter {which}, or 0 if it has none"
                self.add_error(f"row_{number}", says)
        return said

    @property
    def parts(self) -> list[tuple[TableRead, str, list[Any], list[Any]]]:
        """Each table with how it came about what it was taken for, its own fields and those of its columns."""
        return [
            (
                table,
                _TOLD.get(table.holds.rule, f"Proposed by {table.holds.rule}"),
                [self[f"{name}_{number}"] for name in ("holds", "row", "section")],
                [self[f"role_{number}_{column.number}"] for column in table.columns],
            )
            for number, table in enumerate(self.tables)
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen for the tables in which anything is another than was read, or was chosen before. Of what
        nobody said anything it is None, or not there."""
        return {
            table.key: {
                "holds": self._said(f"holds_{number}"),
                "heading_row": self.cleaned_data[f"row_{number}"],
                "columns": {
                    str(each.number): role
                    for each in table.columns
                    if (role := self._said(f"role_{number}_{each.number}")) is not None
                },
                "section": self.cleaned_data[f"section_{number}"],
            }
            for number, table in enumerate(self.tables)
            if any(name in self.changed_data for name in self._names(number, table))
        }

    def _said(self, name: str) -> str | None:
        said: str = self.cleaned_data[name]
        return None if said == UNSAID else said

    def _names(self, number: int, table: TableRead) -> list[str]:
        own = [f"{name}_{number}" for name in ("holds", "row", "section")]
        return own + [f"role_{number}_{each.number}" for each in table.columns]
