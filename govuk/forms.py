"""The product's base form, and the hidden fields that keep a form from being sent twice or over somebody's work."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from govuk import address, words
from govuk.boundfield import BoundField
from govuk.fields import DateField

STALE = "This page could not be checked. Open it again from the page before, then send it once more."


class Unsent(QueryDict):
    """Fields as somebody typed them without sending them to be judged: a form shows them with no errors."""

    @classmethod
    def of(cls, fields: Iterable[tuple[str, Sequence[str]]]) -> Self:
        """From each field's name with all its values."""
        typed = cls(mutable=True)
        for name, values in fields:
            typed.setlist(name, list(values))
        return typed


class Form(forms.Form):
    """A plain Django form whose errors say what to do. Any Django field and widget gets GOV.UK markup.

    `label_size` is s, m or l. `mark_optional` adds "(optional)" to the labels of fields that may stay empty, without
    those in `sometimes_needed`: what they wait for stands in their hint. `called` names a field inside a sentence where
    its label would not read well: "How is it going?" is called "how it is going". `row_name` is the row that a form is
    of, where a page has many: its errors begin with it at the top of the page.
    """

    bound_field_class = BoundField
    use_required_attribute = False
    label_size = "s"
    mark_optional = True
    sometimes_needed: tuple[str, ...] = ()
    row_name = ""
    called: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = forms.utils.pretty_name(name)

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            say_what_to_do(field, self.called_of(name))
        super().full_clean()
        if isinstance(self.data, Unsent):
            self.unjudged()

    def is_valid(self) -> bool:
        return not isinstance(self.data, Unsent) and super().is_valid()

    def unjudged(self) -> Self:
        """The form with what was typed and no errors: it was left to be gone on with, and nobody has sent it yet."""
        self._errors = ErrorDict()
        return self

    @classmethod
    def called_of(cls, name: str) -> str:
        """What a field is called inside a sentence; "" where its label says it. A form inherits its parents' names."""
        kinds = (kind for kind in cls.__mro__ if issubclass(kind, Form) and name in kind.called)
        return next((kind.called[name] for kind in kinds), "")


class SentOnce(Form):
    """Carries `sent_as`, a UUID made when the form is first shown: the second sending gets the first's answer."""

    sent_as = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid.uuid4, error_messages={"required": STALE, "invalid": STALE}
    )


class Versioned(Form):
    """Carries `seen_version`, the row's version when the form was opened (`initial={"seen_version": row.version}`)."""

    seen_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, error_messages={"required": STALE, "invalid": STALE, "min_value": STALE}
    )


@dataclass(frozen=True)
class Chosen:
    """A filter in use: "Rating: Red", and the address of the list without it."""

    label: str
    value: str
    href: str


