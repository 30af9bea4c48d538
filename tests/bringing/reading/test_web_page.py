"""A third council publishes its plan as a web page alone: headings in its own words, lists in cells, dates in prose,
and much around them that is no part of the plan."""

from datetime import date
from decimal import Decimal

import pytest

from bringing.reading import Asks, Certainty, Draft, Holds, Role, Start, understand
from bringing.reading.words import column_role
from sheets.reading import Document, read_file
from tests.bringing.reading.plans import asked, uncovered

PAGE = """<!doctype html><html lang="en"><head><title>Our plan - Fenmarsh Council</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/send">SEND</a></li></ul></nav>
<main><h1>Fenmarsh SEND Improvement Plan 2025 to 2027</h1>
<p>This plan answers the inspection of our local area.</p>
<h2>Workstream A: Waiting times</h2>
<h3>Why it matters</h3><ul><li>Children wait too long</li><li>Nobody tells them why</li></ul>
<h3>You told us</h3><ul><li>“We chase, and nobody rings back”</li></ul>
<table><caption>Actions</caption><thead><tr><th>Reference</th><th>What are we going to do</th><th>
What difference will it make</th><th>Timescale</th><th>Who is responsible</th></tr></thead><tbody>
<tr><th scope="row">WT-1</th><td>Clear the list<ul><li>of under fives</li><li>of school leavers</li></ul></td>
<td>Nobody waits longer than 18 weeks</td><td>by the end of March 2026</td>
<td>Designated Clinical Officer; Service Manager, Fenmarsh NHS Trust</td></tr>
<tr><th scope="row">WT-2</th><td>Ring each family each month</td><td>Families know where they stand</td><td>Ongoing</td>
<td>SEND Keyworking Lead</td></tr>
<tr><th scope="row">WT-2</th><td>Publish the list</td><td></td><td>TBC</td><td>Data Manager</td></tr>
</tbody></table>
<table><tr><th>Indicator</th><th>Baseline (June 2025)</th><th>Milestone: December 2025</th><th>Target: December
2026</th></tr>
<tr><td>Percentage seen within 18 weeks</td><td>41%</td><td>60%</td><td>95%</td></tr>
<tr><td>Number of families who ring back</td>
<td>to be confirmed</td><td>20% reduction</td><td>half of it</td></tr></table>
</main><footer>Contact us. Cookies. © Fenmarsh Council</footer></body></html>"""


@pytest.fixture(scope="module")
def page() -> Document:
    return read_file("plan.html", PAGE.encode())


@pytest.fixture(scope="module")
def draft(page: Document) -> Draft:
    return understand(page)


def test_its_tables_are_known_by_their_headings(draft: Draft) -> None:
    assert [table.holds.value for table in draft.tables] == [Holds.ACTIONS, Holds.KPIS]
    assert [column.role.value for column in draft.tables[0].columns] == [
        Role.REF,
        Role.WHAT,
        Role.SUCCESS,
        Role.BY_WHEN,
        Role.POSTS,
    ]


def test_its_section_has_its_points(draft: Draft) -> None:
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [("A", "Waiting times")]
    assert [each.value for each in draft.sections[0].needs_improvement] == [
        "Children wait too long",
        "Nobody tells them why",
    ]
    assert [each.value for each in draft.sections[0].families_said] == ["“We chase, and nobody rings back”"]


def test_its_actions_keep_their_lists_and_a_ref_that_comes_twice_is_asked(draft: Draft) -> None:
    first = draft.actions[0]
    assert first.what.value.split("\n") == ["Clear the list", "of under fives", "of school leavers"]
    assert (first.by_when.value.due_on, first.by_when.certainty) == (date(2026, 3, 31), Certainty.CERTAIN)
    assert [post.value for post in first.posts] == [
        "Designated Clinical Officer",
        "Service Manager (Fenmarsh NHS Trust)",
    ]
    assert [doubt.words for doubt in asked(draft, Asks.REF_TWICE)] == [("WT-2", "WT-2")]


def test_its_kpis_say_what_they_say_and_the_rest_is_asked(draft: Draft) -> None:
    seen, ring = draft.kpis
    assert (seen.baseline.value.state, seen.baseline.value.value) == (Start.NUMERIC, Decimal(41))
    assert (seen.as_at.value, seen.as_at.words) == (date(2025, 6, 30), "June 2025")
    assert [target.due_on.value for target in seen.targets] == [date(2025, 12, 31), date(2026, 12, 31)]
    assert ring.baseline.value.state is Start.AWAITED
    assert ring.targets[1].rule.value is None
    assert [doubt.words for doubt in asked(draft, Asks.TARGET)] == [("half of it",)]


def test_nothing_of_the_page_is_lost(page: Document, draft: Draft) -> None:
    assert uncovered(page, draft) == []


@pytest.mark.parametrize("heading", ["Actual (June 2025)", "Latest figure: June 2025", "Outturn March 2025"])
def test_a_figure_of_a_past_day_is_no_target_and_is_asked_about(heading: str) -> None:
    assert column_role(heading, Holds.KPIS) is Role.IGNORE


@pytest.mark.parametrize(
    "heading",
    ["Target – End May 2024", "March 2026", "Interim target March 2026", "Year 1 (March 2026)", "By June 2026"],
)
def test_a_target_is_known_by_the_words_before_its_date(heading: str) -> None:
    assert column_role(heading, Holds.KPIS) is Role.TARGET
