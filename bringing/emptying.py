"""Sections that nothing says any more once people settled of which section the rows are. Pure."""

from collections.abc import Collection, Container, Iterator

from bringing.founding import NAMED
from bringing.reading import Asks, Doubt, Draft, Read
from bringing.reading.bands import BY_LOOK
from bringing.reading.sections import COLUMN


def emptied(read: Draft, draft: Draft) -> frozenset[str]:
    """The paths of sections that only words in columns of rows say, or rows across a table by their look, or somebody
    for these, where somebody said another section of all of these rows. `draft` is what was `read`, as it was
    settled."""
    before, now = set(_sections_of_rows(read)), set(_sections_of_rows(draft))
    return frozenset(
        f"sections/{number}"
        for number, (each, own) in enumerate(zip(read.sections, draft.sections, strict=True))
        if _is_of_rows(each.letter, before) and own.letter.value not in now
        if not (own.needs_improvement or own.families_said)
    )


def _is_of_rows(letter: Read[str], before: Container[str]) -> bool:
    """Whether nothing but rows says a section. `before` are those of rows as they were read: one by its look may have
    had none."""
    return letter.rule in (COLUMN, NAMED) or (letter.rule == BY_LOOK and letter.value in before)


def is_note_with_rows(doubt: Doubt, typed: Collection[str], read: Draft, out: Container[str]) -> bool:
    """Whether somebody said that a section is a note, and it has rows all the same: those of a newer file, say. `typed`
    are the paths of what was said, `out` those of the rows that come in no more."""
    path = doubt.about[0].removesuffix("/title") if doubt.asks is Asks.SECTION and len(doubt.about) == 1 else ""
    if not path.startswith("sections/") or path in out:
        return False
    is_of_look = read.sections[int(path.split("/")[1])].letter.rule == BY_LOOK
    return is_of_look and bool(typed) and all(each.endswith("/section") for each in typed)


def has_actions(path: str, draft: Draft) -> bool:
    """Whether actions are of the section of this path, as it was settled."""
    letter = draft.sections[int(path.split("/")[1])].letter.value
    return any(each.section.value == letter for each in draft.actions)


def _sections_of_rows(draft: Draft) -> Iterator[str]:
    yield from (each.section.value for each in draft.actions)
    yield from (each.section.value for each in draft.kpis)
