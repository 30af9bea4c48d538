"""Forms about how an action is going."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django import forms

from govuk import fields
from govuk.forms import SentOnce, Versioned
from govuk.widgets import Radios
from plans.actions.completion import UNPROVED, UNSAID
from plans.actions.update import has_passed
from plans.forms.about import About
from plans.forms.on_behalf import OnBehalf
from plans.forms.parting import AsksWhy
from plans.models import Action
from plans.rating import Impact, Rating
from plans.reading import UpdateReading
from plans.words import IMPACT_CHOICES, rating_hints

CARRIED = ("impact", "impact_text", "next_steps", "recovery_steps", "recovery_on", "needed")
FOLDED = ("impact", "impact_text", "next_steps", "needed", "explanation")


class UpdateForm(AsksWhy):
    """An update: a rating and one text; the rest is carried forward to be confirmed."""

    called = {
        "rating": "how it is going",
        "recovery_on": "the date by which it is expected to be back",
        "impact": "what difference it has made",
    }
    sometimes_needed = ("recovery_steps", "recovery_on", "explanation")
    rating = forms.TypedChoiceField(
        label="How is it going?",
        choices=[(rating.value, rating.label) for rating in Rating if rating is not Rating.BLUE],
        coerce=Rating,
        widget=Radios(hints=rating_hints()),
    )
    text = fields.LongText(label="What happened, and why this rating?", help_text="Name no child.", rows=6)
    recovery_steps = fields.LongText(
        label="Recovery steps", help_text="For Amber and Red: what will bring it back", required=False, rows=4
    )
    recovery_on = fields.DateField(
        label="Expected date",
        help_text="For Amber and Red: when it will be done, for example 15 2 2024",
        required=False,
    )
    impact = forms.TypedChoiceField(
        label="What difference has it made?", choices=IMPACT_CHOICES, coerce=Impact, widget=Radios(inline=True)
    )
    impact_text = fields.LongText(label="The difference in a sentence", required=False, rows=2, max_length=1000)
    next_steps = fields.LongText(label="Next steps", required=False, rows=3)
    needed = fields.LongText(label="What is needed, and from whom", required=False, rows=2, max_length=1000)
    explanation = fields.LongText(
        label="Why the rating stands",
        help_text="Where it is better than the facts suggest. The report prints your words beside it.",
        required=False,
        rows=3,
        max_length=1000,
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        recovery_is_said(self, typed)
        return typed


def recovery_is_said(form: OnBehalf, typed: Mapping[str, Any]) -> None:
    """Put an error where Amber or Red has no recovery steps, or no day to come by which they are done."""
    if typed.get("rating") not in (Rating.AMBER, Rating.RED):
        return
    word = typed["rating"].label
    if not typed.get("recovery_steps") and "recovery_steps" not in form.errors:
        form.add_error("recovery_steps", f"{word} needs recovery steps: say what will bring it back")
    if typed.get("recovery_on") is None and "recovery_on" not in form.errors:
        form.add_error("recovery_on", f"{word} needs the date by which it is expected to be back")
    elif typed.get("recovery_on") and typed["recovery_on"] < form.today:
        form.add_error("recovery_on", has_passed(typed["recovery_on"]))


class UnchangedForm(AsksWhy):
    """That nothing has changed since the `latest` update; an action that is `late` needs a sentence all the same, and a
    rating that is better than the facts an explanation where it has none, or to be left without one for now. `drafted`:
    a draft waits."""

    sometimes_needed = ("explanation",)
    text = fields.LongText(label="Anything to add?", help_text="Name no child.", required=False, rows=3)
    throw_away = forms.BooleanField(
        label="Throw my draft away", help_text="If you do not tick this, your draft stays as it is.", required=False
    )

    explanation = fields.LongText(
        label="Why the rating stands",
        required=False,
        rows=3,
        max_length=1000,
    )

    def __init__(self, *args: Any, late: bool, drafted: bool, latest: UpdateReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._latest = latest
        parts = "" if latest.explanation else self._parts(said_of(latest))
        if parts:
            self.fields["explanation"].help_text = f"{parts}. The report prints your words beside it."
            self.fields.setdefault("unexplained", deepcopy(self.base_fields["unexplained"]))
        else:
            del self.fields["explanation"]
            self.fields.pop("unexplained", None)
        self.order_fields(["on_behalf_of", "text", "explanation", "unexplained", "throw_away"])
        if not drafted:
            del self.fields["throw_away"]
        if late:
            text = self.fields["text"]
            text.required, text.label = True, "It is late: why is it not complete yet?"
            text.error_messages["required"] = "It is late: say in a sentence why it is not complete yet"

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if "explanation" in self.fields:
            said = {**said_of(self._latest), "explanation": typed.get("explanation")}
            self.ask_why(said, "write an update with another rating")
        if not self.asks_why:
            self.fields.pop("unexplained", None)
        return typed


def said_of(latest: UpdateReading) -> dict[str, Any]:
    """What an update said of its rating."""
    return {name: getattr(latest, name) for name in ("rating", "recovery_on", "explanation")}


class ExplainForm(About):
    """Why a rating stands although the facts suggest another."""

    explanation = fields.LongText(
        label="Why the rating stands", help_text="The report prints your words beside the rating.", max_length=1000
    )


class AcceptForm(About):
    """Accept the recovery steps of an update."""

    for_delivery_group = forms.BooleanField(label="I record that the delivery group accepted them", required=False)


class ClaimForm(SentOnce, Versioned):
    """Say that an action is complete, with one of `documents` as evidence; `proved`: there is some."""

    called = {"impact_statement": "what difference it made", "document": "a document that is there"}
    impact_statement = fields.LongText(
        label="What difference did it make?",
        help_text="What is better for children and families, and how you know. Name no child.",
    )
    document = forms.TypedChoiceField(
        label="Attach a document that is there already", coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, documents: list[tuple[int, str]], proved: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._proved = proved
        self.fields["document"].choices = [("", "None"), *documents]  # type: ignore[attr-defined]
        if not documents:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not (self._proved or typed.get("document") or "document" in self.errors):
            self.add_error(None, UNPROVED)
        return typed


class AnswerForm(About):
    """A second person's answer to a claim."""

    sometimes_needed = ("answer",)
    called = {"accepted": "whether the evidence shows that it is complete"}
    accepted = forms.TypedChoiceField(
        label="Does the evidence show that it is complete?",
        choices=[("yes", "Yes, confirm it"), ("no", "No, return it")],
        coerce=lambda typed: typed == "yes",
        widget=Radios(),
    )
    answer = fields.LongText(
        label="What you want to say",
        help_text="Needed if you return it: say what is missing",
        required=False,
        rows=4,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("accepted") is False and not typed.get("answer") and "answer" not in self.errors:
            self.add_error("answer", UNSAID)
        return typed


class ReopenForm(About):
    """Take back a confirmed completion."""

    called = {"answer": "why it is opened again"}
    answer = fields.LongText(label="Why is it opened again?", rows=4, max_length=2000)


class EvidenceForm(SentOnce):
    """Attach a document that is there already."""

    document = forms.TypedChoiceField(label="Document", coerce=int)

    def __init__(self, *args: Any, documents: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Choose a document"), *documents]  # type: ignore[attr-defined]


def carried_forward(action: Action, latest: object | None) -> dict[str, Any]:
    """What an update's form shows first: the last update's details, to be confirmed or changed."""
    initial: dict[str, Any] = {"seen_version": action.version, "impact": Impact.NONE_YET.value}
    if latest is not None:
        initial |= {name: getattr(latest, name) for name in CARRIED}
    return initial
