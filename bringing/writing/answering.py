"""Who answers for the actions of a plan, as its Word document prints it. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bringing.plain import Kind, Row
from bringing.reading.posts import is_called
from bringing.reading.titles import names_person


class Answering:
    """Who answers for each action by now: in the plan's own words where these name it, else by its title, with the
    organisation where two have a post of that title; and the plan's words then."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.bodies: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for _, post, organisation in _parts(row):
                self.bodies[post.casefold()].add(organisation)

    def now(self, row: Row) -> list[str]:
        """One or several: each behind a dash where there are several."""
        told = list(dict.fromkeys(self._name(*each) for each in _parts(row)))
        return told if len(told) == 1 else [f"– {each}" for each in told]

    def printed(self, row: Row) -> list[str]:
        """The plan's words where they name another than who answers by now, each once. A person whom they name is not
        published."""
        others = (_bare(each[0]) for each in _parts(row) if each[0] and not _is_named(*each))
        return list(dict.fromkeys(each for each in others if not names_person(each)))

    def _name(self, printed: str, post: str, organisation: str) -> str:
        if post and len(self.bodies[post.casefold()]) > 1:
            return f"{post}, {organisation}"
        own = post or organisation
        is_said = _is_named(printed, post, organisation) and not names_person(_bare(printed))
        return own if own and not is_said else _bare(printed) or own


def _is_named(printed: str, post: str, organisation: str) -> bool:
    """Whether printed words name who answers, with the organisation or without."""
    own = post or organisation
    return not own or any(is_called(_bare(printed), each) for each in (own, f"{post}, {organisation}"))


def _bare(printed: str) -> str:
    return printed.lstrip("–- ")


def _parts(row: Row) -> list[tuple[str, str, str]]:
    parts: Any = row.says.get("accountable") if row.kind is Kind.ACTION else ()
    return list(parts or ())
