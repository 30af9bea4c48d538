"""Forms of the report pages: what is typed is checked and said back; the verbs decide and save."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from evidence.models import Document
from govuk.fields import DateField, LongText
from govuk.forms import SentOnce, Versioned
from govuk.widgets import Checkboxes, Radios
from notices.models import Recipient
from people.models import Organisation, Post, User
from reports.faces.annexes import ANNEXES
from reports.models import Judged

LONG = 6000


class StatementForm(Versioned):
    """The chair's statement."""

    text = LongText(label="Chair’s statement", max_length=LONG, rows=14)


class JudgementForm(Versioned):
    """The judgement on an area."""

    called = {"judged": "how far this area has come", "text": "why you judge so"}
    judged = forms.ChoiceField(label="How far has this area come?", choices=Judged.choices, widget=Radios)
    text = LongText(
        label="Why do you judge so?", help_text="What families would notice, and what shows it.", max_length=2000
    )


class CommentaryForm(Versioned):
    """The commentary on a section."""

    called = {
        "achieved": "what was achieved in this period",
        "planned": "what is planned for the next period",
        "help_needed": "what help is needed, and from whom",
    }
    achieved = LongText(label="Achieved in this period", max_length=LONG)
    planned = LongText(label="Planned for the next period", max_length=LONG)
    help_needed = LongText(
        label="Help needed, and from whom", max_length=2000, required=False, rows=3, help_text="From which partner."
    )


class PostForm(SentOnce):
    """Who is asked for the commentary on a section."""

    post = forms.ModelChoiceField(label="Post", queryset=Post.objects.none(), empty_label="Nobody in particular")

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["post"].required = False


class PrepareForm(SentOnce):
    """Nothing to type: a draft is made of the figures as they are."""


class StepForm(Versioned):
    """Nothing to type: one step of a version's way."""


class SendForm(Versioned):
    """Which annexes are left out: a form without a tick sends them all."""

    left_out = forms.MultipleChoiceField(
        label="Which annexes are left out?",
        help_text="Tick none to send them all. The list of contents names each that is left out.",
        choices=[(annex.code, annex.named) for annex in ANNEXES],
        widget=Checkboxes(hints={annex.code: annex.holds for annex in ANNEXES}),
        required=False,
    )
    mark_optional = False


class ClearForm(Versioned):
    """For which organisation a version is cleared."""

    called = {"organisation": "on whose behalf you clear it"}
    organisation = forms.ModelChoiceField(
        label="On behalf of", queryset=Organisation.objects.none(), widget=Radios, empty_label=None
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class WrittenApprovalForm(Versioned):
    """An approval that the chair gave in writing."""

    called = {"given_on": "the day it was given"}
    chair = forms.ModelChoiceField(label="Who approved it?", queryset=User.objects.none(), widget=Radios)
    given_on = DateField(label="When was it given?")
    proof: "forms.ModelChoiceField[Document]" = forms.ModelChoiceField(
        label="Proof",
        queryset=Document.objects.none(),
        help_text="The letter or e-mail, added as evidence beforehand.",
        empty_label="Choose a document",
    )

    def __init__(self, *args: Any, chairs: Any, documents: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["chair"].empty_label = None  # type: ignore[attr-defined]
        self.fields["proof"].queryset = documents  # type: ignore[attr-defined]
        self.fields["given_on"].latest = today  # type: ignore[attr-defined]


class ByHandForm(Versioned):
    """That the issued PDF was sent by other means."""

    called = {
        "recipient": "to whom it was sent",
        "sent_on": "the day it was sent",
    }
    recipient = forms.ModelChoiceField(
        label="To whom was it sent?", queryset=Recipient.objects.none(), widget=Radios, empty_label=None
    )
    sent_on = DateField(label="When was it sent?")
    proof: "forms.ModelChoiceField[Document]" = forms.ModelChoiceField(
        label="Proof",
        queryset=Document.objects.none(),
        help_text="A receipt or e-mail, added as evidence beforehand.",
        empty_label="Choose a document",
    )

    def __init__(self, *args: Any, recipients: Any, documents: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].queryset = recipients  # type: ignore[attr-defined]
        self.fields["proof"].queryset = documents  # type: ignore[attr-defined]
        self.fields["sent_on"].latest = today  # type: ignore[attr-defined]


class ShareForm(Versioned):
    """With which adviser a draft is shared."""

    adviser = forms.ModelChoiceField(label="Adviser", queryset=User.objects.none(), widget=Radios, empty_label=None)

    def __init__(self, *args: Any, advisers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = advisers  # type: ignore[attr-defined]


class CorrectForm(SentOnce):
    """What a correction corrects."""

    called = {"correction": "what it corrects"}
    correction = LongText(
        label="What does it correct?", help_text="Printed on the cover of the corrected version.", max_length=2000
    )


class WithdrawForm(Versioned):
    """Why an issued version is withdrawn, and that this is meant."""

    called = {"reason": "why it is withdrawn"}
    reason = LongText(
        label="Why is it withdrawn?",
        help_text="Advisers read this on the report’s page. Do not repeat what should not have been in the report.",
        max_length=2000,
    )
    sure = forms.BooleanField(label="I have read what happens, and this version is to be withdrawn")


class FeedbackForm(SentOnce):
    """What an adviser asks or says of an issued report."""

    called = {"text": "what you would like to ask or say"}
    text = LongText(label="What would you like to ask or say?", max_length=LONG)


class AnswerForm(Versioned):
    """Our answer to an adviser."""

    answer = LongText(label="Our answer", help_text="The next report prints it beside the question.", max_length=LONG)
