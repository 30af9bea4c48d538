"""Plans of any wording, as rows: what people type, and what a spreadsheet would make of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from bringing.plain import Kind, Row
from bringing.reading.lengths import room_of
from bringing.stamping import MARK
from kpis.models import BaselineState, Cumulates, Direction, Frequency, Origin, Unit

TRAPS = [
    *("=1+1", "+44 20 7946 0000", "-", "@SUM(A1)", "'quoted", '"Said"', "#N/A", "TRUE", "001", "1e5", "2023-01-02"),
    *(
        "a\nb",
        "a\n\nb",
        "x  y",
        "tab\tbed",
        "_x0041_",
        "_x000D_",
        "naïve – “quoted” … 🏛",
        "שלום עולם",
        "مرحبا",
        "a\u200bb",
    ),
    *("Example: no", "not settled", "=cmd|' /C calc'!A0", "＝1", "<b>&amp;</b>", MARK, "Ref", "Notice"),
]
_SIGNS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\u0085\ufffe\uffff")


def words(longest: int, fewest: int = 0) -> st.SearchStrategy[str]:
    """A text as a form leaves it: without space around it."""
    typed = st.one_of(st.sampled_from(TRAPS), st.text(_SIGNS, max_size=40))
    cut = typed.map(lambda text: text.replace("\n", " ")[:longest].strip())
    return cut.filter(lambda text: len(text) >= fewest)


def prose(path: str, fewest: int = 0) -> st.SearchStrategy[str]:
    """A text of several lines, of the values of such a path; now and then as long as there is room for."""
    lines = st.lists(words(60), max_size=4).map("\n".join)
    long = st.builds(lambda sign: sign * int(room_of(path)), st.sampled_from("x="))
    typed = st.one_of(lines, st.sampled_from(TRAPS), lines, lines, long)
    return typed.map(str.strip).filter(lambda text: len(text) >= fewest)


def points() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(words(60, 1), max_size=3).map(tuple)


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
FIGURES = st.decimals(Decimal("-999999999.9999"), Decimal("9999999999.9999"), places=4)
RULES = ["", "45%", "800", "0", "25% reduction", "25% increase", "20%-point increase", "TBC", "800 of current backlog"]
CLAUSES = ["1", "4(a)", "4(e)(IV)", "9(e)·", "5, first part", 'the "last" one']
AREAS = ["W1", "W2", "P3"]
ORGANISATIONS = ["Devon County Council", "NHS Devon", "=Forum"]


def _several(of: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), unique=True, max_size=3).map(tuple) if of else st.just(())


@st.composite
def plans(draw: st.DrawFn) -> tuple[Row, ...]:
    """The rows of a plan, as `standing.rows_of` gives them."""
    letters = draw(st.lists(st.sampled_from(["A", "B", "10", "=C", "é"]), unique=True, min_size=1, max_size=3))
    refs = draw(st.lists(st.from_regex(r"[A-Z][1-9](\.[0-9])?-?", fullmatch=True), unique=True, max_size=4))
    refs = [ref for ref in refs if ref == ref.strip()]
    codes = [f"{letter}-K{number}" for number, letter in enumerate(draw(_several(letters * 2)), start=1)]
    plan = {"title": draw(words(160, 1)), "source_note": draw(words(240)), "starts_on": draw(st.none() | DAYS)}
    return (
        Row(Kind.PLAN, "", plan),
        *(Row(Kind.SECTION, letter, draw(_sections())) for letter in letters),
        *(Row(Kind.ACTION, ref, draw(_actions(letters))) for ref in refs),
        *(Row(Kind.KPI, code, draw(_kpis(letters, refs))) for code in codes),
    )


def _sections() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "title": words(200, 1),
            "needs_improvement": points(),
            "families_said": points(),
            "areas": _several(AREAS),
        }
    )


_POSTS = st.one_of(
    st.tuples(words(160, 1), words(160, 1), st.sampled_from(ORGANISATIONS)),
    st.tuples(words(160, 1), st.just("Chief Executive"), st.sampled_from(ORGANISATIONS)),
    st.tuples(words(160, 1), st.just(""), st.sampled_from(ORGANISATIONS)),
)
_STEPS = st.lists(st.tuples(words(80, 1), st.none() | DAYS, prose("actions/0/milestones/0/says", 1)), max_size=3).map(
    tuple
)


@st.composite
def _actions(draw: st.DrawFn, letters: list[str]) -> dict[str, Any]:
    in_place = draw(st.booleans())
    starts_on, due_on = sorted(draw(st.tuples(DAYS, DAYS)))
    return {
        "section": draw(st.sampled_from(letters)),
        "title": draw(words(160, 1)),
        "what": draw(prose("actions/0/what", 1)),
        "success": draw(prose("actions/0/success")),
        "by_when": draw(st.sampled_from(["", "June 2023", "Established March 2022", "TBC", "Q2 2024"]) | words(80)),
        "due_on": None if in_place else draw(st.none() | st.just(due_on)),
        "in_place": in_place,
        "starts_on": draw(st.none() | st.just(starts_on)),
        "accountable": tuple(draw(st.lists(_POSTS, max_size=3, unique_by=lambda post: post[1:]))),
        "clauses": draw(_several(CLAUSES)),
        "possible_clauses": draw(_several(CLAUSES)),
        "areas": draw(_several(AREAS)),
        "milestones": draw(_STEPS),
    }


@st.composite
def _kpis(draw: st.DrawFn, letters: list[str], refs: list[str]) -> dict[str, Any]:
    state = draw(st.sampled_from(["approved", "awaited", "to_be_developed"]))
    targets = st.tuples(words(80, 1), DAYS, st.sampled_from(RULES))
    return {
        "section": draw(st.sampled_from(letters)),
        "name": draw(words(300, 1)),
        "unit": draw(st.sampled_from(Unit.values)),
        "direction": draw(st.sampled_from(Direction.values)),
        "baseline": draw(st.sampled_from(["", "16", "TBC", "To be developed"]) | words(120)),
        "baseline_state": state,
        "baseline_value": draw(FIGURES) if state == BaselineState.APPROVED else None,
        "baseline_on": draw(st.none() | DAYS),
        "baseline_on_printed": draw(words(60)),
        "targets": tuple(draw(st.lists(targets, max_size=4, unique_by=lambda target: target[1]))),
        "unplaced": draw(st.lists(words(80, 1), max_size=3).map(tuple)),
        "definition": draw(prose("kpis/0/sheet/0")),
        "numerator": draw(prose("kpis/0/sheet/1")),
        "denominator": draw(prose("kpis/0/sheet/2")),
        "source": draw(words(160)),
        "origin": draw(st.sampled_from(Origin.values)),
        "frequency": draw(st.sampled_from(Frequency.values)),
        "cumulates": draw(st.sampled_from(Cumulates.values)),
        "caveats": draw(prose("kpis/0/sheet/7")),
        "actions": draw(_several(refs)),
    }
