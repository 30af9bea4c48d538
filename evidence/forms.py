"""Forms of documents and voices."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms

from evidence.actions import judge
from evidence.filing import NotStored
from evidence.models import DocumentKind, HowHeard, VoiceGroup
from evidence.rooms import NOTHING, PROVES
from evidence.uploads import TYPES
from evidence.voices import Quarter
from govuk.fields import DateField, IntegerField, LongText
from govuk.forms import FilterForm, SentOnce, Versioned
from govuk.widgets import Radios
from notices.choices import organisations_for
from notices.conflicts import Refused, show_refusal
from notices.models import Notice
from people.models import Organisation

Added = TypeVar("Added")
KINDS = [(kind.value, kind.label) for kind in DocumentKind if kind is not DocumentKind.REPORT]
KIND_HINTS = {
    DocumentKind.OUTPUT.value: "Something that was made: a strategy, a leaflet, a training plan",
    DocumentKind.PRACTICE.value: "How well the work is done: audits of cases, dip samples",
    DocumentKind.LIVED.value: "What families and young people live through",
    DocumentKind.SURVEY.value: "Answers of many, with numbers",
    DocumentKind.AUDIT.value: "A formal audit or inspection",
    DocumentKind.DATA.value: "Figures and how they were counted",
    DocumentKind.LETTER.value: "From or to DfE, NHS England, Ofsted",
}


class DocumentForm(SentOnce):
    """A file or a link."""

    called = {
        "kind": "what it shows",
        "file": "a file",
        "link": "a link",
    }
    title = forms.CharField(max_length=200, help_text="What it is, as somebody would look for it.")
    kind = forms.ChoiceField(label="What does it show?", choices=KINDS, widget=Radios(hints=KIND_HINTS))
    dated_on = DateField(label="Date of the document", help_text="The day that stands on it, not today’s.")
    file = forms.FileField(
        required=False,
        allow_empty_file=True,  # `uploads` says of an empty one what to do
        label="File",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or picture, up to 25 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in TYPES)}),
    )
    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label="Or a link",
        help_text="To where the document is kept.",
    )
    description = LongText(required=False, max_length=2000, rows=4, help_text="What it proves, in a sentence or two.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].latest = today  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Judged at once with the other fields: whoever mends those sees what is wrong with the file too."""
        file = self.cleaned_data["file"]
        try:
            if file:
                judge(file)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "file" not in self.errors and "link" not in self.errors and bool(cleaned["file"]) == bool(cleaned["link"]):
            self.add_error("file", "Choose a file or enter a link, one of the two")
        return cleaned

    def send_to(self, add: Callable[..., Added]) -> Added | None:
        """What the verb made of what was typed; None where something is wrong, which then stands at its field."""
        if not self.is_valid():
            return None
        told = {**self.cleaned_data, "upload": self.cleaned_data["file"] or None}
        del told["file"]
        try:
            return add(**told)
        except Refused as refused:
            show_refusal(self, refused)
        except NotStored as why:
            self.add_error("file", str(why))
        return None


class DocumentFilter(FilterForm):
    """Which documents."""

    kind = forms.ChoiceField(choices=[("", "Any"), *KINDS])
    text = forms.CharField(label="Words in title or description", max_length=100)
    proves = forms.ChoiceField(label="What it proves", choices=[("", "Any"), (NOTHING, "Nothing yet"), *PROVES.items()])
    versions = forms.ChoiceField(choices=[("", "The newest of each"), ("all", "Replaced ones too")])


