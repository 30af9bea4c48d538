"""Forms by which the lead sets a plan up: the plan, its sections, its actions with those who answer for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms

from govuk import fields
from govuk.forms import Form, SentOnce, Versioned
from govuk.widgets import Checkboxes, TextInput
from notices.models import Area, Clause
from people.models import Organisation, Post, User
from plans.actions import Answerable
from plans.models import Section

ROWS: Final = 6
WHY: Final = {"why": "why you change it"}
WHY_HINT: Final = "It stays in the history beside what was there before"


@dataclass(frozen=True)
class Offered:
    """What a form about an action may offer: of this notice alone, by id."""

    posts: Mapping[int, Post] = field(default_factory=dict)
    organisations: Mapping[int, Organisation] = field(default_factory=dict)
    people: Mapping[int, User] = field(default_factory=dict)
    areas: Mapping[int, Area] = field(default_factory=dict)
    clauses: Mapping[int, Clause] = field(default_factory=dict)
    sections: Mapping[int, Section] = field(default_factory=dict)

    @property
    def answering(self) -> list[tuple[str, Any]]:
        """Posts and organisations, each under its heading."""
        posts = [(f"post-{pk}", f"{post.title} ({post.organisation})") for pk, post in self.posts.items()]
        bodies = [(f"organisation-{pk}", str(body)) for pk, body in self.organisations.items()]
        return [("", "Nobody"), ("Posts", posts), ("Organisations, whose contacts act", bodies)]


def reason() -> forms.CharField:
    """Asked whenever wording that stands is changed."""
    return forms.CharField(label="Why do you change it?", help_text=WHY_HINT, max_length=100)


class PlanFields(Form):
    """A plan's wording."""

    called = {"starts_on": "the day from which the plan runs"}
    title = forms.CharField(label="Title of the plan", max_length=160)
    source_note = forms.CharField(
        label="Where it comes from",
        help_text="For example: the plan that the board agreed in May 2023",
        max_length=240,
        required=False,
    )
    starts_on = fields.DateField(
        label="The plan runs from",
        help_text="No date of the plan lies before this day. Left empty, it is the day on which the notice was issued.",
        required=False,
    )


class BeginPlanForm(PlanFields, SentOnce):
    """Begin a plan."""

    slug = forms.SlugField(
        label="Short name",
        help_text="It stands in the plan’s address: small letters, digits and hyphens, such as improvement-plan",
        max_length=40,
        error_messages={"invalid": "Enter a short name of letters, digits and hyphens, such as improvement-plan"},
    )
    field_order = ("title", "slug", "source_note", "starts_on")


class EditPlanForm(PlanFields, Versioned):
    """Change a plan's wording, and how it is worked on."""

    called = WHY

    updates_cleared = forms.BooleanField(
        label="Accountable officers clear each update",
        help_text="An update that is not cleared yet counts all the same, and says so.",
        required=False,
    )
    why = reason()


