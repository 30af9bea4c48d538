"""Every control as it is drawn: labels, hints, errors and their links lead where they should."""

import uuid
from typing import Any

import pytest
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import RequestFactory

from govuk import widgets
from govuk.fields import DateField, DecimalField, IntegerField, LongText, MonthField
from govuk.forms import STALE, FilterForm, Form, SentOnce, Versioned
from tests.govuk.reading import read

RATINGS = [("green", "Green"), ("red", "Red")]
SCRIPT = "<script>alert(1)</script>"


class Everything(SentOnce, Versioned):
    """One of each control."""

    rating = forms.ChoiceField(
        choices=RATINGS, widget=widgets.Radios(hints={"green": "on track"}), help_text="As today"
    )
    plain = forms.ChoiceField(choices=RATINGS, widget=forms.RadioSelect)
    text = LongText(label="What happened and why?", help_text="Two sentences")
    name = forms.CharField(widget=widgets.TextInput(width=20), help_text="As printed")
    due = DateField(label="Due date", help_text="For example, 27 3 2027")
    as_at = MonthField()
    share = DecimalField(suffix="%", help_text="Of all plans")
    count = IntegerField()
    whole = forms.IntegerField()
    posts = forms.MultipleChoiceField(choices=[("1", "Head"), ("2", "Lead")], widget=widgets.Checkboxes)
    post = forms.ChoiceField(choices=[("", "Choose"), ("1", "Head")])
    mail = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    file = forms.FileField(help_text="No child's data")
    sure = forms.BooleanField(label="I have read it", help_text="All of it")
    empty = forms.ChoiceField(choices=[], widget=forms.RadioSelect)


def _drawn(form: forms.BaseForm) -> str:
    return engines["django"].from_string("{{ form }}").render({"form": form})


def _wrong(**typed: str) -> Everything:
    return Everything({"due_day": "31", "due_year": "2027", **typed})


@pytest.mark.parametrize("form", [Everything(), _wrong()], ids=["fresh", "wrong"])
def test_every_control_is_labelled_and_described(form: Everything) -> None:
    page = read(_drawn(form))
    assert page.faults == []
    labelled = {label["for"] for label in page.all("label")}
    for tag in ("input", "select", "textarea"):
        for control in page.all(tag):
            assert control.get("type") == "hidden" or control["id"] in labelled


def test_each_error_is_named_twice_and_linked_to_its_control() -> None:
    form = _wrong()
    page = read(_drawn(form))
    linked = [link["href"] for link in page.all("a")]
    assert len(linked) == len(form.visible_fields())
    assert "#id_due_1" in linked
    assert "#id_rating_0" in linked
    assert "#id_empty_group" in linked
    for field in form.visible_fields():
        assert page.words.count(field.errors[0]) >= 2
    assert page.all("input", id="id_due_0")[0].get("aria-invalid") is None
    assert page.all("input", id="id_due_1")[0]["aria-invalid"] == "true"


def test_an_error_is_part_of_its_controls_description() -> None:
    page = read(_drawn(_wrong()))
    assert page.one("textarea")["aria-describedby"] == "id_text_helptext id_text_error id_text-info"
    assert page.one("input", id="id_share")["aria-describedby"] == "id_share_helptext id_share_error"


def test_the_errors_stand_once_when_the_page_has_shown_them() -> None:
    form = _wrong()
    html = engines["django"].from_string("{% error_summary form %}{{ form }}").render({"form": form})
    assert html.count("There is a problem") == 1


def test_a_form_without_errors_has_no_summary() -> None:
    assert "There is a problem" not in _drawn(Everything())


