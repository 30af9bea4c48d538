"""The facts of the demo are the documents' in number and date, and nobody's wording but ours."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from config.demo import facts
from config.demo.facts import (
    derbyshire,
    devon_2013,
    devon_kpi_tables,
    devon_kpis,
    devon_notice,
    devon_plan,
    devon_sections,
    elsewhere,
    posts,
)
from config.demo.facts.shapes import (
    Action,
    AreaKind,
    BaselineState,
    Direction,
    Kpi,
    NotAssessable,
    Notice,
    ObligationKind,
)

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
with_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside this checkout")

ACTIONS = {action.ref: action for action in devon_plan.ACTIONS}
KPIS = {kpi.code: kpi for kpi in devon_kpis.KPIS}


def flat(text: str) -> str:
    """Text with one kind of quote, dash and space."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").replace("\u2011", "-")
    return re.sub(r"\s+", " ", text)


def seed(name: str) -> str:
    return flat((SEEDS / name).read_text(encoding="utf-8"))


def strings(value: Any) -> Iterator[str]:
    """Every string inside a value of our shapes."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings(item)


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_the_plan_has_28_actions_in_four_sections() -> None:
    assert Counter(action.section for action in devon_plan.ACTIONS) == {"A": 15, "B": 3, "C": 4, "D": 6}
    assert [section.code for section in devon_sections.SECTIONS] == ["A", "B", "C", "D"]
    assert len(ACTIONS) == 28
    for letter, last in {"A": 15, "B": 3, "C": 4, "D": 6}.items():
        assert [ref for ref in ACTIONS if ref[0] == letter] == [f"{letter}{n}" for n in range(1, last + 1)]


def test_ten_actions_have_several_accountable_b3_four_and_a9_three() -> None:
    several = {ref: len(action.accountable) for ref, action in ACTIONS.items() if len(action.accountable) > 1}
    assert set(several) == {"A2", "A4", "A6", "A8", "A9", "A11", "B2", "B3", "C4", "D5"}
    assert several["B3"] == 4
    assert several["A9"] == 3


def test_the_forum_is_accountable_as_an_organisation_in_a2_b3_and_d5() -> None:
    held = {ref for ref, action in ACTIONS.items() if any(who.organisation == "forum" for who in action.accountable)}
    assert held == {"A2", "B3", "D5"}


def test_every_accountable_is_one_known_post_or_one_known_organisation() -> None:
    known_posts = {post.key: post for post in facts.POSTS}
    known_organisations = {organisation.key for organisation in facts.ORGANISATIONS}
    for plan in facts.PLANS:
        for action in plan.actions:
            assert action.accountable
            for who in action.accountable:
                assert bool(who.post) != bool(who.organisation)
                if who.post:
                    post = known_posts[who.post]
                    assert who.printed in (post.title, *post.aliases)
                else:
                    assert who.organisation in known_organisations
    assert {post.organisation for post in facts.POSTS} <= known_organisations


def test_aliases_with_an_ampersand_are_joined_to_one_post() -> None:
    printed = {
        who.printed for action in devon_plan.ACTIONS for who in action.accountable if who.post == "women-children"
    }
    assert printed == {"Head of Women and Children's Commissioning", "Head of Women & Children's Commissioning"}
    printed = {
        who.printed for action in devon_plan.ACTIONS for who in action.accountable if who.post == "communications"
    }
    assert printed == {"Head of Communications & Media", "Head of Communications and Media"}


def test_interim_is_no_part_of_a_posts_title() -> None:
    assert not [post.title for post in posts.POSTS if "interim" in post.title.lower()]


def test_the_plural_post_of_a3_is_flagged() -> None:
    assert [post.key for post in posts.POSTS if post.plural] == ["delivery-leads"]
    assert ACTIONS["A3"].accountable[0].post == "delivery-leads"
    assert ACTIONS["A3"].flags


@pytest.mark.parametrize(
    ("printed", "due_on", "refs"),
    [
        ("June 2023", date(2023, 6, 30), "A1 A2 A3 A5 C1 D2 D5 D6"),
        ("July 2023", date(2023, 7, 31), "C3"),
        ("September 2023", date(2023, 9, 30), "A6 A11 A12 A13 B1 B2 D3 D4"),
        ("October 2023", date(2023, 10, 31), "A10"),
        ("December 2023", date(2023, 12, 31), "A8 A14 C2"),
        ("January 2024", date(2024, 1, 31), "A4 A7 A9 A15 B3 D1"),
        ("Established March 2022", None, "C4"),
    ],
)
def test_by_when_is_kept_as_printed_and_resolves_to_the_months_last_day(
    printed: str, due_on: date | None, refs: str
) -> None:
    assert {ref for ref, action in ACTIONS.items() if action.by_when == printed} == set(refs.split())
    assert {ACTIONS[ref].due_on for ref in refs.split()} == {due_on}


def test_c4_alone_is_already_in_place() -> None:
    assert [ref for ref, action in ACTIONS.items() if action.already_in_place] == ["C4"]


def test_a5_is_a_possible_match_for_clause_5_and_no_link() -> None:
    assert [ref for ref, action in ACTIONS.items() if "5" in action.possible_clauses] == ["A5"]
    assert not [ref for ref, action in ACTIONS.items() if "5" in action.clauses]


@pytest.mark.parametrize("action", devon_plan.ACTIONS, ids=lambda action: action.ref)
def test_an_action_answers_clauses_and_areas_of_its_notice(action: Action) -> None:
    assert set(action.clauses) | set(action.possible_clauses) <= {clause.number for clause in devon_notice.CLAUSES}
    assert action.section in action.areas
    assert set(action.areas) <= {area.code for area in devon_notice.AREAS}


def test_there_are_43_kpis_coded_by_section_in_printed_order() -> None:
    assert list(KPIS) == [
        f"{letter}-K{n}" for letter, last in {"A": 19, "B": 9, "C": 8, "D": 7}.items() for n in range(1, last + 1)
    ]
    assert len(devon_kpis.KPIS) == 43


def test_thirteen_baselines_are_numeric() -> None:
    numeric = {code: kpi.baseline.value for code, kpi in KPIS.items() if kpi.baseline.state is BaselineState.NUMERIC}
    assert numeric == {
        "A-K1": Decimal(16),
        "A-K9": Decimal(29),
        "A-K11": Decimal("0.83"),
        "A-K12": Decimal(13),
        "A-K13": Decimal(11),
        "A-K14": Decimal("20.6"),
        "A-K15": Decimal("15.9"),
        "C-K1": Decimal("13.0"),
        "C-K5": Decimal(1600),
        "D-K1": Decimal(27),
        "D-K2": Decimal(60),
        "D-K3": Decimal(30),
        "D-K4": Decimal(37),
    }
    assert all(kpi.baseline.value is None for code, kpi in KPIS.items() if code not in numeric)
    developed = [code for code, kpi in KPIS.items() if kpi.baseline.state is BaselineState.TO_BE_DEVELOPED]
    assert developed == ["A-K16", "A-K17"]


def test_32_of_43_cannot_be_assessed_as_printed() -> None:
    reasons = Counter(kpi.not_assessable for kpi in devon_kpis.KPIS)
    assert reasons == {
        NotAssessable.UNPLACED_CELLS: 4,
        NotAssessable.TARGET_AWAITED: 7,
        NotAssessable.BASELINE_AWAITED: 21,
        None: 11,
    }


def test_short_rows_keep_their_cells_as_printed_and_unplaced() -> None:
    assert {code: (kpi.baseline.printed, *kpi.unplaced) for code, kpi in KPIS.items() if kpi.unplaced} == {
        "A-K11": ("0.83%", "TBC", "0.63%", "0.56%"),
        "A-K12": ("13%", "TBC", "12.1%"),
        "A-K14": ("20.6%", "TBC", "13.1%"),
        "A-K15": ("15.9%", "TBC", "11.9%"),
    }
    assert all(target.rule == "" for kpi in KPIS.values() if kpi.unplaced for target in kpi.targets)


def test_baseline_and_month_are_two_cells_where_they_read_as_one_date() -> None:
    for code, value in {"A-K1": 16, "A-K9": 29}.items():
        assert KPIS[code].baseline.value == value
        assert KPIS[code].baseline.as_at_printed == "January 2023"
        assert KPIS[code].baseline.as_at == date(2023, 1, 31)


def test_section_ds_second_table_is_kept_in_printed_order_and_flagged() -> None:
    table = next(table for table in devon_kpi_tables.TABLES if table.key == "D2")
    assert table.out_of_order
    assert [table.key for table in devon_kpi_tables.TABLES if table.out_of_order] == ["D2"]
    assert [target.on for target in KPIS["D-K5"].targets] == [date(2024, 1, 31), date(2023, 9, 30), date(2024, 5, 31)]
    assert [target.rule for target in KPIS["D-K5"].targets] == ["25%", "40%", "65% satisfaction"]


def test_the_milestone_of_40_points_equals_its_target() -> None:
    assert [target.rule for target in KPIS["A-K19"].targets] == ["40%-point increase"] * 2


def test_a_kpi_whose_better_way_is_not_evident_has_none() -> None:
    assert [code for code, kpi in KPIS.items() if kpi.direction is Direction.NOT_SET] == ["C-K3", "C-K4"]


def test_sixteen_kpis_rest_on_surveys() -> None:
    assert sum(kpi.survey for kpi in devon_kpis.KPIS) == 16


@pytest.mark.parametrize("notice", facts.NOTICES, ids=lambda notice: notice.slug)
def test_clauses_are_unique_and_follow_their_parents(notice: Notice) -> None:
    seen: set[str] = set()
    for clause in notice.clauses:
        assert clause.number not in seen
        assert not clause.parent or clause.parent in seen
        seen.add(clause.number)
    assert {obligation.clause for obligation in notice.obligations} <= seen
    keys = [obligation.key for obligation in notice.obligations]
    assert len(keys) == len(set(keys))


def test_the_2022_notice_runs_from_1_to_13_and_has_one_paragraph_without_a_number() -> None:
    clauses = {clause.number: clause for clause in devon_notice.CLAUSES}
    assert [number for number, clause in clauses.items() if not clause.parent] == [str(n) for n in range(1, 14)]
    assert [number for number in clauses if number.startswith("4(")] == [
        *("4(a)", "4(b)", "4(c)", "4(d)", "4(e)"),
        *("4(e)(I)", "4(e)(II)", "4(e)(III)", "4(e)(IV)"),
    ]
    assert [number for number in clauses if number.startswith("9(e)(")] == [
        f"9(e)({n})" for n in ("I", "II", "III", "IV")
    ]
    assert [number for number, clause in clauses.items() if not clause.printed] == ["9(e)·"]
    assert list(clauses).index("9(e)·") == list(clauses).index("9(e)(IV)") + 1


def test_the_2025_notice_runs_from_1_to_14_down_to_10_d_iii() -> None:
    numbers = [clause.number for clause in derbyshire.CLAUSES]
    assert [c.number for c in derbyshire.CLAUSES if not c.parent] == [str(n) for n in range(1, 15)]
    assert [n for n in numbers if n.startswith("3(")] == [f"3({letter})" for letter in "abcdefghijk"]
    assert "10(d)(iii)" in numbers
    assert Counter(area.kind for area in derbyshire.AREAS) == {
        AreaKind.PRIORITY_ACTION: 6,
        AreaKind.AREA_FOR_IMPROVEMENT: 5,
    }


def test_the_2013_notice_has_three_numbered_measures_and_five_headings_of_measures() -> None:
    assert [clause.number for clause in devon_2013.CLAUSES if clause.printed] == ["1", "2", "3"]
    headings = [clause.heading for clause in devon_2013.CLAUSES if clause.heading]
    assert headings[1:6][-1] == "Support measures"
    assert [area.code for area in devon_2013.AREAS] == ["SW", "QA", "PG", "CC", "SM"]
    assert devon_2013.NOTICE.issued_on is None


def test_a_review_by_the_department_is_never_the_councils_duty() -> None:
    for notice in facts.NOTICES:
        for obligation in notice.obligations:
            if obligation.kind is ObligationKind.REVIEW:
                assert obligation.duty == "Department for Education"


def test_what_counts_from_a_day_that_the_text_does_not_name_says_that_it_is_our_reading() -> None:
    read = {obligation.key for obligation in devon_notice.OBLIGATIONS if "names no day" in obligation.reading}
    assert read == {"horizons", "progress-report"}
    assert devon_notice.NOTICE.issued_on == date(2022, 9, 7)
    assert devon_notice.NOTICE.issued_on_illustrative
    assert devon_notice.NOTICE.published_on is None


def test_canary_words_stand_in_the_other_councils_facts_and_nowhere_else() -> None:
    theirs = " ".join(strings((elsewhere.NOTICE, elsewhere.PLAN, elsewhere.KPIS, elsewhere.ORGANISATIONS)))
    ours = " ".join(
        strings((devon_notice.NOTICE, derbyshire.NOTICE, devon_2013.NOTICE, devon_plan.PLAN, devon_kpis.KPIS))
    )
    for word in facts.CANARIES:
        assert word.lower() in theirs.lower()
        assert word.lower() not in ours.lower()


@with_seeds
@pytest.mark.parametrize("action", devon_plan.ACTIONS, ids=lambda action: action.ref)
def test_by_when_and_posts_stand_in_the_plans_row(action: Action) -> None:
    text = seed("devon-send-improvement-plan-2023.txt")
    refs = list(ACTIONS)
    following = refs[refs.index(action.ref) + 1] if action.ref != refs[-1] else "Key Performance"
    start = re.search(rf" {action.ref} [A-Z]", text)
    assert start
    row = text[start.start() : text.index(f" {following} ", start.end())].split("Key Performance Indicators")[0]
    assert action.by_when in row
    position = row.rindex(action.by_when)
    for who in action.accountable:
        position = row.index(who.printed, position)
    assert row.count(" - ") == len(action.accountable)


@with_seeds
@pytest.mark.parametrize("kpi", devon_kpis.KPIS, ids=lambda kpi: kpi.code)
def test_a_kpis_cells_stand_in_the_plan_in_their_order(kpi: Kpi) -> None:
    text = seed("devon-send-improvement-plan-2023.txt")
    cells = (kpi.baseline.printed, kpi.baseline.as_at_printed, *kpi.unplaced, *(target.rule for target in kpi.targets))
    assert " ".join(cell for cell in cells if cell) in text
    table = next(table for table in devon_kpi_tables.TABLES if table.key == kpi.table)
    assert flat(" ".join(table.columns)) in text
    assert flat(table.heading) in text


SOURCES = [
    (devon_notice.NOTICE, "devon-send-notice-2022-draft.txt"),
    (derbyshire.NOTICE, "derbyshire-send-notice-2025.txt"),
    (devon_2013.NOTICE, "devon-childrens-services-notice-2013.txt"),
]
TERMS = re.compile(
    r"section 497A of the Education Act 1996|at 3, 6, 12 and 18|Strategic Director People|"
    r"Head of Child and Adult Protection|SEND Improvement Partnership Board|children and young people"
    r"|Children's Commissioning|quality and effectiveness of social work practice|20 weeks"
    r"|areas for priority action|area of significant weakness|areas of significant weakness|in December 2013, March.*"
    r"|by the end of February 2024 or sooner|by the end of March 2026 or sooner|Department for Education",
    re.IGNORECASE,
)


@with_seeds
@pytest.mark.parametrize(("notice", "source"), SOURCES, ids=lambda value: getattr(value, "slug", ""))
def test_no_clause_area_or_obligation_copies_seven_words_of_the_notice(notice: Notice, source: str) -> None:
    theirs = runs(seed(source), 7)
    prose = [c.text for c in notice.clauses] + [a.text for a in notice.areas] + [o.summary for o in notice.obligations]
    for text in (*prose, notice.preamble):
        for piece in TERMS.split(flat(text)):
            assert not runs(piece, 7) & theirs, text


@with_seeds
def test_no_section_or_action_copies_seven_words_of_the_plan() -> None:
    theirs = runs(seed("devon-send-improvement-plan-2023.txt"), 7)
    prose = [
        line for section in devon_sections.SECTIONS for line in (*section.needs_improvement, *section.families_said)
    ]
    prose += [line for action in devon_plan.ACTIONS for line in (action.what, *action.outcomes)]
    for text in prose:
        for piece in TERMS.split(flat(text)):
            assert not runs(piece, 7) & theirs, text


@with_seeds
def test_the_copying_guard_bites() -> None:
    theirs = runs(seed("devon-send-improvement-plan-2023.txt"), 7)
    assert runs("Resources are deployed to the best possible effect", 7) & theirs


@with_seeds
def test_no_person_named_in_the_documents_is_carried_over() -> None:
    plan = (SEEDS / "devon-send-improvement-plan-2023.txt").read_text(encoding="utf-8")
    named = re.findall(r"\u2022 ([A-Z][a-z]+ [A-Z][a-z]+) \(", plan)
    assert len(named) == 5
    ours = " ".join(strings((facts.NOTICES, facts.PLANS, facts.POSTS, tuple(facts.KPIS.values()))))
    for name in named:
        assert name not in ours


def test_every_action_has_a_short_title_and_every_kpi_the_actions_that_should_move_it() -> None:
    for plan in facts.PLANS:
        assert all(0 < len(action.title) <= 60 for action in plan.actions)
    assert all(set(kpi.actions) <= set(ACTIONS) and kpi.actions for kpi in devon_kpis.KPIS)
