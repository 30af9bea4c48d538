"""The form with which a draft is entered: what stays as it stands, what becomes of what is gone, what a new plan is
called."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms

from bringing.actions import New, Settled
from bringing.alike import same_title
from bringing.plain import Difference, Kind
from govuk.forms import SentOnce
from govuk.widgets import Radios, TextInput

KEEP, RETIRE = "keep", "retire"


class EnterForm(SentOnce):
    """Enter what differs. `seen` is the digest of what was shown, `ticked` what was shown as left. `alike`: a plan
    stands that the file may be of; `titles` are those of the plans that stand (`alike.same_title`). `fixed` are the
    codes of differences that no file makes. `may_change`: whether anything of the plan may change."""

    mark_optional = False
    called = {"note": "what is new in this version", "leave": "what stays as it stands"}
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80)
    ticked = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title of the plan", max_length=160)
    slug = forms.SlugField(
        label="Short name",
        help_text="It stands in the plan’s address: small letters, digits and hyphens, such as improvement-plan",
        max_length=40,
        error_messages={"invalid": "Enter a short name of letters, digits and hyphens, such as improvement-plan"},
    )
    anew = forms.BooleanField(label="Enter it as a new plan all the same", required=False)
    leave = forms.MultipleChoiceField(required=False, label="Leave as it stands")
    note = forms.CharField(label="What is new in this version?", max_length=500, widget=TextInput())

    def __init__(
        self,
        *args: Any,
        differences: Sequence[Difference],
        is_new: bool,
        alike: bool,
        titles: Collection[str],
        fixed: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_new, self.alike, self.titles, fixed = is_new, alike, titles, set(fixed)
        if not is_new:
            del self.fields["title"], self.fields["slug"], self.fields["anew"]
        offered = [
            code_of(each, change.field)
            for each in differences
            for change in each.changes
            if (code_of(each, change.field), "") not in fixed
        ]
        self.fields["leave"].choices = [(code, code) for code in offered]  # type: ignore[attr-defined]
        self.places = {
            code_of(each, change.field): (each.row.kind.value, each.row.key, change.field)
            for each in differences
            for change in each.changes
        }
        self.gone = [each.row for each in differences if each.is_gone and each.row.kind is Kind.ACTION]
        self.may_change = bool(offered or self.gone or any(each.is_new for each in differences))
        if not self.may_change:
            del self.fields["note"]
        for row in self.gone:
            self.fields[f"gone_{row.key}"] = forms.ChoiceField(
                label=f"What becomes of {row.key}?",
                choices=[(KEEP, "It stays in the plan"), (RETIRE, "It is retired from the plan")],
                initial=KEEP,
                widget=Radios(inline=True),
            )
            self.fields[f"why_{row.key}"] = forms.CharField(
                label=f"Why does {row.key} leave the plan?", max_length=240, required=False
            )

    @property
    def is_stale(self) -> bool:
        """Whether what was shown as it was sent is no more what would be entered."""
        return bool(self.data.get("seen")) and self.data["seen"] != self.initial["seen"]

    @property
    def asks_anew(self) -> bool:
        """Whether it is asked if this is a plan of its own."""
        return self.is_new and (self.alike or "anew" in self.errors)

    @property
    def gone_fields(self) -> list[tuple[Any, Any, Any]]:
        """Each action that the file has no more, with its two fields."""
        return [(row, self[f"gone_{row.key}"], self[f"why_{row.key}"]) for row in self.gone]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.is_new and not said.get("anew") and (self.alike or same_title(said.get("title", "")) in self.titles):
            self.add_error(
                "anew", "Tick it if this is another plan than the one that stands, and give it its own title"
            )
        elif self.is_new and same_title(said.get("title", "")) in self.titles:
            self.add_error("title", f"“{said['title']}” is the title of a plan that stands: give this one its own")
        for row in self.gone:
            if said.get(f"gone_{row.key}") == RETIRE and not said.get(f"why_{row.key}", "").strip():
                self.add_error(f"why_{row.key}", f"Say why {row.key} leaves the plan")
        return said

    @property
    def new(self) -> New | None:
        """What a new plan is called."""
        return New(self.cleaned_data["title"], self.cleaned_data["slug"]) if self.is_new else None

    @property
    def settled(self) -> Settled:
        """What was chosen of single differences."""
        retired = {
            row.key: self.cleaned_data[f"why_{row.key}"].strip()
            for row in self.gone
            if self.cleaned_data[f"gone_{row.key}"] == RETIRE
        }
        return Settled(frozenset(self.places[code] for code in self.cleaned_data["leave"]), retired)


def code_of(each: Difference, field: str) -> str:
    """A field of a row, as a form names it."""
    return f"{each.row.kind.value}|{each.row.key}|{field}"
