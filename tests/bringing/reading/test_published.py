"""The published plan, its tables flattened into lines: all of it is read, and whatever is not certain is asked."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from bringing.reading import Asks, Certainty, Start
from config.demo.facts import devon_kpis, devon_plan
from config.demo.facts.posts import POSTS
from config.demo.facts.shapes import Action, BaselineState, Kpi
from notices.calendar import ByWhenKind
from sheets.reading import read_file
from tests.bringing.reading.plans import SEED, asked, certain, lines, published, with_seed

pytestmark = with_seed

STATES = {
    BaselineState.NUMERIC: Start.NUMERIC,
    BaselineState.AWAITED: Start.AWAITED,
    BaselineState.TO_BE_DEVELOPED: Start.TO_BE_DEVELOPED,
}


def straight(text: str) -> str:
    return text.replace("’", "'")


def test_it_has_28_actions_43_kpis_and_four_sections() -> None:
    draft = published()
    assert [action.ref.value for action in draft.actions] == [action.ref for action in devon_plan.ACTIONS]
    assert [kpi.code.value for kpi in draft.kpis] == [kpi.code for kpi in devon_kpis.KPIS]
    assert [section.letter.value for section in draft.sections] == ["A", "B", "C", "D"]
    assert draft.title is not None
    assert draft.title.value == "Devon Local Area SEND Improvement Plan 2023/24"


@pytest.mark.parametrize("place", range(4))
def test_a_section_has_its_points(place: int) -> None:
    section, fact = published().sections[place], devon_plan.SECTIONS[place]
    assert len(section.needs_improvement) == len(fact.needs_improvement)
    assert len(section.families_said) == len(fact.families_said)


@pytest.mark.parametrize("fact", devon_plan.ACTIONS, ids=lambda action: action.ref)
def test_an_action_has_its_date_its_section_and_its_posts_as_printed(fact: Action) -> None:
    action = next(each for each in published().actions if each.ref.value == fact.ref)
    assert action.section.value == fact.section
    assert action.by_when.words == fact.by_when
    assert action.by_when.value.due_on == fact.due_on
    assert [straight(post.words) for post in action.posts] == [who.printed for who in fact.accountable]


def test_a9_has_three_posts_b3_four_and_c4_is_in_place_already() -> None:
    actions = {action.ref.value: action for action in published().actions}
    assert [post.value for post in actions["A9"].posts] == [
        "Head of Education (Delivery)",
        "Devon Head of Mental Health Commissioning",
        "Head of Women and Children’s Commissioning",
    ]
    assert len(actions["B3"].posts) == 4
    when = actions["C4"].by_when
    assert (when.value.kind, when.value.due_on, when.value.since) == (ByWhenKind.IN_PLACE, None, date(2022, 3, 31))


@pytest.mark.parametrize("fact", devon_kpis.KPIS, ids=lambda kpi: kpi.code)
def test_a_kpi_has_its_cells_where_they_are_printed(fact: Kpi) -> None:
    kpi = next(each for each in published().kpis if each.code.value == fact.code)
    assert kpi.baseline.value.state is STATES[fact.baseline.state]
    assert kpi.baseline.value.value == fact.baseline.value
    assert kpi.as_at.value == fact.baseline.as_at
    assert [each.words for each in kpi.unplaced] == list(fact.unplaced)
    assert [each.rule.words for each in kpi.targets] == [target.rule for target in fact.targets]
    assert [(each.label.value, each.due_on.value) for each in kpi.targets] == [
        (each.label, each.on) for each in fact.targets
    ]


def test_each_post_stands_once_with_all_its_wordings() -> None:
    titles = {straight(post.title): post for post in published().posts}
    organisations = {"Parent Carer Forum Devon"}
    assert set(titles) == {post.title for post in POSTS} | organisations
    wordings = {straight(each.words) for post in titles.values() for each in post.wordings}
    printed = {post.title for post in POSTS} | {alias for post in POSTS for alias in post.aliases} | organisations
    assert wordings <= printed
    assert titles["SEND Strategic Director"].interim
    assert titles["Operational Delivery leads for DCC and NHS Devon"].plural
    assert titles["Chief Nursing Officer"].organisation.value == "NHS Devon"
    assert [title for title, post in titles.items() if post.is_organisation.value] == ["Parent Carer Forum Devon"]


SURVEYS = [{*range(212, 215)}, {*range(273, 282)}, {*range(353, 357)}]
TRAPS = [
    ("a baseline and its month that read as one day", Asks.BASELINE_OR_DAY, [{192}, {200}]),
    ("milestones out of order", Asks.OUT_OF_ORDER, [{449}]),
    ("fewer values than columns", Asks.UNPLACED, [{202}, {203}, {205}, {206}]),
    ("a milestone that equals its target", Asks.SAME_AS_BEFORE, [{214}]),
    ("a baseline established, without a value", Asks.NO_BASELINE_VALUE, [{450}, {451}, {452}]),
    ("to be developed", Asks.TO_BE_DEVELOPED, [{207}, {208}]),
    ("a column of dates that holds baselines", Asks.BASELINE_IN_DATES, SURVEYS),
    ("a number with words", Asks.WORDS_BESIDE, [{349}, {349}, {450}, {451}, {452}]),
    ("a target after the notice's own date", Asks.AFTER_DELIVER_BY, [{449}]),
    ("posts that are one", Asks.SAME_POST, [{113, 139, 155, 164, 248, 258, 330, 401, 411, 412}, {242, 260}]),
    ("a plural post", Asks.PLURAL, [{110}]),
]  # fmt: skip


@pytest.mark.parametrize(("asks", "where"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_a_trap_is_asked_about_with_its_lines_and_is_not_among_the_certain(asks: Asks, where: list[set[int]]) -> None:
    draft = published()
    doubts = asked(draft, asks)
    assert [set(lines(doubt)) for doubt in doubts] == where
    sure = {path for path, _ in certain(draft)}
    for doubt in doubts:
        assert doubt.about
        assert sure.isdisjoint(doubt.about)
        assert doubt.says
        assert all(words in SEED.read_text(encoding="utf-8") for words in doubt.words)


def test_what_a_row_of_four_values_may_mean_is_told() -> None:
    (doubt,) = [each for each in asked(published(), Asks.UNPLACED) if 202 in lines(each)]
    assert doubt.words == ("TBC", "0.63%", "0.56%")
    assert len(doubt.others) == 4
    assert "“TBC” under Baseline Date, “0.63%” under Milestone 1 – End July 2023" in doubt.others[0]


def test_where_a_flattened_action_ends_is_asked_of_each() -> None:
    draft = published()
    doubts = asked(draft, Asks.WHERE_IT_ENDS)
    assert len(doubts) == 28
    open_ = [action.ref.value for action in draft.actions if action.what.certainty is Certainty.OPEN]
    assert open_ == ["A15"]  # no full stop parts its action from its outcome
    for action, doubt in zip(draft.actions, doubts, strict=True):
        assert doubt.places[0] == action.what.sources[0].place


def test_a_by_when_is_certain_on_whichever_side_of_a_blank_line_it_stands() -> None:
    at = {action.ref.value: action.by_when for action in published().actions}
    assert [(ref, at[ref].sources[0].place.line, at[ref].certainty) for ref in ("A1", "A5", "A10")] == [
        ("A1", 93, Certainty.CERTAIN),
        ("A5", 119, Certainty.CERTAIN),
        ("A10", 157, Certainty.CERTAIN),
    ]


def test_what_is_certain_is_what_the_plan_prints() -> None:
    kpis = {kpi.code.value: kpi for kpi in published().kpis}
    late = kpis["C-K1"]
    assert (late.baseline.certainty, late.baseline.value.value) == (Certainty.CERTAIN, Decimal("13.0"))
    assert [each.rule.sources[0].place.line for each in late.targets] == [339, 343, 345]
    assert all(each.rule.certainty is Certainty.CERTAIN for each in late.targets)


def test_every_word_of_every_line_is_a_source_of_the_draft_or_set_aside() -> None:
    draft = published()
    pieces: dict[int, list[str]] = {}
    for source in draft.sources():
        pieces.setdefault(source.place.line, []).append(source.words)
    for block in read_file("plan.txt", SEED.read_bytes()).blocks:
        left = block.text
        for words in sorted(set(pieces.get(block.place.line, ())), key=len, reverse=True):
            left = left.replace(words, " ")
        assert re.fullmatch(r"[\s–-]*", left), (block.place.line, left)


def test_a_name_that_speaks_of_a_number_and_a_percentage_is_asked_about() -> None:
    (doubt,) = asked(published(), Asks.UNIT)
    assert (lines(doubt), doubt.read, doubt.others) == ([202], "a percentage", ("a number",))


def test_nothing_but_this_is_asked_of_the_published_plan() -> None:
    """Many doubts would hide the ones that matter."""
    counted = Counter(doubt.asks for doubt in published().doubts)
    known = {asks: len(where) for _, asks, where in TRAPS}
    more = {
        Asks.WHERE_IT_ENDS: 28,
        Asks.NO_TARGETS: 6,
        Asks.ODD_TARGET: 3,
        Asks.NEXT_COLUMN: 2,
        Asks.UNIT: 1,
        Asks.INTERIM: 1,
        Asks.ORGANISATION: 1,
        Asks.WHOSE_POST: 1,
    }
    assert counted == known | more
