"""Forms about a notice's people, posts and obligations."""

from datetime import date
from typing import Any

from django import forms

from govuk.fields import DateField
from govuk.forms import FilterForm, Form, Versioned
from govuk.widgets import Radios
from notices.calendar import in_words
from notices.choices import organisations_for, people_for
from notices.models import AnchorKind, Notice
from notices.reading import ObligationReading, OccurrenceReading
from notices.roles import LABELS, Role
from people.models import MailState, Organisation, User

HINTS = {
    Role.LEAD: "Sets up notice, plan and KPIs, gives access, issues reports",
    Role.OFFICE: "Meetings, invitations, chasing; records decisions; issues reports",
    Role.OFFICER: "Updates the actions of their posts",
    Role.PARTNER_OFFICER: "The same, from a partner organisation",
    Role.DATA_LEAD: "Enters figures of their KPIs",
    Role.PARTICIPATION_LEAD: "Writes down what families, young people, schools and staff say",
    Role.FORUM: "Voices of parents and carers; checks words attributed to the forum",
    Role.ACCOUNTABLE: "Sees everything; clears reports",
    Role.CHAIR: "Sees everything; approves reports, chair’s action",
    Role.MEMBER: "Packs, minutes, dashboard, plan, KPIs and risks",
    Role.ADVISER: "Issued reports and packs; leaves feedback",
    Role.REVIEWER: "Reads plan, KPIs, risks, evidence and minutes, until a last day",
    Role.OBSERVER: "Only what is released to observers",
}


class GiveAccessForm(Form):
    """A role for somebody, known by their email address or invited by it."""

    called = {"email": "an email address"}
    email = forms.EmailField(
        label="Email address",
        help_text="If nobody has an account with it yet, we send a link to set a password.",
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-30"}),
    )
    name = forms.CharField(
        max_length=120, required=False, help_text="Needed when they have no account yet. A job title will do."
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label="", help_text="Needed when they have no account yet."
    )
    role = forms.ChoiceField(
        choices=[(role.value, label) for role, label in LABELS.items()],
        widget=Radios(hints={role.value: hint for role, hint in HINTS.items()}),
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False)

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(notice)  # type: ignore[attr-defined]


class EndAccessForm(Form):
    """At once, or with a day."""

    ends_on = DateField(
        label="Last day",
        required=False,
        help_text="It holds to the end of that day. Leave it empty to end the role at once.",
    )


class HandPostForm(Form):
    """Who holds a post from a day on."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who holds it from then on?",
        empty_label="",
        help_text="People with access to this notice.",
    )
    starts_on = DateField(label="First day")
    interim = forms.BooleanField(label="Interim", required=False)

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_for(notice)  # type: ignore[attr-defined]


class DelegateForm(Form):
    """Who may write for a post."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who may write for it?",
        empty_label="",
        help_text="People with access to this notice.",
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False)

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people_for(notice)  # type: ignore[attr-defined]


class EndForm(Form):
    """A last day."""

    ends_on = DateField(label="Last day")


class ConfirmAnchorForm(Versioned):
    """From when an obligation is counted."""

    called = {
        "anchor": "how it is counted",
        "anchor_day": "the day it is counted from",
    }
    anchor = forms.ChoiceField(label="What is it counted from?", choices=AnchorKind.choices, widget=Radios())
    anchor_day = DateField(
        label="Which day?", required=False, help_text="Only where it is counted from a day of its own."
    )
    last_day = forms.BooleanField(
        label="Always the last day of the month",
        required=False,
        help_text="Where it recurs by months. Otherwise the day of the month is the one that it is counted from.",
    )


class FulfilmentForm(Form):
    """That one occurrence was met, and how that is known."""

    called = {
        "met_on": "the day it was done",
        "how": "how that is known",
    }
    due_on = forms.ChoiceField(label="Which date was met?")
    met_on = DateField(label="When was it done?")
    how = forms.CharField(
        label="How is that known?",
        max_length=240,
        help_text="For example: minutes of the board, item 3; letter of 4 May 2023.",
    )

    def __init__(self, *args: Any, reading: ObligationReading, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].choices = [  # type: ignore[attr-defined]
            (each.due_on.isoformat(), f"{in_words(each.due_on)}, {each.words}") for each in open_dates(reading)
        ]
        self.fields["met_on"].latest = today  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        return date.fromisoformat(self.cleaned_data["due_on"])


def open_dates(reading: ObligationReading) -> list[OccurrenceReading]:
    """The dates that were not met yet."""
    return [each for each in reading.occurrences if each.met_on is None]


class MailFilter(FilterForm):
    """Which mails."""

    state = forms.ChoiceField(choices=[("", "Any"), *MailState.choices])
