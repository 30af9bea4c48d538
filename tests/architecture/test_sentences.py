"""What every field of every form says when it is left empty or cannot be read: all in one file, for a person to read.

When the file differs, read aloud what changed. Then write it anew:
`python manage.py shell -c "from tests.architecture.test_sentences import *; KEPT.write_text(everything())"`
"""

import copy
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

from govuk.fields import DateField
from govuk.forms import FilterForm, Form, say_what_to_do

KEPT = Path(__file__).parent / "sentences.txt"
APPS = ("people", "notices", "evidence", "boards", "plans", "kpis", "reports", "bringing", "desk")
# a question is no thing that one can select: "Select how is it going"
ASKS = r"(is|was|are|were|did|does|do|has|have|had|will|would|can|could|should)"
BAD = re.compile(
    rf"^(Select|Enter|Choose) ((what|when|where|why|how|which)( \w+)? {ASKS} (it|the|this|that|you|they|we|another)\b"
    rf"|the ({ASKS}|or|by|as|due|done|told|agreed|on|to|from|in)\b)"
)


def _below(kind: type[Form]) -> Iterator[type[Form]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def every_form() -> list[type[Form]]:
    """The classes of all forms with which something is done; filters never speak of errors."""
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)
    found = {
        each for each in _below(Form) if each.__module__.partition(".")[0] in APPS and not issubclass(each, FilterForm)
    }
    return sorted(found, key=lambda each: (each.__module__, each.__name__))


def sentences(form: type[Form]) -> Iterator[str]:
    """What each visible field says, field by field."""
    for name, declared in form.base_fields.items():
        field = copy.deepcopy(declared)
        if field.widget.is_hidden:
            continue
        field.label = field.label or forms.utils.pretty_name(name)
        say_what_to_do(field, form.called_of(name))
        if field.required and not isinstance(field, forms.BooleanField):
            yield str(field.error_messages["required"])
        if isinstance(field, forms.ChoiceField):
            yield str(field.error_messages["invalid_choice"])
        if isinstance(field, DateField):
            yield f"{field.called} must be a real date"


def everything() -> str:
    """The text of the file."""
    blocks = (
        "\n".join([f"{form.__module__}.{form.__name__}", *(f"    {said}" for said in sentences(form))])
        for form in every_form()
    )
    return "\n".join(blocks) + "\n"


def reads_badly(said: str) -> bool:
    return BAD.match(said) is not None


def test_the_file_holds_what_every_field_says() -> None:
    assert everything() == KEPT.read_text()


@pytest.mark.parametrize("form", every_form(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_no_field_asks_for_a_question(form: type[Form]) -> None:
    assert [said for said in sentences(form) if reads_badly(said)] == []


@pytest.mark.parametrize(
    "said",
    [
        "Select how is it going",
        "Select what did the review find",
        "Enter the as at",
        "Enter the due",
        "Choose the by whom from the list",
        "Enter when was it done",
    ],
)
def test_a_field_that_asks_for_a_question_is_found(said: str) -> None:
    assert reads_badly(said)


@pytest.mark.parametrize("said", ["Select how it is going", "Enter what was decided", "Enter the day it is due"])
def test_a_sentence_that_reads_well_is_let_be(said: str) -> None:
    assert not reads_badly(said)
