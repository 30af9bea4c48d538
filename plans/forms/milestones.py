"""Forms about an action's milestones."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk import fields
from govuk.forms import Form, SentOnce, Versioned
from plans.forms.setting_up import reason


class MilestoneFields(Form):
    """What must be true by a day."""

    called = {"text": "what must be true by then", "due_on": "the day by which it must be true"}
    label = forms.CharField(label="Short name", help_text="Such as “6 months”", max_length=80)
    text = fields.LongText(
        label="What must be true by then?",
        help_text="Something that somebody else can check, with a number where there is one",
        rows=3,
        max_length=8000,
    )


class AddMilestoneForm(MilestoneFields, SentOnce):
    """Add a milestone: at one of the notice's horizons, or at a day of its own."""

    called = {"horizon": "the time by which it must be true"}
    horizon = forms.ChoiceField(label="By when?", required=False)
    due_on = fields.DateField(label="Or by this day", help_text="For example 31 3 2024", required=False)
    sometimes_needed = ("horizon", "due_on", "label")
    field_order = ("horizon", "due_on", "label", "text")

    def __init__(self, *args: Any, horizons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(horizons)
        self.fields["label"].required = False
        self.fields["horizon"].choices = [("", "At a day of its own"), *choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["horizon"]
            self.fields["due_on"].label = "By when?"


class EditMilestoneForm(MilestoneFields, Versioned):
    """Change a milestone."""

    called = {"why": "why you change it"}
    sometimes_needed = ("due_on",)
    due_on = fields.DateField(label="By when", help_text="For example 31 3 2024", required=False)
    why = reason()
    field_order = ("label", "due_on", "text", "why")


class MeetForm(Versioned):
    """Say that a milestone is met, and what shows it."""

    called = {"met_on": "the day on which it was met", "evidence": "the document that shows it"}
    met_on = fields.DateField(label="Met on", help_text="For example 15 12 2023")
    evidence = forms.TypedChoiceField(label="Which document shows it?", coerce=int)

    def __init__(self, *args: Any, documents: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [("", "Choose a document"), *documents]  # type: ignore[attr-defined]


class TakeBackForm(Versioned):
    """Say that a milestone is not met after all."""

    called = {"why": "why it is not met after all"}
    why = fields.LongText(label="Why is it not met after all?", rows=3, max_length=1000)


class RemoveForm(Versioned):
    """Remove a milestone."""

    called = {"why": "why it is removed"}
    why = fields.LongText(label="Why is it removed?", rows=3, max_length=1000)
