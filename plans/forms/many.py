"""One row of the page on which somebody updates many actions."""

from typing import Any

from django import forms

from govuk import fields
from plans.forms.parting import AsksWhy
from plans.forms.updates import recovery_is_said
from plans.rating import Rating

TYPED = frozenset({"rating", "text", "recovery_steps", "recovery_on", "explanation"})

WRITTEN = frozenset({"rating", "text", "explanation"})  # these begin empty: nothing of them is carried forward


class RowForm(AsksWhy):
    """An update in one row. `row_name` is the action's ref, which begins each error."""

    mark_optional = False
    called = {"rating": "how it is going", "recovery_on": "the date by which it is expected to be back"}
    rating = forms.TypedChoiceField(
        label="How is it going?",
        choices=[("", "Choose"), *((rating.value, rating.label) for rating in Rating if rating is not Rating.BLUE)],
        coerce=Rating,
    )
    text = fields.LongText(label="What happened, and why this rating?", rows=4)
    explanation = fields.LongText(
        label="If you choose better than the facts suggest: why?", required=False, rows=2, max_length=1000
    )
    recovery_steps = fields.LongText(label="Amber or Red: recovery steps", required=False, rows=3)
    recovery_on = fields.DateField(label="Amber or Red: expected date", required=False)
    of_draft = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_name = row_name

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        recovery_is_said(self, typed)
        return typed

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that the page did not show first."""
        return bool(TYPED & set(self.changed_data))

    @property
    def is_written(self) -> bool:
        """Whether the row holds words or a rating of the person who sent it, even if another has updated it since."""
        return self.is_bound and bool(WRITTEN & set(self.changed_data))

    def sentence(self) -> str:
        """What was typed as text, whatever else is missing."""
        return str(self["text"].value() or "").strip()
