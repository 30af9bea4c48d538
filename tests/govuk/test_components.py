"""The components: they parse, refer to what is there, and show text from people as text."""

import re
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from govuk import bars, looks
from govuk.forms import Form
from govuk.pagination import paginate, sort_key
from govuk.parts import Difference, Row, Task
from tests.govuk.reading import Read, read

SCRIPT = "<script>alert(1)</script>"


def _html(source: str, query: str = "", **context: Any) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get(f"/plan/{query}"))


def _page(source: str, query: str = "", **context: Any) -> Read:
    page = read(_html(source, query, **context))
    assert page.faults == []
    return page


@pytest.mark.parametrize(
    "source",
    [
        "{% tag text 'green' %}",
        "{% illustrative text %}",
        "{% bar counts text %}",
        "{% warning text %}",
        "{% back_link href text %}",
        "{% breadcrumbs text href text '' %}",
        "{% summary_list rows title=text %}",
        "{% task_list tasks %}",
        "{% conflict differences theirs=text yours=text %}",
        "{% empty_state text text href text %}",
        "{% button text 'secondary' name=text value=text %}",
        "{% button_link text href %}",
        "{% plain_table text heads cells numeric_from=1 %}",
        "{% legend entries title=text %}",
        "{% post_form form text cancel=href %}",
        "{% inset %}{{ text }}{% endinset %}",
        "{% details summary=text %}{{ text }}{% enddetails %}",
        "{% stat_sentence %}{{ text }}{% endstat_sentence %}",
        "{% table caption=text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% endtable %}",
        "{% timeline %}{% timeline_item title=text at=at by=text %}{{ text }}{% endtimeline_item %}{% endtimeline %}",
        "{% chart svg=text caption=text alt=text %}{{ text }}{% endchart %}",
        "{% sortable text 'due' %}",
        "{% list_line 3 text downloads=True %}",
        "{% downloads text %}",
    ],
)
def test_a_component_shows_a_script_as_text(source: str) -> None:
    page = _page(
        f"<table>{source}</table>" if "sortable" in source else source,
        text=SCRIPT,
        href="/a?b=1&c=2",
        at=datetime(2027, 3, 27, 9, 5, tzinfo=UTC),
        counts=[("green", SCRIPT, 2)],
        rows=[Row(SCRIPT, SCRIPT, "/x", "/y")],
        tasks=[Task(SCRIPT, "/x", SCRIPT, SCRIPT, "green")],
        differences=[Difference(SCRIPT, SCRIPT, "")],
        heads=[SCRIPT, SCRIPT],
        cells=[[SCRIPT, SCRIPT]],
        entries=[("green", SCRIPT, SCRIPT)],
        form=Form(),
        csrf_token="token",
    )
    assert SCRIPT in page.words
    assert not page.all("script")


@pytest.mark.parametrize(
    ("stored", "word"),
    [
        ("blue", "Blue"),
        ("green", "Green"),
        ("amber", "Amber"),
        ("red", "Red"),
        ("not_started", "Not started"),
        ("", "No rating yet"),
    ],
)
def test_a_rating_is_a_word_and_a_shape(stored: str, word: str) -> None:
    page = _page("{% rating value %}", value=stored)
    assert page.words == word
    assert len(page.all("path")) == (1 if stored else 0)


def test_every_rating_has_a_shape_of_its_own() -> None:
    shapes = {(look.path, look.hollow) for look in (looks.rating(value)[1] for value in looks.RATINGS)}
    assert len(shapes) == len(looks.RATINGS)


@pytest.mark.parametrize("source", ["{% rating 'purple' %}", "{% tag 'x' 'purple' %}", "{% rating_bar counts 'x' %}"])
def test_an_unknown_state_never_passes_for_another(source: str) -> None:
    with pytest.raises(ValueError, match="purple"):
        _html(source, counts={"purple": 1})


def test_a_bar_says_its_counts_in_words() -> None:
    page = _page("{% rating_bar counts 'Section A' %}", counts={"red": 5, "blue": 9, "amber": 0})
    assert page.one("div", role="group")["aria-label"] == "Section A: 9 Blue, 5 Red"
    assert page.words == "9 Blue 5 Red"
    assert len(page.all("rect")) == 2


def test_an_empty_bar_says_none() -> None:
    assert _page("{% rating_bar counts 'Section A' %}", counts={}).words == "None"


@given(st.lists(st.tuples(st.sampled_from(sorted(looks.LOOKS)), st.just("x"), st.integers(0, 10_000)), max_size=8))
def test_a_bars_segments_fill_it_exactly(counts: list[tuple[str, str, int]]) -> None:
    placed = bars.segments(counts)
    assert [segment.count for segment in placed] == [count for _, _, count in counts if count]
    if placed:
        assert placed[0].x == 0
        assert placed[-1].x + placed[-1].width == bars.WIDTH
        assert all(b.x == a.x + a.width + bars.GAP for a, b in pairwise(placed))


def test_a_bar_refuses_a_count_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        bars.segments([("green", "x", -1)])


