"""A file that is brought as a new plan, and may be of a plan that stands already: what speaks for that. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bringing.plain import Kind, Row
from govuk.words import listed, plural


@dataclass(frozen=True, slots=True)
class Known:
    """A plan that stands: its name in addresses, its title, what its actions do by their refs."""

    slug: str
    title: str
    actions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alike:
    """A plan that a file may be of. Of the file's `actions` it has as many refs, and as many in the same `words`."""

    slug: str
    title: str
    same_title: bool
    refs: int
    words: int
    actions: int

    @property
    def says(self) -> str:
        """What speaks for it, as one sentence."""
        told = ["the same title"] if self.same_title else []
        if self.refs or self.words:
            told.append(f"{self.refs} of the file’s {plural(self.actions, 'ref')}")
            told.append(f"{self.words} of its actions in the same words")
        found = f"“{self.title}” stands already, with {listed(told)}"
        return f"{found}: as a new plan it would stand twice, and whoever reads it would not know which one counts"

    @property
    def newer(self) -> str:
        """What is done about it."""
        return f"Bring it as a newer file of “{self.title}”"


def alike(rows: Iterable[Row], plans: Iterable[Known]) -> tuple[Alike, ...]:
    """The plans with the file's title, or with most of its actions: by what is done, or by most refs of both where
    at least one of these does the same, as any plan may begin with A1."""
    rows = tuple(rows)
    title = next((same_title(str(row.says.get("title", ""))) for row in rows if row.kind is Kind.PLAN), "")
    actions = {row.key: str(row.says.get("what", "")) for row in rows if row.kind is Kind.ACTION}
    return tuple(each for plan in plans if (each := _alike(title, actions, plan)))


def _alike(title: str, actions: Mapping[str, str], plan: Known) -> Alike | None:
    refs = len({_even(ref) for ref in actions} & {_even(ref) for ref in plan.actions})
    stand = {_even(what) for what in plan.actions.values()}
    words = sum(_even(what) in stand for what in actions.values())
    found = Alike(plan.slug, plan.title, bool(title) and title == same_title(plan.title), refs, words, len(actions))
    most_refs = words and refs * 2 > max(len(actions), len(plan.actions))
    return found if found.same_title or words * 2 > len(actions) or most_refs else None


def nothing_of(plan: str, rows: Iterable[Row], stand: Iterable[Row]) -> str:
    """What is said of a newer file of a plan none of whose actions is one of that plan's: another plan may have been
    chosen. "" for any other file."""
    brought = [row for row in rows if row.kind is Kind.ACTION]
    there = [row for row in stand if row.kind is Kind.ACTION]
    refs, words = {row.same for row in there}, {_does(row) for row in there}
    if not (brought and there) or any(row.same in refs or _does(row) in words for row in brought):
        return ""
    said = f"No action in this file has a ref or the words of one of “{plan}”"
    return f"{said}: if it is of another plan, take it away below, and bring it again as one of that or as a new plan"


def _does(row: Row) -> str:
    return _even(str(row.says.get("what", "")))


def same_title(title: str) -> str:
    """A title to compare by."""
    return _even(title)


def _even(text: str) -> str:
    return " ".join(text.split()).casefold()
