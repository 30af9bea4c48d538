"""What people type, and what they are told about it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from govuk.fields import DateField, DecimalField, IntegerField, LongText, MonthField
from govuk.forms import Form


class Due(Form):
    due = DateField(label="Due date")


def _typed(day: str, month: str, year: str) -> Due:
    return Due({"due_day": day, "due_month": month, "due_year": year})


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (("27", "3", "2027"), date(2027, 3, 27)),
        (("07", "03", "2027"), date(2027, 3, 7)),
        ((" 7 ", "March", "2027"), date(2027, 3, 7)),
        (("7", "sept", "2027"), date(2027, 9, 7)),
        (("7", "SEP", "2027"), date(2027, 9, 7)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("31", "10", "2027"), date(2027, 10, 31)),
    ],
)
def test_a_date_is_read_from_its_parts(typed: tuple[str, str, str], cleaned: date) -> None:
    form = _typed(*typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == cleaned


@pytest.mark.parametrize(
    ("typed", "message", "leads_to"),
    [
        (("", "", ""), "Enter the due date", "id_due_0"),
        (("27", "", "2027"), "Due date must include a month", "id_due_1"),
        (("", "3", "2027"), "Due date must include a day", "id_due_0"),
        (("27", "3", ""), "Due date must include a year", "id_due_2"),
        (("", "", "2027"), "Due date must include a day and month", "id_due_0"),
        (("30", "2", "2027"), "Due date must be a real date", "id_due_0"),
        (("29", "2", "2027"), "Due date must be a real date", "id_due_0"),
        (("0", "2", "2027"), "Due date must be a real date", "id_due_0"),
        (("x", "2", "2027"), "Due date must be a real date", "id_due_0"),
        (("٣", "2", "2027"), "Due date must be a real date", "id_due_0"),
        (("1", "13", "2027"), "Due date must have a month from 1 to 12, or its name", "id_due_1"),
        (("1", "Octember", "2027"), "Due date must have a month from 1 to 12, or its name", "id_due_1"),
        (("1", "2", "27"), "Due date must have a year of 4 numbers", "id_due_2"),
        (("1", "2", "20277"), "Due date must have a year of 4 numbers", "id_due_2"),
        (("1", "2", "0000"), "Due date must have a year from 1900 to 2199", "id_due_2"),
        (("1", "1", "0001"), "Due date must have a year from 1900 to 2199", "id_due_2"),
        (("31", "12", "9999"), "Due date must have a year from 1900 to 2199", "id_due_2"),
        (("31", "12", "1899"), "Due date must have a year from 1900 to 2199", "id_due_2"),
        (("1", "1", "2200"), "Due date must have a year from 1900 to 2199", "id_due_2"),
        (("1" * 5000, "2", "2027"), "Due date must be a real date", "id_due_0"),
    ],
)
def test_a_date_that_cannot_be_read_says_which_part_is_wrong(
    typed: tuple[str, str, str], message: str, leads_to: str
) -> None:
    form = _typed(*typed)
    assert form.errors == {"due": [message]}
    assert form["due"].error_id == leads_to  # type: ignore[attr-defined]


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_gives_a_date_or_an_error(day: str, month: str, year: str) -> None:
    form = _typed(day, month, year)
    assert form.is_valid() is isinstance(form.cleaned_data.get("due"), date)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_shown_date_is_read_back_as_itself(value: date) -> None:
    day, month, year = DateField().widget.decompress(value)
    assert _typed(day, month, year).is_valid()
    assert not DateField().has_changed(value, [day, month, year])


def test_what_was_typed_is_shown_again() -> None:
    html = str(_typed("31", "", "abc<")["due"])
    assert 'value="31"' in html
    assert 'value="abc&lt;"' in html


def test_a_date_outside_its_limits_is_refused_with_the_limit() -> None:
    form = _typed("1", "1", "2027")
    field = form.fields["due"]
    assert isinstance(field, DateField)
    field.latest = date(2026, 12, 31)
    assert form.errors == {"due": ["Due date must be on or before 31 December 2026"]}
    form = _typed("1", "1", "2027")
    field = form.fields["due"]
    assert isinstance(field, DateField)
    field.earliest = date(2027, 1, 2)
    assert form.errors == {"due": ["Due date must be on or after 2 January 2027"]}


def test_a_date_that_may_stay_empty_is_none() -> None:
    assert DateField(required=False).clean(["", " ", ""]) is None
    assert DateField(required=False).clean(None) is None


def test_a_month_is_its_last_day() -> None:
    assert MonthField(label="As at").clean(["2", "2028"]) == date(2028, 2, 29)
    with pytest.raises(forms.ValidationError, match="As at must include a month"):
        MonthField(label="As at").clean(["", "2028"])


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [("12.5", "12.5"), ("12.5%", "12.5"), (" 1,234.50 % ", "1234.50"), ("−3", "-3"), ("-3", "-3"), ("0", "0")],
)
def test_a_decimal_is_read_as_people_write_it(typed: str, cleaned: str) -> None:
    value = DecimalField(suffix="%").clean(typed)
    assert isinstance(value, Decimal)
    assert str(value) == cleaned


@pytest.mark.parametrize("typed", ["1,5", "12,34", ",5", "1,2345", "1,,000", "12,345,6"])
def test_a_comma_that_parts_no_thousands_is_never_dropped(typed: str) -> None:
    for field in (DecimalField(), IntegerField()):
        with pytest.raises(forms.ValidationError):
            field.clean(typed)


def test_a_whole_number_is_no_larger_than_a_column_holds() -> None:
    assert IntegerField().clean("2,147,483,647") == 2_147_483_647
    for typed in ("2147483648", "9" * 40):
        with pytest.raises(forms.ValidationError, match="2147483647"):
            IntegerField().clean(typed)


class Figures(Form):
    share = DecimalField(label="Share", suffix="%", max_value=100)
    people = IntegerField(label="How many people?", min_value=1)
    said = LongText(label="What was said?", max_length=5)


def test_numbers_and_texts_say_what_is_wrong_with_them() -> None:
    assert Figures({"share": "a", "people": "1.5", "said": "123456"}).errors == {
        "share": ["Share must be a number, like 12 or 12.5"],
        "people": ["Your answer must be a whole number, like 12"],
        "said": ["Your answer must be 5 characters or fewer"],
    }
    assert Figures({"share": "101", "people": "0", "said": ""}).errors == {
        "share": ["Share must be 100 or less"],
        "people": ["Your answer must be 1 or more"],
        "said": ["Enter what was said"],
    }


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e400000", "--1", "1 2 3 x"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert "share" in Figures({"share": typed, "people": "1", "said": "x"}).errors


def test_a_line_end_counts_once() -> None:
    assert LongText(max_length=5).clean("ab\r\ncd") == "ab\ncd"


def test_a_large_whole_number_with_commas_is_read() -> None:
    assert IntegerField().clean("1,234") == 1234