def test_a_chart_keeps_our_own_drawing() -> None:
    page = _page("{% chart svg=svg caption='A' alt='B' %}{% endchart %}", svg=SafeString("<svg><title>x</title></svg>"))
    assert page.all("svg")
    assert not page.all("details")


FOUR = (
    "<thead><tr>{% sortable 'Ref' 'ref' %}<th scope=\"col\">Due &amp; done</th><th scope=\"col\">C</th>"
    '<th scope="col"><span class="govuk-visually-hidden">Change</span></th></tr></thead><tbody>'
    '<tr><th scope="rowgroup" colspan="4">Section</th></tr>'
    '<tr><th scope="row">A1</th><td class="x">{{ text }}</td><td>c</td><td>d</td></tr>'
    '<tr><th scope="row">A2</th><td colspan="2">both</td><td>d</td></tr></tbody>'
)


def test_a_table_of_many_columns_stacks_with_its_columns_names_and_stays_a_table() -> None:
    html = _html("{% table caption='Actions' %}" + FOUR + "{% endtable %}", text=SCRIPT)
    assert 'class="govuk-table app-stack app-stack--sorted" role="table"' in html
    assert re.findall(r'role="cell" data-label="([^"]*)"', html) == [
        *("Due &amp; done", "C", "Change"),
        *("Due &amp; done", "Change"),
    ]
    for role, times in {"rowgroup": 2, "row": 4, "columnheader": 4, "rowheader": 3, "cell": 5}.items():
        assert html.count(f'role="{role}"') == times, role
    assert "<script" not in html


def test_a_narrow_table_stacks_only_when_it_is_told_to() -> None:
    two = "<thead><tr>" + '<th scope="col">A</th>' * 2 + "</tr></thead><tbody><tr><td>1</td></tr></tbody>"
    assert "app-stack" not in _html("{% table caption='T' %}" + two + "{% endtable %}")
    assert 'data-label="A"' in _html("{% table caption='T' stack=True %}" + two + "{% endtable %}")
    assert "app-stack" not in _html("{% table caption='T' stack=False %}" + FOUR + "{% endtable %}")


def test_a_wide_table_scrolls_in_a_named_region_that_the_keyboard_reaches() -> None:
    page = _page("{% table caption='Actions of A' %}<tbody></tbody>{% endtable %}")
    region = page.one("div", role="region")
    assert region["tabindex"] == "0"
    assert page.one("caption")["id"] == region["aria-labelledby"]


@pytest.mark.parametrize(
    ("query", "state", "href"),
    [
        ("?rating=red&page=2", "none", "/plan/?rating=red&amp;sort=due"),
        ("?sort=due", "ascending", "/plan/?sort=-due"),
        ("?sort=-due", "descending", "/plan/?sort=due"),
        ("?sort=ref", "none", "/plan/?sort=due"),
    ],
)
def test_a_header_sorts_by_link_and_keeps_the_filters(query: str, state: str, href: str) -> None:
    html = _html("<table><tr>{% sortable 'Due' 'due' %}</tr></table>", query)
    assert f'aria-sort="{state}"' in html
    assert f'href="{href}"' in html


def test_only_allowed_keys_sort() -> None:
    def asked(query: str) -> str:
        return sort_key(RequestFactory().get(f"/{query}"), ("due", "ref"), "ref")

    assert [asked("?sort=due"), asked("?sort=-due"), asked("?sort=password"), asked("")] == [
        "due",
        "-due",
        "ref",
        "ref",
    ]


@pytest.mark.parametrize(
    ("query", "number"), [("", 1), ("?page=2", 2), ("?page=99", 6), ("?page=x", 1), ("?page=-1", 6)]
)
def test_a_page_that_is_not_there_gives_the_nearest(query: str, number: int) -> None:
    assert paginate(RequestFactory().get(f"/{query}"), list(range(120)), 20).number == number


def test_the_pages_keep_the_filters_and_name_the_current_one() -> None:
    page = _page("{% pagination page %}", "?rating=red&page=3", page=Paginator(range(1000), 10).page(3))
    assert page.one("a", rel="next")["href"] == "/plan/?rating=red&page=4"
    assert page.one("a", **{"aria-current": "page"})["aria-label"] == "Page 3"


def test_a_single_page_has_no_pages() -> None:
    assert _page("{% pagination page %}", page=Paginator(range(3), 10).page(1)).tags == []


def test_a_list_says_how_many_and_offers_just_these() -> None:
    page = _page(
        "{% list_line page 'action' downloads=True %}", "?rating=red&page=2", page=Paginator(range(30), 20).page(2)
    )
    assert page.words.startswith("21 to 30 of 30 actions")
    assert [link["href"] for link in page.all("a")] == ["/plan/?rating=red&format=xlsx", "/plan/?rating=red&format=csv"]


def test_a_timeline_writes_dates_and_moments() -> None:
    page = _page("{% timeline_item title='A' at=at %}{% endtimeline_item %}", at=date(2027, 3, 27))
    assert page.one("time")["datetime"] == "2027-03-27"
    assert "27 March 2027" in page.words


def test_breadcrumbs_want_an_address_for_each_text() -> None:
    with pytest.raises(ValueError, match="zip"):
        _html("{% breadcrumbs 'Plan' '/plan/' 'A1' %}")