@pytest.mark.parametrize("field", ["text", "name", "share", "count", "mail"])
def test_a_script_that_was_typed_comes_back_as_text(field: str) -> None:
    html = _drawn(_wrong(**{field: SCRIPT}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_labels_hints_and_choices_are_escaped() -> None:
    class Hostile(Form):
        text = LongText(label=SCRIPT, help_text=SCRIPT)
        pick = forms.ChoiceField(choices=[(SCRIPT, SCRIPT)], widget=widgets.Radios(hints={SCRIPT: SCRIPT}))
        tick = forms.BooleanField(label=SCRIPT)

    html = _drawn(Hostile({}))
    assert "<script" not in html
    assert read(html).faults == []


def test_numbers_are_typed_as_text_with_a_number_pad() -> None:
    page = read(_drawn(Everything()))
    pads = {name: page.one("input", id=f"id_{name}", type="text")["inputmode"] for name in ("share", "count", "whole")}
    assert pads == {"share": "decimal", "count": "numeric", "whole": "numeric"}
    assert not page.all("input", type="number")


def test_no_control_is_left_to_the_browsers_own_checks() -> None:
    page = read(_drawn(Everything()))
    for tag in ("input", "select", "textarea"):
        for control in page.all(tag):
            assert not {"required", "min", "max", "step"} & set(control)
    assert "maxlength" not in page.one("textarea")


def test_a_password_is_never_shown_again() -> None:
    assert "hunter2" not in _drawn(_wrong(password="hunter2"))


def test_a_field_that_may_stay_empty_says_so() -> None:
    class Loose(Form):
        note = forms.CharField(required=False)
        tick = forms.BooleanField(required=False)

    words = read(_drawn(Loose())).words
    assert words == "Note (optional) Tick"


def test_a_field_that_is_needed_at_times_is_not_called_optional() -> None:
    class Timely(Form):
        sometimes_needed = ("steps",)
        steps = forms.CharField(required=False, help_text="For Red")

    assert read(_drawn(Timely())).words == "Steps For Red"


def test_a_form_is_sent_under_the_same_name_until_it_is_shown_afresh() -> None:
    first, second = Everything(), Everything()
    assert (
        read(_drawn(first)).one("input", name="sent_as")["value"]
        != read(_drawn(second)).one("input", name="sent_as")["value"]
    )
    name = str(uuid.uuid4())
    assert read(_drawn(_wrong(sent_as=name))).one("input", name="sent_as")["value"] == name


def test_hidden_fields_that_were_tampered_with_are_refused_once_and_plainly() -> None:
    form = _wrong(sent_as="not-a-uuid", seen_version="-1")
    assert form.errors["sent_as"] == [STALE]
    assert form.errors["seen_version"] == [STALE]
    assert read(_drawn(form)).words.count(STALE) == 1


def test_a_good_form_gives_what_was_typed() -> None:
    class Update(SentOnce, Versioned):
        text = LongText()

    name = uuid.uuid4()
    form = Update({"sent_as": str(name), "seen_version": "3", "text": "Agreed."})
    assert form.is_valid()
    assert form.cleaned_data == {"sent_as": name, "seen_version": 3, "text": "Agreed."}


def test_a_file_is_asked_for_plainly() -> None:
    class Upload(Form):
        file = forms.FileField(label="Evidence")

    assert Upload({}, {}).errors == {"file": ["Select the evidence"]}
    assert Upload({}, {"file": SimpleUploadedFile("a.txt", b"a")}).is_valid()
    assert read(_drawn(Upload())).one("input")["class"] == "govuk-file-upload"


def test_djangos_own_sign_in_forms_look_the_same() -> None:
    form = SetPasswordForm(user=None, data={"new_password1": "", "new_password2": ""})
    page = read(_drawn(form))
    assert page.faults == []
    assert "govuk-password-input__input" in page.one("input", id="id_new_password1")["class"]
    assert page.all("ul")


def test_a_message_that_a_form_gives_itself_stays() -> None:
    class Own(Form):
        reason = forms.CharField(error_messages={"required": "Say why"})

    assert Own({}).errors == {"reason": ["Say why"]}


def test_an_error_of_the_whole_form_is_shown() -> None:
    class Crossed(Form):
        a = forms.CharField()

        def clean(self) -> dict[str, Any]:
            raise forms.ValidationError("The two dates contradict each other")

    page = read(_drawn(Crossed({"a": "x"})))
    assert "The two dates contradict each other" in page.words


class Filters(FilterForm):
    rating = forms.ChoiceField(choices=[("", "All"), *RATINGS])
    section = forms.MultipleChoiceField(
        choices=[("A", "A Strategy"), ("B", "B Words")], widget=widgets.Checkboxes(small=True)
    )
    words = forms.CharField()
    since = DateField()
    late = forms.BooleanField()


def test_filters_in_use_can_each_be_taken_away() -> None:
    query = (
        "rating=red&section=A&section=B&words=<b>&since_day=1&since_month=2&since_year=2027&late=on&page=3&sort=-due"
    )
    request = RequestFactory().get(f"/plan/?{query}")
    form = Filters(request.GET)
    chosen = {f"{each.label}: {each.value}": each.href for each in form.chosen(request)}
    assert list(chosen) == [
        "Rating: Red",
        "Section: A Strategy",
        "Section: B Words",
        "Words: <b>",
        "Since: 1 February 2027",
        "Late: yes",
    ]
    assert "section=B" in chosen["Section: A Strategy"]
    assert "section=A" not in chosen["Section: A Strategy"]
    assert "since" not in chosen["Since: 1 February 2027"]
    assert all("page=" not in href and "sort=-due" in href for href in chosen.values())
    html = engines["django"].from_string("{% filter_panel form %}").render({"form": form}, request)
    assert read(html).faults == []
    assert "<b>" not in html


def test_a_filter_that_cannot_be_read_filters_nothing_and_says_so() -> None:
    request = RequestFactory().get("/plan/?rating=purple&words=x")
    form = Filters(request.GET)
    assert form.chosen_values == {"words": "x"}
    assert "Choose the rating from the list" in form.errors["rating"]
    assert Filters(RequestFactory().get("/plan/").GET).chosen_values == {}


class Asking(Form):
    """Questions, and what they are called inside a sentence."""

    called = {"rating": "how it is going", "on": "the day it was heard", "link": "a link"}
    rating = forms.ChoiceField(label="How is it going?", choices=RATINGS)
    on = DateField(label="When?")
    link = forms.URLField(label="Or a link", assume_scheme="https")


class AskingMore(Asking):
    """What a form's parent calls a field it calls so too."""

    called = {"on": "the day it was said"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["later"] = forms.CharField(label="Notes", max_length=3)


def test_a_field_is_named_in_its_errors_as_the_form_calls_it() -> None:
    assert Asking({}).errors == {
        "rating": ["Select how it is going"],
        "on": ["Enter the day it was heard"],
        "link": ["Enter a link"],
    }
    wrong = AskingMore(
        {"rating": "blue", "on_day": "31", "on_month": "2", "on_year": "2023", "link": "::", "later": "long"}
    )
    assert wrong.errors == {
        "rating": ["Choose how it is going from the list"],
        "on": ["The day it was said must be a real date"],
        "link": ["Enter a link in the correct format, like https://www.example.com/page"],
        "later": ["Notes must be 3 characters or fewer"],
    }
