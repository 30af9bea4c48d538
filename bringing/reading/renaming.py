"""KPIs of which a newer file says another code or another name than the plan: whether each is the one that the plan
has, and keeps its figures, is asked. A wrong yes gives one KPI the figures of another, a wrong no parts them in two."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import KpiRead
from bringing.reading.words import fold

A_NEW_ONE: Final = ", a new KPI"
"""Behind the code of an answer that is none of the plan's."""
MOST_OFFERED: Final = 5
"""KPIs of the plan that a new one is asked to be, the nearest by their words."""
MOST_COMPARED: Final = 500_000
"""Pairs of names among which the nearest are looked for."""


@dataclass(frozen=True, slots=True)
class _Question:
    says: str
    read: str
    others: tuple[str, ...]


def ask_of_renamed(building: Building, new: Mapping[int, str]) -> None:
    """Ask of each KPI that may be another of the plan's. `new` has the codes of those that were taken for one by their
    place, if they are new."""
    if not building.known.kpis:
        return
    renaming = _Renaming(building)
    for number, kpi in enumerate(building.kpis):
        if kpi.name.value and kpi.code.value and (asked := renaming.question(kpi, new.get(number))):
            about = f"kpis/{number}/code"
            sources = (*kpi.code.sources, *kpi.name.sources)
            building.asking.ask(Asks.RENAMED, about, sources, asked.says, read=asked.read, others=asked.others)


class _Renaming:
    def __init__(self, building: Building) -> None:
        self.kpis = building.known.kpis
        self.stands = {code.casefold(): name for code, name in self.kpis.items()}
        often = Counter(fold(name) for name in self.kpis.values())
        # a name that comes twice tells nothing
        self.codes = {fold(name): code for code, name in self.kpis.items() if fold(name) and often[fold(name)] == 1}
        here = {kpi.code.value.casefold() for kpi in building.kpis}
        self.gone = {code: _words(name) for code, name in self.kpis.items() if code.casefold() not in here}
        unknown = sum(each not in self.stands for each in here)
        self.compares = unknown * len(self.gone) <= MOST_COMPARED

    def question(self, kpi: KpiRead, new: str | None) -> _Question | None:
        """`new`: its code if it is a new one, of a KPI that was taken for the plan's by its place."""
        code, name = kpi.code.value, kpi.name.value
        there, named = self.stands.get(code.casefold()), self.codes.get(fold(name))
        if there is None:
            return self._of_unknown(named) if named else self._of_new(name)
        if fold(there) == fold(name):
            return None
        if named:
            says = f"The plan calls this {named}, and “{there}” is its {code}: say which of them it is"
            return _Question(says, f"{code}, by another name", (f"{named} {self.kpis[named]}",))
        if new:
            says = (
                f"The plan has “{there}” in this place: say whether it is that one in other words, and keeps its "
                "figures, or a new KPI"
            )
            return _Question(says, f"{code} {there}", (f"{new}{A_NEW_ONE}",))
        return None

    def _of_unknown(self, named: str) -> _Question:
        says = f"The plan calls this {named}: say whether it is that one, and keeps its figures, or a new KPI"
        return _Question(says, "a new KPI", (f"{named} {self.kpis[named]}",))

    def _of_new(self, name: str) -> _Question | None:
        if not self.gone:
            return None
        says = (
            "The plan has no KPI of this name, and some that this file does not have: say whether it is one of those "
            "in other words, and keeps its figures, or a new KPI"
        )  # it names none of them: it is the same question while others of the plan come and go
        return _Question(says, "a new KPI", tuple(f"{each} {self.kpis[each]}" for each in self._nearest(name)))

    def _nearest(self, name: str) -> Iterator[str]:
        says = _words(name)
        if self.compares:
            yield from sorted(self.gone, key=lambda code: -_share(self.gone[code], says))[:MOST_OFFERED]
        else:
            yield from list(self.gone)[:MOST_OFFERED]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())