class FilterForm(Form):
    """Filters of a list, sent by GET. Every field may stay empty; what cannot be read filters nothing.

    `filters = DelayFilter(request.GET)`, then `filters.chosen_values` in the view and `{% filter_panel filters %}`.
    """

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def chosen_values(self) -> dict[str, Any]:
        """What was chosen and could be read, by field; empty ones are left out."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {name: value for name, value in cleaned.items() if value not in (None, "", [], False)}

    def chosen(self, request: HttpRequest) -> Iterator[Chosen]:
        """Each chosen filter with its label, its words and the address without it."""
        for name in self.chosen_values:
            field = self[name]
            if isinstance(field.field, DateField):
                changes = dict.fromkeys((f"{field.html_name}_{part}" for part in field.field.parts), None)
                href = address.with_query(request, page=None, **changes)
                yield Chosen(str(field.label), words.day(self.cleaned_data[name]), href)
                continue
            for value in request.GET.getlist(field.html_name):
                href = address.without_value(request, field.html_name, value)
                yield Chosen(str(field.label), _choice_words(field.field, value), href)


def read_back(sent: Mapping[str, Sequence[str]], app: str) -> list[tuple[str, str]]:
    """What was sent with a form of this app that is not at hand, for people to copy: labels and words, in the form's
    order. It is known by its fields' names; what no form knows bears its name. Choices of rows cannot be copied.
    """
    form = max(_forms_of(app), key=lambda kind: _likeness(kind, sent), default=Form)
    written, known = [], set[str]()
    for name, field in form.base_fields.items():
        names = _sent_names(name, field)
        known |= set(names)
        texts = [text for each in names for text in sent.get(each, ()) if text]
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            labels = {str(value): str(label) for value, label in choices if not isinstance(label, list | tuple)}
            texts = [labels[text] for text in texts if text in labels]
        elif isinstance(field, forms.BooleanField):
            texts = ["Yes"] if texts else []
        if texts and not field.widget.is_hidden:
            label = str(field.label or forms.utils.pretty_name(name))
            written.append((label, (" " if isinstance(field, DateField) else ", ").join(texts)))
    rest = ((name, ", ".join(filter(None, texts))) for name, texts in sent.items() if name not in known)
    return written + [(forms.utils.pretty_name(name), text) for name, text in rest if text]


def _forms_of(app: str) -> list[type[Form]]:
    found: list[type[Form]] = [Form]
    for kind in found:
        found += kind.__subclasses__()
    own = {kind for kind in found if kind.__module__.partition(".")[0] == app and not issubclass(kind, FilterForm)}
    return sorted(own, key=lambda kind: (kind.__module__, kind.__name__))


def _likeness(kind: type[Form], sent: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    names = {each for name, field in kind.base_fields.items() for each in _sent_names(name, field)}
    return len(names & set(sent)), -len(names)


def _sent_names(name: str, field: forms.Field) -> list[str]:
    return [f"{name}_{part}" for part in field.parts] if isinstance(field, DateField) else [name]


def error_links(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Each error's words, once, with the id that its link leads to; "" where no one field is to blame."""
    row = f"{form.row_name}: " if isinstance(form, Form) and form.row_name else ""
    hidden = [error for field in form.hidden_fields() for error in field.errors]
    for words_once in dict.fromkeys(map(str, [*form.non_field_errors(), *hidden])):
        yield f"{row}{words_once}", ""
    for field in form.visible_fields():
        for error in field.errors:
            yield f"{row}{error}", field.error_id if isinstance(field, BoundField) else field.id_for_label


def _choice_words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.BooleanField):
        return "yes"
    for key, label in getattr(field, "choices", ()):
        for inner, text in label if isinstance(label, list | tuple) else ((key, label),):
            if str(inner) == value:
                return str(text)
    return value


def say_what_to_do(field: forms.Field, called: str = "") -> None:
    """Replace Django's own messages; what a form says of its own accord stays."""
    named = called or words.named(str(field.label))
    subject = words.upper_first(called) if called else words.subject(str(field.label))
    if isinstance(field, DateField):
        field.called = subject
    chosen = isinstance(field, forms.ChoiceField | forms.FileField)
    wanted = {
        "required": f"{'Select' if chosen else 'Enter'} {named}",
        "invalid_choice": f"Choose {named} from the list",
        "invalid_pk_value": f"Choose {named} from the list",
    }
    if isinstance(field, forms.BooleanField):
        wanted["required"] = f"Tick “{field.label}” to go on"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        wanted["invalid"] = f"{subject} must be a number, like 12 or 12.5"
    elif isinstance(field, forms.IntegerField):
        wanted["invalid"] = f"{subject} must be a whole number, like 12"
    elif isinstance(field, forms.URLField):
        wanted["invalid"] = f"Enter {named} in the correct format, like https://www.example.com/page"
    elif isinstance(field, forms.EmailField):
        wanted["invalid"] = "Enter an email address in the correct format, like name@example.com"
    defaults = _default_messages(type(field))
    for code, message in wanted.items():
        if code in field.error_messages and field.error_messages[code] == defaults.get(code):
            field.error_messages[code] = message
    _say_limits(field, subject)


def _default_messages(kind: type[forms.Field]) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        messages |= getattr(base, "default_error_messages", {})
    return messages


def _say_limits(field: forms.Field, subject: str) -> None:
    """Validators of length and size speak with the label's name, unless the form gave their message."""
    texts = {
        "max_length": "{label} must be {limit:,} characters or fewer",
        "min_length": "{label} must be {limit:,} characters or more",
        "max_value": "{label} must be {limit} or less",
        "min_value": "{label} must be {limit} or more",
    }
    for validator in field.validators:
        code, limit = getattr(validator, "code", ""), getattr(validator, "limit_value", None)
        if code in texts and code not in field.error_messages and limit is not None and not callable(limit):
            field.error_messages[code] = texts[code].format(label=subject, limit=limit)
