"""The demo's plan in its own wording, as a Word document and as a workbook: what is read equals the demo's facts."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from bringing.reading import Asks, Certainty, Draft, Known, understand
from bringing.settling import Answer, How, may_be_open, settle
from bringing.values import may_stay_open, shown
from config.demo.facts import devon_kpis, devon_plan
from sheets.reading import Document, read_file
from tests.bringing.reading.demo_files import in_excel, in_word
from tests.bringing.reading.plans import DELIVER_BY, asked, contradictions, uncovered

READ: dict[str, Callable[[], Document]] = {
    "Word": lambda: read_file("plan.docx", in_word()),
    "Excel": lambda: read_file("plan.xlsx", in_excel()),
}
both = pytest.mark.parametrize("way", READ)


@cache
def draft(way: str) -> Draft:
    return understand(READ[way](), Known(deliver_by=DELIVER_BY))


@both
def test_its_actions_are_the_demos(way: str) -> None:
    read = [
        (each.ref.value, each.section.value, each.what.value, tuple(each.success.value.split("\n")), each.by_when.words)
        for each in draft(way).actions
    ]
    assert read == [(each.ref, each.section, each.what, each.outcomes, each.by_when) for each in devon_plan.ACTIONS]
    for action, fact in zip(draft(way).actions, devon_plan.ACTIONS, strict=True):
        assert (action.by_when.value.due_on, action.by_when.certainty) == (fact.due_on, Certainty.CERTAIN)
        assert [post.words for post in action.posts] == [who.printed for who in fact.accountable]
        assert action.what.certainty is Certainty.CERTAIN


@both
def test_its_kpis_are_the_demos(way: str) -> None:
    assert [kpi.code.value for kpi in draft(way).kpis] == [kpi.code for kpi in devon_kpis.KPIS]
    for kpi, fact in zip(draft(way).kpis, devon_kpis.KPIS, strict=True):
        assert kpi.name.value == fact.name
        assert (kpi.baseline.value.value, kpi.baseline.value.state.value) == (fact.baseline.value, fact.baseline.state)
        assert [each.due_on.value for each in kpi.targets] == [each.on for each in fact.targets]
        if not fact.unplaced:
            assert kpi.as_at.value == fact.baseline.as_at
            assert [each.rule.words for each in kpi.targets] == [each.rule for each in fact.targets]


def test_its_sections_and_their_points_are_the_demos() -> None:
    read = [
        (
            each.letter.value,
            each.title.value,
            tuple(point.value for point in each.needs_improvement),
            tuple(point.value for point in each.families_said),
        )
        for each in draft("Word").sections
    ]
    assert read == [(s.code, s.title, s.needs_improvement, s.families_said) for s in devon_plan.SECTIONS]


def _asked_of(way: str, asks: Asks) -> Iterator[str]:
    codes = {f"kpis/{number}": kpi.code.value for number, kpi in enumerate(draft(way).kpis)}
    for doubt in asked(draft(way), asks):
        yield from dict.fromkeys(code for path in doubt.about if (code := codes.get("/".join(path.split("/")[:2]))))


@both
def test_its_traps_are_asked_about(way: str) -> None:
    assert list(_asked_of(way, Asks.BLANK_TARGET)) == ["A-K11", "A-K12", "A-K14", "A-K15"]
    assert list(_asked_of(way, Asks.SAME_AS_BEFORE)) == ["A-K19"]
    assert list(_asked_of(way, Asks.NO_BASELINE_VALUE)) == ["D-K5", "D-K6", "D-K7"]
    assert list(_asked_of(way, Asks.TO_BE_DEVELOPED)) == ["A-K16", "A-K17"]
    assert list(_asked_of(way, Asks.OUT_OF_ORDER)) == ["D-K5", "D-K6", "D-K7"]
    assert list(_asked_of(way, Asks.AFTER_DELIVER_BY)) == ["D-K5", "D-K6", "D-K7"]
    assert list(_asked_of(way, Asks.WORDS_BESIDE)) == ["C-K5", "C-K5", "D-K5", "D-K6", "D-K7"]
    assert len(asked(draft(way), Asks.BASELINE_IN_DATES)) == 3
    assert len(asked(draft(way), Asks.SAME_POST)) == 2
    assert asked(draft(way), Asks.BASELINE_OR_DAY) == []  # the file parts the baseline from its month


@both
def test_nothing_that_is_left_open_is_a_value(way: str) -> None:
    """Of each doubt that can be left open: never as a guess."""
    read = draft(way)
    left = [doubt for doubt in read.doubts if may_be_open(doubt) and doubt.asks is not Asks.WHERE_IT_ENDS]
    assert len(left) > 20
    settled = dict(settle(read, {doubt.key: Answer(How.OPEN) for doubt in left}).values())
    about = {path for doubt in left for path in doubt.about if may_stay_open(path) and path in settled}
    nothing = {"", "Awaited", "Not stated", "Not set"}
    shows = {path: shown(settled[path], path) for path in about}
    assert {path: said for path, said in shows.items() if said not in nothing and not path.endswith("by_when")} == {}
    assert not any(settled[path].value.due_on for path in about if path.endswith("by_when"))


@both
def test_nothing_of_it_is_lost(way: str) -> None:
    assert uncovered(READ[way](), draft(way)) == []
    assert contradictions(draft(way)) == []
