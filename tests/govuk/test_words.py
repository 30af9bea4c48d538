"""How values are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govuk import words
from govuk.templatetags import govuk as tags


def test_a_day_is_written_without_a_leading_zero() -> None:
    assert words.day(date(2027, 3, 7)) == "7 March 2027"
    assert words.month(date(2027, 3, 31)) == "March 2027"


@pytest.mark.parametrize(
    ("utc", "written"),
    [
        (datetime(2027, 3, 27, 9, 5, tzinfo=UTC), "27 March 2027 at 9:05am"),
        (datetime(2027, 3, 28, 9, 5, tzinfo=UTC), "28 March 2027 at 10:05am"),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), "1 July 2027 at 12:30am"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "1 January 2027 at midday"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), "1 January 2027 at midnight"),
        (datetime(2027, 1, 1, 15, 0, tzinfo=UTC), "1 January 2027 at 3pm"),
    ],
)
def test_a_moment_is_written_in_londons_time(utc: datetime, written: str) -> None:
    assert words.moment(utc) == written


def test_the_day_of_a_moment_is_its_day_in_london() -> None:
    assert words.day(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2027"
    assert words.month(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) == "July 2027"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("16", "16"),
        ("16.00", "16"),
        ("14.40", "14.4"),
        ("1234567.5", "1,234,567.5"),
        ("1E+3", "1,000"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("-12.50", "−12.5"),
        ("100", "100"),
        ("0.0000001", "0.0000001"),
    ],
)
def test_a_decimal_is_written_plainly(value: str, written: str) -> None:
    assert words.decimal_plain(Decimal(value)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_written_decimal_can_be_read_back(value: Decimal) -> None:
    assert Decimal(words.decimal_plain(value).replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_written(value: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        words.decimal_plain(Decimal(value))


@pytest.mark.parametrize(
    ("count", "forms", "written"),
    [
        (0, "action", "0 actions"),
        (1, "action", "1 action"),
        (1200, "action", "1,200 actions"),
        (2, "entry,entries", "2 entries"),
    ],
)
def test_a_count_takes_its_plural(count: int, forms: str, written: str) -> None:
    assert words.plural(count, forms) == written


@pytest.mark.parametrize(
    ("label", "thing"),
    [
        ("Due date", "the due date"),
        ("KPI", "the KPI"),
        ("What happened?", "what happened"),
        ("Your name", "your name"),
        ("A reason", "a reason"),
        ("I have read it", "the I have read it"),
        ("", "the "),
    ],
)
def test_a_label_becomes_a_thing_to_ask_for(label: str, thing: str) -> None:
    assert words.named(label) == thing


@pytest.mark.parametrize(
    ("parts", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed(parts: list[str], written: str) -> None:
    assert words.listed(parts) == written


def test_text_from_people_becomes_escaped_paragraphs() -> None:
    html = tags.paragraphs("One <script>alert(1)</script>\r\ntwo\r\n\r\n\r\n\r\nthree & four")
    assert html == (
        '<p class="govuk-body app-said">One &lt;script&gt;alert(1)&lt;/script&gt;<br>two</p>\n'
        '<p class="govuk-body app-said">three &amp; four</p>'
    )


@pytest.mark.parametrize("text", [None, "", "\n \n\n"])
def test_no_text_makes_no_paragraph(text: str | None) -> None:
    assert tags.paragraphs(text) == ""


@given(st.text())
def test_no_text_becomes_a_tag_of_its_own(text: str) -> None:
    html = tags.paragraphs(text)
    assert "<" not in html.replace('<p class="govuk-body app-said">', "").replace("</p>", "").replace("<br>", "")


def test_the_filters_write_nothing_for_nothing() -> None:
    assert [tags.day(None), tags.month(None), tags.moment(None), tags.decimal_plain(None)] == [""] * 4
    assert tags.decimal_plain(Decimal(0)) == "0"


@pytest.mark.parametrize(("noun", "named"), [("academic year", "an academic year"), ("quarter", "a quarter")])
def test_a_noun_has_its_article(noun: str, named: str) -> None:
    assert words.a(noun) == named


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (7, "7th"), (11, "11th"), (112, "112th"), (1023, "1,023rd")],
)
def test_a_place_in_a_row_is_written(number: int, written: str) -> None:
    assert words.ordinal(number) == written
