"""Sections that nothing says any more once people settled of which section the rows are. Pure."""

from collections.abc import Iterator

from bringing.founding import NAMED
from bringing.reading import Draft
from bringing.reading.sections import COLUMN


def emptied(read: Draft, draft: Draft) -> frozenset[str]:
    """The paths of sections that only words in columns of rows say, or somebody for these, where somebody said another
    section of all of these rows. `draft` is what was `read`, as it was settled."""
    now = set(_sections_of_rows(draft))
    return frozenset(
        f"sections/{number}"
        for number, (each, own) in enumerate(zip(read.sections, draft.sections, strict=True))
        if each.letter.rule in (COLUMN, NAMED) and own.letter.value not in now
        if not (own.needs_improvement or own.families_said)
    )


def has_actions(path: str, draft: Draft) -> bool:
    """Whether actions are of the section of this path, as it was settled."""
    letter = draft.sections[int(path.split("/")[1])].letter.value
    return any(each.section.value == letter for each in draft.actions)


def _sections_of_rows(draft: Draft) -> Iterator[str]:
    yield from (each.section.value for each in draft.actions)
    yield from (each.section.value for each in draft.kpis)
