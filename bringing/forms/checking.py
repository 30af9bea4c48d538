"""Forms of bringing a plan: the file, doubts, posts and single rows."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.core.validators import MaxLengthValidator

from audit.ledger import digest
from bringing.answerable import A_POST, ITSELF, key_of
from bringing.counting import counted, printed, refusal
from bringing.founding import NAMED, SECTION, founded, rule_of, title_of, without_those_of
from bringing.others import Other
from bringing.reading import Doubt, Draft, Read
from bringing.reading.draft import BaselineRead, PostRead
from bringing.reading.lengths import room_of
from bringing.reading.spans import spanned
from bringing.settling import Answer, How
from bringing.values import BY_HAND, UNITS, NotReadable, Of, choices_of, of, shown, typed
from govuk.fields import LongText
from govuk.forms import Form, SentOnce, Versioned
from govuk.widgets import Checkboxes, Radios, TextInput
from kpis.targets import Unit

NEW_PLAN: Final = "new"  # the name of a page of ours, which no plan has
ONE_PLAN: Final = 2  # answers: a newer file of it, or a new plan
MOST_PASTED: Final = 1_000_000
PAGE_TOO_LONG: Final = "The page that you pasted is too long: copy the part of it that holds the plan, and paste that"
LONGEST: Final = 8000
WHOLE: Final = 100
OVER: Final = "Choose “It is as I typed it below” to keep what you typed here, or leave this as it was"
MEANWHILE: Final = "Somebody else said something of this meanwhile: look at it, then say it again"
NONE_ALIKE: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


class BringForm(SentOnce):
    """A plan's file, or its text, for a new plan or for one that stands."""

    called = {"file": "the plan’s file", "plan": "which plan it is"}
    plan = forms.ChoiceField(label="Which plan is it?", widget=Radios(), required=False)
    file = forms.FileField(
        label="The plan’s file",
        help_text="Word (.docx), Excel (.xlsx), CSV or a saved web page (.html), up to 20 MB. "
        "It must hold no child’s data.",
        required=False,
        allow_empty_file=True,
    )
    text = LongText(
        label="Or the plan’s text, copied from a web page",
        help_text="Copy the whole page with its tables, and paste it here",
        max_length=MOST_PASTED,
        required=False,
    )
    page = forms.CharField(
        widget=forms.HiddenInput(attrs={"data-page-of": "id_text", "data-most": MOST_PASTED}),
        max_length=MOST_PASTED,
        required=False,
        error_messages={"max_length": PAGE_TOO_LONG},
    )
    """The HTML of the page that the text was copied from, which the page's script fills in. It is read, never shown."""
    mark_optional = False

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((slug, f"A newer one of {title}") for slug, title in plans), (NEW_PLAN, "A new plan")]
        self.fields["plan"].choices = choices  # type: ignore[attr-defined]
        self.fields["plan"].initial = choices[0][0] if len(choices) <= ONE_PLAN else None
        if len(choices) == 1:
            self.fields["plan"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "plan" not in self.errors and not said.get("plan"):
            self.add_error("plan", "Say which plan it is")
        if "file" not in self.errors and bool(said.get("file")) == bool(said.get("text")):
            both = "Choose a file or paste a text, not both" if said.get("file") else "Choose the plan’s file"
            self.add_error("file", both)
        return said


class TicksForm(Form):
    """Ticks at doubts that were read right, and at those of which nothing was read and that are left open."""

    mark_optional = False
    called = {"right": "the doubts", "open": "the doubts"}
    right = forms.MultipleChoiceField(required=False, label="Right as it was read", widget=Checkboxes(small=True))
    open = forms.MultipleChoiceField(required=False, label="Leave it open", widget=Checkboxes(small=True))

    def __init__(self, *args: Any, doubts: Sequence[Doubt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("right", "open"):
            self.fields[name].choices = [(each.key, each.says) for each in doubts]  # type: ignore[attr-defined]


class ValueFields(Form):
    """One field for each value, by its path; what is typed is read as the file's own words are."""

    mark_optional = False

    def show(
        self,
        draft: Draft,
        told: Mapping[str, tuple[str, Read[Any]]],
        settled: Draft,
        alike: Mapping[str, Sequence[str]] = NONE_ALIKE,
    ) -> None:
        """`told`: the values with their labels. `settled` is the draft as it was settled until now. `alike` are by one
        of these all for which it is typed."""
        self.draft, self.settled, self.told, self.paths, self.alike = draft, settled, told, {}, alike
        self.now = {path: _now(path, read, settled) for path, (_, read) in told.items()}
        self.named = without_those_of(told, draft, settled)
        for number, (path, (label, _)) in enumerate(told.items()):
            name = f"value_{number}"
            self.paths[name] = path
            field = self.fields[name] = _field(path, label)
            field.initial = self.now[path]
            if number and SECTION.fullmatch(path) and SECTION.fullmatch(next(iter(told))):
                field.help_text = ""  # said at the first of them
            if len(field.initial) > _longest(path):  # too long already, it hinders nobody from saying something else
                field.validators = [each for each in field.validators if not isinstance(each, MaxLengthValidator)]

    @property
    def sources(self) -> list[tuple[Any, Read[Any], str]]:
        """Each field with the value that the file has there, whose source stands beside it, and how it came about what
        stands in the field."""
        file = dict(self.draft.values())
        return [(self[name], file[path], self.told[path][1].rule) for name, path in self.paths.items()]

    def typed(self) -> dict[str, str]:
        """The texts by path, each read once to say what is wrong with it."""
        said: dict[str, str] = {}
        draft = self.named
        for name, path in self.paths.items():
            text = str(self.cleaned_data.get(name) or "").replace("\r\n", "\n").strip()
            try:
                is_typed = text != self.now[path]
                self._check_span(path, text if is_typed else None)
                found = typed(path, text, draft).value
                draft = founded(draft, [{path: text}])  # a letter has one title on the whole page
                if is_typed:
                    self._check_share(path, found)
                    self._check_room(path, text)
            except NotReadable as wrong:
                self.add_error(name, str(wrong))
            said |= dict.fromkeys(self.alike.get(path, (path,)), text)
        return said

    def _check_room(self, path: str, text: str) -> None:
        """Raises NotReadable for a text, or a post of several, that the plan has no room for."""
        parts = text.split(";") if of(path) is Of.POSTS else [text]
        longest = max(len(each.strip()) for each in parts)
        if longest > (room := room_of(path)):
            raise NotReadable(f"This has {longest:,} characters, and there is room for {room:,.0f}: shorten it")

    def _check_share(self, path: str, found: object) -> None:
        """Raises NotReadable for a baseline of more than there is of a percentage."""
        if not isinstance(found, BaselineRead) or found.value is None or found.value <= WHOLE:
            return
        if self._unit(path) == UNITS[Unit.PERCENT]:
            raise NotReadable("The most of a percentage is 100%: enter another figure, or choose another unit first")

    def _check_span(self, path: str, text: str | None) -> None:
        """Raises NotReadable for a figure of a KPI in days that is typed in weeks; or that is in weeks and was left as
        it was (None) where days are chosen: it would count as so many days."""
        if of(path) not in (Of.RULE, Of.BASELINE) or self._unit(path) != UNITS[Unit.DAYS]:
            return
        kpi = self.settled.kpis[int(path.split("/")[1])]
        if text is None:
            text = "" if kpi.unit.value is Unit.DAYS else printed(self.told[path][1])
        if found := spanned(text, counted(kpi)):
            raise NotReadable(refusal(found))

    def _unit(self, path: str) -> str:
        """What the KPI of a value is counted in: as it is chosen here, else as it was settled."""
        _, number, *_ = path.split("/")
        own = next((name for name, each in self.paths.items() if each == f"kpis/{number}/unit"), "")
        return str(self.cleaned_data.get(own)) if own else UNITS[self.settled.kpis[int(number)].unit.value]

    def typed_over(self) -> list[str]:
        """The fields in which something else was sent than was shown. Spaces and lines count for nothing: browsers
        change them."""
        return [
            name
            for name, path in self.paths.items()
            if (sent := self.data.get(self.add_prefix(name))) is not None
            and (not (choices := choices_of(path)) or self.now[path] in choices.values())
            and "".join(sent.split()) != "".join(self.now[path].split())
        ]

    def changed(self) -> dict[str, str]:
        """Those that differ from what was shown."""
        return {path: text for path, text in self.typed().items() if text != self.now[path]}


def _now(path: str, read: Read[Any], settled: Draft) -> str:
    """A value as it would be typed again. The section of a row that somebody named for it goes with its title."""
    text = shown(read, path)
    if SECTION.fullmatch(path) and read.rule == BY_HAND and rule_of(text, settled) == NAMED:
        return f"{text}: {title_of(text, settled)}"
    return text


def _longest(path: str) -> int:
    """How many characters of a value can be typed: of a text as many as the plan has room for."""
    return int(min(room_of(path), LONGEST)) if of(path) is Of.TEXT else LONGEST


def _field(path: str, label: str) -> forms.Field:
    match of(path):
        case Of.TEXT:
            return LongText(label=label, max_length=_longest(path), required=False)
        case Of.UNIT | Of.DIRECTION | Of.CHOICE:
            choices = [(name, name) for name in choices_of(path).values()]
            return forms.ChoiceField(label=label, choices=choices, required=False)
        case kind:
            hint = _OF_PATH.get(path.rpartition("/")[2]) or (_HINTS.get(kind, "") if kind else "")
            width = 20 if kind in (Of.DAY, Of.WHEN, Of.RULE, Of.BASELINE) else None
            return forms.CharField(
                label=label, help_text=hint, max_length=LONGEST, required=False, widget=TextInput(width=width)
            )


_OF_PATH: Final = {
    "starts_on": "Such as 1 July 2024, or July 2024 for its first day",
    "section": "Its letter or number, or a new one with its title, such as D: Whole system",
}
_HINTS: Final = {
    Of.DAY: "Such as 31 July 2024, or July 2024 for its last day",
    Of.WHEN: "Such as 31 July 2024, “In place already”, “Ongoing”; empty: to be settled",
    Of.RULE: "Such as 85%, 10% increase, 5%-point increase, TBC; empty: none",
    Of.BASELINE: "A figure, “Awaited” or “To be developed”",
    Of.POSTS: "Several: with a semicolon between them",
}


OTHER: Final = "other-"
"""Before the name of what else a doubt could be, among the answers to it."""


class DoubtForm(ValueFields, Versioned):
    """What becomes of one doubt. What else it could be is chosen, and settles it as if it had been typed."""

    called = {"how": "what becomes of it"}
    how = forms.ChoiceField(label="What becomes of it?", widget=Radios())
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(
        self,
        *args: Any,
        draft: Draft,
        settled: Draft,
        told: Mapping[str, tuple[str, Read[Any]]],
        alike: Mapping[str, Sequence[str]],
        right: bool,
        others: Sequence[Other],
        open_: str,
        one_by_one: bool,
        told_anew: bool,
        said: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """`open_` is what leaving it open is called, "" where it cannot be. `one_by_one`: only what is typed anew is
        said, beside what was typed here before (`said`); a cell that is left as it is keeps its own answer.
        `told_anew`: what is asked may have become less or more meanwhile by what was said elsewhere."""
        super().__init__(*args, **kwargs)
        self.show(draft, told, settled, alike)
        self.one_by_one, self.said, self.told_anew = one_by_one, said, told_anew
        self.seen_now = digest(repr([shown(read, path) for path, (_, read) in told.items()]))
        self.fields["seen"].initial = self.seen_now
        self.others = {f"{OTHER}{each.name}": each for each in others}
        choices = [(How.RIGHT.value, "It is right as it was read")] if right else []
        choices += [(name, each.called) for name, each in self.others.items()]
        if told:
            choices.append((How.CORRECTED.value, "It is as I typed it below"))
        if open_:
            choices.append((How.OPEN.value, open_))
        self.fields["how"].choices = choices  # type: ignore[attr-defined]
        self.fields["how"].error_messages["invalid_choice"] = MEANWHILE

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        is_fresh = said.get("seen_version") == self.initial.get("seen_version") and self.is_fresh
        if said.get("how") not in (None, How.CORRECTED) and is_fresh and (over := self.typed_over()):
            self.add_error(over[0], OVER)
        elif said.get("how") == How.CORRECTED:
            self.answer = Answer(How.CORRECTED, self._typed_anew() if self.one_by_one else self.typed())
        elif said.get("how") in self.others:
            self.answer = Answer(How.CORRECTED, self.others[said["how"]].values)
        elif said.get("how"):
            self.answer = Answer(How(said["how"]))
        return said

    @property
    def is_fresh(self) -> bool:
        """Whether what was shown still stands, where it can have changed by what was said elsewhere."""
        return not (self.one_by_one or self.told_anew) or self.cleaned_data.get("seen") in ("", self.seen_now)

    def _typed_anew(self) -> dict[str, str]:
        """What was changed, and what was typed here before as it stands by now."""
        before = {path: self.now[path] for path in self.said if path in self.told}
        return before | self.changed()


class RowForm(ValueFields):
    """All values of one row, and whether it is left out. `seen` is a digest of what was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    out = forms.BooleanField(label="Leave this row out", required=False)

    def __init__(
        self, *args: Any, draft: Draft, settled: Draft, told: Mapping[str, tuple[str, Read[Any]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.show(draft, told, settled)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        self.values = self.changed()
        if said.get("out"):  # nothing of what is left out has to be right
            wrong = self.paths.keys() & self.errors.keys()
            for name in wrong:
                self.values.pop(self.paths[name], None)
                del self.errors[name]
        return said


class PostsForm(Form):
    """Who each wording stands for. `seen` is a digest of what was shown."""

    mark_optional = False
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(
        self,
        *args: Any,
        posts: Sequence[PostRead],
        organisations: Sequence[str],
        stands: Mapping[str, str],
        proposed: Mapping[str, Sequence[str]],
        **kwargs: Any,
    ) -> None:
        """`proposed` are posts of the notice that may be meant, by the wording."""
        super().__init__(*args, **kwargs)
        choices = [
            ("", "Choose one"),
            ("A post of", [(f"{A_POST}|{name}", f"A post of {name}") for name in organisations]),
            ("An organisation itself", [(f"{ITSELF}|{name}", name) for name in organisations]),
        ]
        self.names = {f"post_{key_of(post.name)}": post for post in posts}
        for name, post in self.names.items():
            self.fields[name] = forms.ChoiceField(
                label=post.name,
                choices=choices,
                required=False,
                initial=stands.get(post.name, ""),
                help_text=_may_be(proposed.get(post.name, ())),
            )

    @property
    def rows(self) -> list[tuple[PostRead, Any]]:
        """Each wording with its field."""
        return [(post, self[name]) for name, post in self.names.items()]

    def said(self) -> dict[str, str]:
        """What was chosen, by what actions name each."""
        return {post.name: self.cleaned_data[name] for name, post in self.names.items() if self.cleaned_data.get(name)}


def _may_be(titles: Sequence[str]) -> str:
    """What is told beside a wording of the posts that it may stand for."""
    told = " and ".join(f"“{each}”" for each in titles)
    return f"The notice has {told}: where that is meant, choose the organisation it names" if told else ""