class SectionFields(Form):
    """A section's wording."""

    letter = forms.CharField(label="Letter or number", max_length=4, widget=TextInput(width=4))
    title = forms.CharField(label="Title of the section", max_length=200)
    needs_improvement = fields.LongText(
        label="What needs improvement", help_text="One point a line", required=False, max_length=8000
    )
    families_said = fields.LongText(
        label="What families have told us",
        help_text="One point a line. Name no child.",
        required=False,
        max_length=8000,
    )
    areas = forms.TypedMultipleChoiceField(
        label="Areas of the notice that it addresses", coerce=int, required=False, widget=Checkboxes(small=True)
    )

    def __init__(self, *args: Any, areas: Mapping[int, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = areas
        _offer(self, "areas", [(pk, _area(each)) for pk, each in areas.items()])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for name in ("needs_improvement", "families_said"):
            if name in typed:
                typed[name] = _points(typed[name])
        typed["areas"] = [self._areas[pk] for pk in typed.get("areas", [])]
        return typed


class AddSectionForm(SectionFields, SentOnce):
    """Add a section."""


class EditSectionForm(SectionFields, Versioned):
    """Change a section's wording."""

    called = WHY

    why = reason()


class ActionFields(Form):
    """An action's wording, who answers for it, and what it answers."""

    called = {"what": "what will be done", "success": "what success looks like"}
    ref = forms.CharField(
        label="Reference", help_text="Such as A1", max_length=10, widget=TextInput(width=5), strip=True
    )
    title = forms.CharField(label="Title", help_text="A short name, for lists", max_length=160)
    what = fields.LongText(label="What will be done?", max_length=8000)
    success = fields.LongText(label="What does success look like?", required=False, max_length=8000)
    by_when_printed = forms.CharField(
        label="By when, as the plan prints it",
        help_text="For example: end of January 2024",
        max_length=80,
        required=False,
    )
    due_on = fields.DateField(
        label="Due date",
        help_text="“January 2024” means 31 1 2024. Leave it empty while it is not settled.",
        required=False,
    )
    in_place = forms.BooleanField(
        label="It is in place already",
        help_text="For what was established before the plan: it has no due date, and wants evidence",
        required=False,
    )
    starts_on = fields.DateField(label="Start", help_text="If it is not to begin at once", required=False)
    lead = forms.TypedChoiceField(
        label="Action lead",
        help_text="Who writes its updates, beside whoever holds the posts",
        coerce=int,
        empty_value=None,
        required=False,
    )
    areas = forms.TypedMultipleChoiceField(
        label="Areas of the notice that it answers", coerce=int, required=False, widget=Checkboxes(small=True)
    )
    clauses = forms.TypedMultipleChoiceField(
        label="Clauses of the notice that it answers", coerce=int, required=False, widget=Checkboxes(small=True)
    )

    def __init__(self, *args: Any, offered: Offered, rows: int = ROWS, nobody_yet: bool = False, **kwargs: Any) -> None:
        """`nobody_yet`: nobody answers for the action by now, and it may stay so."""
        super().__init__(*args, **kwargs)
        self._offered, self._nobody_yet = offered, nobody_yet
        self.rows = rows
        for number in range(1, rows + 1):
            label = "Who is accountable?" if number == 1 else f"Accountable {number}"
            # the first may stay empty in the browser alone: clean says what is missing
            self.fields[f"who_{number}"] = forms.ChoiceField(label=label, choices=offered.answering, required=False)
            self.fields[f"printed_{number}"] = forms.CharField(
                label=f"Accountable {number}, as the plan prints it", max_length=160, required=False
            )
        _offer(
            self, "lead", [("", "Nobody apart from the posts"), *((pk, str(who)) for pk, who in offered.people.items())]
        )
        _offer(self, "areas", [(pk, _area(each)) for pk, each in offered.areas.items()])
        _offer(self, "clauses", [(pk, _clause(each)) for pk, each in offered.clauses.items()])
        answering = [f"{part}_{number}" for number in range(1, rows + 1) for part in ("who", "printed")]
        self.order_fields(["section", "ref", "title", "what", "success", *answering])
        if "section" in self.fields:
            _offer(self, "section", [(pk, str(each)) for pk, each in offered.sections.items()])

    @property
    def sometimes_needed(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("who_1", *(f"{part}_{number}" for number in range(1, self.rows + 1) for part in ("who", "printed")))

    @property
    def answering(self) -> list[tuple[Any, Any]]:
        """The pairs of fields that say who is accountable."""
        return [(self[f"who_{number}"], self[f"printed_{number}"]) for number in range(1, self.rows + 1)]

    @property
    def more_than_two(self) -> bool:
        """Whether anything stands, or is wrong, in the pairs of fields that are folded away."""
        return any(each.value() or each.errors for pair in self.answering[2:] for each in pair)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        typed["accountable"] = list(self._answerable(typed))
        wrong = any(name.startswith("who_") for name in self.errors)
        if not (typed["accountable"] or self._nobody_yet or wrong):
            self.add_error("who_1", "Select the post or organisation that is accountable")
        typed["areas"] = [self._offered.areas[pk] for pk in typed.get("areas", [])]
        typed["clauses"] = [self._offered.clauses[pk] for pk in typed.get("clauses", [])]
        typed["lead"] = self._offered.people.get(typed["lead"]) if typed.get("lead") else None
        if "section" in self.fields:
            typed["section"] = self._offered.sections.get(typed.get("section") or 0)
        if typed.get("in_place") and typed.get("due_on"):
            self.add_error("due_on", "What is already in place has no due date: leave it empty")
        return typed

    def _answerable(self, typed: dict[str, Any]) -> Iterable[Answerable]:
        for number in range(1, self.rows + 1):
            who, printed = typed.pop(f"who_{number}", ""), typed.pop(f"printed_{number}", "")
            kind, _, pk = who.partition("-")
            if kind == "post":
                yield Answerable(printed, post=self._offered.posts[int(pk)])
            elif kind == "organisation":
                yield Answerable(printed, organisation=self._offered.organisations[int(pk)])
            elif printed:
                self.add_error(f"who_{number}", f"Select the post or organisation that “{printed}” means")


class AddActionForm(ActionFields, SentOnce):
    """Add an action to a section."""


class EditActionForm(ActionFields, Versioned):
    """Change an action's wording."""

    called = WHY

    section = forms.TypedChoiceField(label="Section", coerce=int)
    why = reason()


class RetireForm(Versioned):
    """Take an action out of the plan."""

    called = {"why": "why it leaves the plan"}
    why = fields.LongText(label="Why does it leave the plan?", rows=4, max_length=2000)


class BringBackForm(Versioned):
    """Put a retired action back."""

    called = {"why": "why it comes back"}
    why = fields.LongText(label="Why does it come back?", rows=3, max_length=1000)


class PublishForm(SentOnce):
    """Publish a version of the plan; `seen_version` is the digest of the wording that was shown."""

    called = {"note": "what is new in this version"}
    seen_version = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = fields.LongText(
        label="What is new in this version?",
        help_text="For example: dates as agreed by the board on 14 December 2023",
        rows=4,
        max_length=2000,
    )


def _offer(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _points(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _area(area: Area) -> str:
    return f"{area.code} {area.title}"


def _clause(clause: Clause) -> str:
    text = " ".join((clause.heading or clause.text).split())
    return f"{clause.number} {text[:100]}{'…' if len(text) > 100 else ''}"
