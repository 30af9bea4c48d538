"""Codes for KPIs of which the file prints none: figures hang on a code, so that one must not slip to another KPI."""

from collections import Counter
from collections.abc import Container
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from bringing.reading.building import Building
from bringing.reading.draft import KpiRead, Read
from bringing.reading.renaming import ask_of_renamed
from bringing.reading.words import fold

ALIKE: Final = 0.6
"""How much of two names is the same where one is the other, reworded in its old place."""
BY_PLACE: Final = "its place: the plan has a KPI nearly of this name there"
NEXT: Final = "the next of its section: the file prints none"
BY_NAME: Final = "its name: the plan has it under this code"
LONGEST_COMPARED: Final = 400


def code_kpis(building: Building) -> None:
    """Give each KPI without a code the one that its name has in the plan, else that of a reworded one in its place,
    else the next of its section that nothing in the notice has; and ask where that may not be what it is."""
    coding = _Coding(building)
    building.kpis[:] = [coding.coded(number, kpi) for number, kpi in enumerate(building.kpis)]
    ask_of_renamed(building, coding.new)


class _Coding:
    def __init__(self, building: Building) -> None:
        self.stands = building.known.kpis
        self.taken = {each.casefold() for each in (*building.known.codes, *self.stands)}
        printed = {kpi.code.value.casefold() for kpi in building.kpis if kpi.code.value}
        self.taken |= printed
        names = Counter(fold(name) for name in self.stands.values())
        here = Counter(fold(kpi.name.value) for kpi in building.kpis)
        # a name that comes twice, there or here, tells nothing
        self.by_name = {
            fold(name): code
            for code, name in self.stands.items()
            if fold(name) and names[fold(name)] == here[fold(name)] == 1 and code.casefold() not in printed
        }
        self.left = {
            code.casefold(): (code, name)
            for code, name in self.stands.items()
            if code not in self.by_name.values() and code.casefold() not in printed
        }
        self.counted: Counter[str] = Counter()
        self.new: dict[int, str] = {}
        """For those that have a code by their place, the one that they have if they are new."""

    def coded(self, at: int, kpi: KpiRead) -> KpiRead:
        section = kpi.section.value or "P"
        self.counted[section] += 1
        if kpi.code.value or kpi.code.sources:
            return kpi
        if code := self.by_name.get(fold(kpi.name.value)):
            return replace(kpi, code=Read(code, BY_NAME))
        number = self.counted[section]
        code, name = self.left.pop(_code(section, number).casefold(), ("", ""))
        free = _free(section, number, self.taken)
        self.taken.add(free.casefold())
        if code and is_reworded(name, kpi.name.value):
            self.new[at] = free
            return replace(kpi, code=Read(code, BY_PLACE))
        return replace(kpi, code=Read(free, NEXT))


def _free(section: str, number: int, taken: Container[str]) -> str:
    while _code(section, number).casefold() in taken:
        number += 1
    return _code(section, number)


def _code(section: str, number: int) -> str:
    return f"{section}-K{number}"


def is_reworded(one: str, other: str) -> bool:
    """Whether two texts are nearly the same, as one and the same thing is that was worded anew."""
    one, other = fold(one)[:LONGEST_COMPARED], fold(other)[:LONGEST_COMPARED]
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
