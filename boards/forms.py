"""Forms of the board pages: what is typed is checked and said back; the verbs decide and save."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.db.models import Q, QuerySet

from boards.models import Answer, Attended, Authority, Board, LogImpact, LogState, Meeting, Seat
from evidence.models import Document, DocumentKind
from govuk import fields, words
from govuk.forms import FilterForm, Form, SentOnce, Versioned
from govuk.widgets import Radios
from notices.models import Notice, Partner
from people.models import Post


def posts_for(notice: Notice) -> QuerySet[Post]:
    """The posts that can own what a board agrees: of the council, the partners, and those with a seat."""
    organisations = Q(organisation=notice.council_id) | Q(
        organisation__in=Partner.objects.of(notice).values("organisation")
    )
    seats = Q(pk__in=Seat.objects.of(notice).values("post"))
    return (
        Post.objects.filter(organisations | seats)
        .select_related("organisation")
        .order_by("organisation__name", "title", "pk")
    )


class PostChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post, named with its organisation."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.organisation})"


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A meeting, named by its day."""

    def label_from_instance(self, obj: Any) -> str:
        return words.day(obj.on)


class LetterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A letter among the evidence, named with its day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {words.day(obj.dated_on)}"


class PlanMeetingForm(Form):
    """A meeting to come."""

    on = fields.DateField(label="Day of the meeting", help_text="For example 16 1 2024")
    place = forms.CharField(max_length=120, required=False)


class RecordMeetingForm(SentOnce, Versioned):
    """A meeting that was held: how each seat was filled, notes, decisions."""

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.title}, {seat.organisation}",
                choices=Attended.choices,
                widget=Radios(inline=True),
                error_messages={"required": f"Say how “{seat.title}” was filled"},
            )
        self.fields["notes"] = fields.LongText(
            max_length=8000, rows=6, required=False, help_text="What was discussed. Name no child."
        )
        self.fields["decisions"] = fields.LongText(
            label="Decisions to add",
            max_length=8000,
            rows=6,
            required=False,
            help_text="What the board decided. Leave a blank line between two decisions: each gets its own number.",
        )

    @property
    def attendance(self) -> dict[int, Attended]:
        """How each seat was filled, by the seat's id."""
        return {seat.pk: Attended(self.cleaned_data[f"seat_{seat.pk}"]) for seat in self.seats}

    @property
    def decisions(self) -> list[tuple[UUID, str]]:
        """Each decision's text, with a UUID of its own that comes from the form's."""
        blocks = [block.strip() for block in self.cleaned_data["decisions"].split("\n\n")]
        sent_as: UUID = self.cleaned_data["sent_as"]
        return [(uuid5(sent_as, text), text) for text in blocks if text]


class AnswerForm(Form):
    """Whether somebody will attend."""

    called = {"answer": "whether you will attend"}
    answer = forms.ChoiceField(
        label="Will you attend?",
        choices=[(answer.value, answer.label) for answer in (Answer.COMING, Answer.NOT_COMING)],
        widget=Radios,
    )


class DecisionForm(SentOnce):
    """A decision, by whose authority it was taken."""

    authority = forms.ChoiceField(label="Who decided?", widget=Radios)
    meeting = MeetingChoice(
        Meeting.objects.none(), required=False, empty_label="No meeting", help_text="For a decision of the board"
    )
    letter = LetterChoice(
        Document.objects.none(), required=False, empty_label="No letter", help_text="For a decision of DfE"
    )
    decided_on = fields.DateField(label="Day of the decision", help_text="For example 18 12 2023")
    text = fields.LongText(label="What was decided", max_length=4000)

    def __init__(self, *args: Any, board: Board, authorities: Iterable[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            Authority.CHAIR: "Counts at once, and is listed for the board to ratify",
            Authority.DFE: "Needs the letter among the evidence",
        }
        named = [(authority.value, authority.label) for authority in authorities]
        self.fields["authority"].choices = named  # type: ignore[attr-defined]
        self.fields["authority"].widget.hints = hints
        if len(named) == 1:
            self.fields["authority"].initial = named[0][0]
        held = Meeting.objects.of(board.notice).filter(board=board, held=True)
        letters = Document.objects.of(board.notice).own().newest().filter(kind=DocumentKind.LETTER)
        self.fields["meeting"].queryset = held.order_by("-on", "-pk")  # type: ignore[attr-defined]
        self.fields["letter"].queryset = letters.order_by("-dated_on", "-pk")  # type: ignore[attr-defined]


class RatifyForm(Form):
    """The meeting at which the board ratified a chair's action."""

    meeting = MeetingChoice(Meeting.objects.none(), label="Meeting at which the board ratified it")

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class AddLogForm(SentOnce):
    """A new line of the log."""

    called = {
        "due_on": "the day it is due",
        "meeting": "the meeting at which it was agreed",
    }
    text = fields.LongText(label="What is to be done", max_length=2000, rows=4)
    owner = PostChoice(Post.objects.none(), label="Who does it", empty_label="Choose a post")
    due_on = fields.DateField(label="Due", help_text="For example 16 1 2024")
    meeting = MeetingChoice(
        Meeting.objects.none(), label="Agreed at the meeting of", required=False, empty_label="No meeting"
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.of(board.notice).filter(board=board, held=True)
        self.fields["owner"].queryset = posts_for(board.notice)  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = held.order_by("-on", "-pk")  # type: ignore[attr-defined]


class UpdateLogForm(SentOnce, Versioned):
    """What was done, what difference it made, and whether it is finished."""

    called = {
        "impact": "what difference it made",
        "meeting": "the meeting at which it was told",
    }
    text = fields.LongText(label="What was done", max_length=2000, rows=4)
    impact = forms.ChoiceField(label="What difference did it make?", choices=LogImpact.choices, widget=Radios)
    done = forms.BooleanField(label="This is done", required=False)
    meeting = MeetingChoice(
        Meeting.objects.none(), label="Told at the meeting of", required=False, empty_label="No meeting"
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.of(board.notice).filter(board=board, held=True)
        self.fields["meeting"].queryset = held.order_by("-on", "-pk")  # type: ignore[attr-defined]


class LogFilter(FilterForm):
    """Filters of the action and impact log."""

    state = forms.ChoiceField(choices=[("", "Open and done"), *LogState.choices])
    impact = forms.ChoiceField(choices=[("", "Any"), *LogImpact.choices])
