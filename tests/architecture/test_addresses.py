"""No code that people choose hides one of our pages, or is hidden by one."""

from collections.abc import Callable

import pytest
from django.urls import resolve, reverse

from govuk.address import fixed_words, routes
from kpis import actions as kpi_actions
from kpis.models import Direction, Unit
from notices.conflicts import Refused
from notices.models import Notice
from plans import actions
from tests import factories as make
from tests.factories import NOW


def kpi(notice: Notice, word: str) -> None:
    section = make.Section(notice=notice)
    kpi_actions.add_kpi(
        plan=section.plan,
        section=section,
        code=word,
        order=1,
        name="Vacancies",
        unit=Unit.COUNT,
        direction=Direction.LOWER,
        baseline=kpi_actions.PrintedBaseline(),
        targets=[],
        by=make.User(),
        at=NOW,
    )


def plan(notice: Notice, word: str) -> None:
    actions.create_plan(notice=notice, slug=word, title="A plan", by=make.User(), at=NOW)


def action(notice: Notice, word: str) -> None:
    section, answers = make.Section(notice=notice), actions.Answerable("The head", post=make.Post())
    actions.add_action(
        section=section, ref=word, title="An action", what="Something.", accountable=[answers], by=make.User(), at=NOW
    )


def risk(notice: Notice, word: str) -> None:
    actions.raise_risk(
        notice=notice,
        ref=word,
        title="A risk",
        cause="Because.",
        event="It happens.",
        effect="It hurts.",
        owner=make.Post(),
        likelihood=1,
        impact=1,
        target_likelihood=1,
        target_impact=1,
        by=make.User(),
        at=NOW,
    )


CHOSEN: dict[tuple[str, str], Callable[[Notice, str], None]] = {
    ("kpis:kpi", "code"): kpi,
    ("plans:plan", "plan"): plan,
    ("plans:action", "ref"): action,
    ("plans:risk", "ref"): risk,
}
"""What people choose that stands in an address beside words of ours, and how they come to choose it."""
WORDS = [(page, part, word) for page, part in CHOSEN for word in sorted(fixed_words(page, part))]


def test_every_part_of_an_address_that_is_text_and_stands_beside_words_of_ours_is_known() -> None:
    known = {fixed_words(page, part) for page, part in CHOSEN}
    parts = {
        (name, segment[1:-1].partition(":")[2])
        for name, segments in routes()
        for segment in segments
        if segment.startswith(("<str:", "<slug:", "<path:"))
    }
    assert len(parts) > 100
    assert {
        (name, part) for name, part in parts if fixed_words(name, part) and fixed_words(name, part) not in known
    } == set()


def test_the_words_beside_a_kpis_code_are_those_of_its_urls() -> None:
    assert {"enter", "release", "import", "data-quality"} <= fixed_words("kpis:kpi", "code")
    assert "baseline" not in fixed_words("kpis:kpi", "code"), "it stands behind a code"
    assert fixed_words("desk:dashboard", "notice") == frozenset()


def test_such_a_code_would_lead_to_another_page() -> None:
    assert resolve(reverse("kpis:kpi", args=["devon", "enter"])).view_name == "kpis:enter-figures"
    assert resolve(reverse("kpis:kpi", args=["devon", "A-K1"])).view_name == "kpis:kpi"


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "part", "word"), WORDS)
def test_a_word_of_our_addresses_is_refused_as_a_code_in_any_case_with_what_to_choose(
    page: str, part: str, word: str
) -> None:
    notice = make.Notice()
    for written in (word, word.upper(), word.title()):
        with pytest.raises(Refused, match=r"such as|up to 10") as refused:
            CHOSEN[page, part](notice, written)
        assert refused.value.field in ("code", "slug", "ref")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "word"), [("kpis:kpi", "A-K1"), ("plans:plan", "send-2023"), ("plans:action", "A1"), ("plans:risk", "R7")]
)
def test_another_code_is_taken(page: str, word: str) -> None:
    part = next(part for known, part in CHOSEN if known == page)
    CHOSEN[page, part](make.Notice(), word)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "says"),
    [("A/K1", "letters, digits and hyphens"), ("", "letters, digits"), ("<b>", "letters, digits"), ("a-k1", "already")],
)
def test_a_kpis_code_fits_its_address_and_is_no_other_kpis(code: str, says: str) -> None:
    there = make.Kpi(code="A-K1")
    with pytest.raises(Refused, match=says):
        kpi(there.notice, code)