class VoiceForm(SentOnce):
    """What a group said, and how it was heard."""

    called = {
        "how_heard": "how it was heard",
        "heard_on": "the day it was heard",
        "asked": "how many were asked",
        "answered": "how many answered",
        "question": "what they were asked",
        "result": "which answer is counted",
        "result_count": "how many gave this answer",
        "attributed_to": "the organisation in whose name it is said",
        "changed_on": "the day it was decided or changed",
    }
    group = forms.ChoiceField(label="Who said it?", choices=VoiceGroup.choices, widget=Radios())
    how_heard = forms.ChoiceField(label="How was it heard?", choices=HowHeard.choices, widget=Radios())
    heard_on = DateField(label="When was it heard?")
    source = forms.CharField(max_length=160, help_text="For example: Autumn parent carer survey. Name no person.")
    said = LongText(
        label="What was said?", max_length=4000, help_text="In their own words where you can. Name no person."
    )
    asked = IntegerField(
        required=False,
        min_value=0,
        label="How many were asked?",
        help_text="For a survey. Numbers under 5 are kept and never shown.",
    )
    answered = IntegerField(required=False, min_value=0, label="How many answered?")
    question = forms.CharField(
        required=False,
        max_length=300,
        label="What were they asked?",
        help_text="For a survey: the question as it was put.",
    )
    result = forms.CharField(
        required=False,
        max_length=160,
        label="Which answer is counted?",
        help_text="For example: good or better. With its number it is the result of the wave.",
    )
    result_count = IntegerField(required=False, min_value=0, label="How many gave this answer?")
    attributed_to = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        empty_label="Nobody in particular",
        label="Is it said in an organisation’s name?",
        help_text="The forum checks words attributed to it before a report is issued.",
    )
    changed = LongText(
        required=False, label="What was decided or changed because of it?", help_text="You can add this later."
    )
    changed_on = DateField(required=False, label="When?")

    def __init__(self, *args: Any, notice: Notice, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attributed_to"].queryset = organisations_for(notice)  # type: ignore[attr-defined]
        self.fields["heard_on"].latest = self.fields["changed_on"].latest = today  # type: ignore[attr-defined]


class WaveForm(Versioned):
    """The numbers of a survey wave, corrected. They begin empty: those under 5 are shown nowhere."""

    called = {
        "asked": "how many were asked",
        "answered": "how many answered",
        "result_count": "how many gave the answer that is counted",
        "why": "why the numbers are corrected",
    }
    asked = IntegerField(min_value=0, label="How many were asked?")
    answered = IntegerField(min_value=0, label="How many answered?")
    result_count = IntegerField(min_value=0, label="How many gave the answer that is counted?")
    why = forms.CharField(
        max_length=100, label="Why are the numbers corrected?", help_text="It stays in the history. Name no person."
    )


class AnswerForm(Versioned):
    """You said, we did."""

    called = {"changed_on": "the day it was decided or changed"}
    changed = LongText(label="What was decided or changed because of it?")
    changed_on = DateField(label="When?")

    def __init__(self, *args: Any, heard_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: DateField = self.fields["changed_on"]  # type: ignore[assignment]
        field.earliest, field.latest = heard_on, today


class PublishForm(Versioned):
    """That an entry may be published as it stands."""

    looked = forms.BooleanField(
        label="I have read it as a stranger would: it names no person and points at no child, family or worker"
    )


class VoiceFilter(FilterForm):
    """Which of what was said."""

    group = forms.ChoiceField(choices=[("", "Any"), *VoiceGroup.choices])
    how_heard = forms.ChoiceField(label="How it was heard", choices=[("", "Any"), *HowHeard.choices])
    quarter = forms.ChoiceField(label="Heard in")
    state = forms.ChoiceField(
        choices=[
            ("", "Any"),
            ("unanswered", "Not answered yet"),
            ("answered", "Answered"),
            ("fit", "Fit for publishing"),
            ("unfit", "Answered, not looked at for publishing"),
        ]
    )
    text = forms.CharField(label="Words", max_length=100)

    def __init__(self, *args: Any, quarters: list[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(each.code, each.label) for each in reversed(quarters)]
        self.fields["quarter"].choices = [("", "Any time"), *told]  # type: ignore[attr-defined]
