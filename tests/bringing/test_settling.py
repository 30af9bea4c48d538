"""Whatever is answered to doubts and values: a draft comes out, with every word of the file that nobody corrected."""

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bringing.plain import Row
from bringing.reading import Draft, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, keys, settle
from bringing.sound import hindrances
from bringing.values import of
from sheets.reading import read_file
from tests.bringing.reading.councils import saltmarsh, westmoor
from tests.bringing.reading.demo_files import in_word

TYPED = st.one_of(
    st.sampled_from(
        [
            *("", "31 July 2024", "July 2024", "Ongoing", "In place already", "85%", "10% increase", "TBC", "Awaited"),
            *("To be developed", "42", "-1", "Percentage", "Higher is better", "A1", "Head of SEND; Chief Nurse", ";"),
            *("9" * 50, "\u200b", "=1+1", "<b>", "31 February 2024", "0", "1e999", "NaN", "\n\n", " ; ; "),
        ]
    ),
    st.text(max_size=40),
)


@cache
def drafts() -> Mapping[str, Draft]:
    """Three plans with doubts of many kinds."""
    documents = {"demo": read_file("plan.docx", in_word()), "Word": westmoor(), "Excel": saltmarsh()}
    return {name: named(understand(document)) for name, document in documents.items()}


@st.composite
def answered(draw: st.DrawFn, name: str) -> dict[str, Answer]:
    """Answers to some doubts, to some values, to keys that are nobody's; typed texts for their paths or for others."""
    draft = drafts()[name]
    paths = [path for path, _ in draft.values() if of(path)]
    some = st.one_of(
        st.sampled_from([doubt.key for doubt in draft.doubts]),
        st.sampled_from(sorted(keys(draft).values())),
        st.text(alphabet="0123456789abcdef", min_size=16, max_size=16),
    )
    typed = st.dictionaries(st.one_of(st.sampled_from(paths), st.text(max_size=20)), TYPED, max_size=3)
    found = {}
    for key in draw(st.lists(some, max_size=12, unique=True)):
        how = draw(st.sampled_from(How))
        about = next((doubt.about for doubt in draft.doubts if doubt.key == key), ())
        own = {path: draw(TYPED) for path in about[:4] if of(path)}
        found[key] = Answer(how, own | draw(typed) if how is How.CORRECTED else {})
    return found


def words(draft: Draft) -> set[str]:
    """The words of its sources, each with its place."""
    return {
        f"{source.place}: {line}" for source in draft.sources() for line in source.words.split("\n") if line.strip()
    }


@pytest.mark.parametrize("name", ["demo", "Word", "Excel"])
@settings(max_examples=60)
@given(data=st.data())
def test_any_answers_give_a_draft_that_keeps_the_files_words(name: str, data: st.DataObject) -> None:
    draft, answers = drafts()[name], data.draw(answered(name))
    after = settle(draft, answers)
    rows = rows_of(after)
    assert all(isinstance(row, Row) for row in rows)
    assert all(each.says for each in hindrances(rows))
    corrected = {path for answer in answers.values() for path in answer.values}
    kept = words(draft) - {
        f"{source.place}: {line}"
        for path, read in draft.values()
        if path in corrected
        for source in read.sources
        for line in source.words.split("\n")
    }
    assert kept <= words(after) | _unplaced(draft, answers)


def _unplaced(draft: Draft, answers: Mapping[str, Answer]) -> set[str]:
    """Cells without a place, of rows where somebody said where they belong."""
    said = {
        path
        for doubt in draft.doubts
        if (answer := answers.get(doubt.key)) and answer.how is How.CORRECTED
        for path in doubt.about
    }
    return {
        f"{source.place}: {line}"
        for number, kpi in enumerate(draft.kpis)
        if f"kpis/{number}/unplaced" in said
        for source in kpi.unplaced
        for line in source.words.split("\n")
    }
