"""Codes for KPIs of which the file prints none: figures hang on a code, so that one must not slip to another KPI."""

from collections import Counter
from collections.abc import Container
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import KpiRead, Read
from bringing.reading.words import fold
from govuk.words import listed

ALIKE: Final = 0.6
"""How much of two names is the same where one is the other, reworded in its old place."""
BY_ORDER: Final = "section and order: the file prints none"
BY_NAME: Final = "its name: the plan has it under this code"
LONGEST_COMPARED: Final = 400
MOST_OFFERED: Final = 5
"""KPIs of the plan that a new one is asked to be, the nearest by their words."""


def code_kpis(building: Building) -> None:
    """Give each KPI without a code the one that its name has in the plan, else that of a reworded one in its place,
    else the next of its section that nothing in the notice has."""
    coding = _Coding(building)
    building.kpis[:] = [coding.coded(kpi) for kpi in building.kpis]
    _ask_of_renamed(building)


def _ask_of_renamed(building: Building) -> None:
    """A KPI that the plan has not, where the file has not one of the plan's: under a new code it would lose the figures
    of the old one."""
    here = {kpi.code.value.casefold() for kpi in building.kpis}
    stands = {code.casefold() for code in building.known.kpis}
    gone = {code: _words(name) for code, name in building.known.kpis.items() if code.casefold() not in here}
    if not gone:
        return
    for number, kpi in enumerate(building.kpis):
        if not kpi.name.value or not kpi.code.value or kpi.code.value.casefold() in stands:
            continue
        says = _words(kpi.name.value)
        nearest = sorted(gone, key=lambda code: -len(gone[code] & says) / len(gone[code] | says or {""}))[:MOST_OFFERED]
        more = len(gone) - len(nearest)
        told = listed([*nearest, f"{more:,} more"] if more else nearest)
        building.asking.ask(
            Asks.RENAMED,
            f"kpis/{number}/code",
            kpi.name.sources,
            f"The plan has no KPI of this name, and this file does not have {told} of the plan: say whether it is "
            f"{'that one' if len(gone) == 1 else 'one of these'} in other words, and keeps its figures, or a new KPI",
            read=f"a new KPI, {kpi.code.value}",
            others=[f"{code} {building.known.kpis[code]}" for code in nearest],
        )


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


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
            if names[fold(name)] == here[fold(name)] == 1 and code.casefold() not in printed
        }
        self.left = {
            code.casefold(): (code, name)
            for code, name in self.stands.items()
            if code not in self.by_name.values() and code.casefold() not in printed
        }
        self.counted: Counter[str] = Counter()

    def coded(self, kpi: KpiRead) -> KpiRead:
        section = kpi.section.value or "P"
        self.counted[section] += 1
        if kpi.code.value or kpi.code.sources:
            return kpi
        if code := self.by_name.get(fold(kpi.name.value)):
            return replace(kpi, code=Read(code, BY_NAME))
        number = self.counted[section]
        code, name = self.left.pop(_code(section, number).casefold(), ("", ""))
        if code and _alike(name, kpi.name.value):
            return replace(kpi, code=Read(code, BY_ORDER))
        code = _free(section, number, self.taken)
        self.taken.add(code.casefold())
        return replace(kpi, code=Read(code, BY_ORDER))


def _free(section: str, number: int, taken: Container[str]) -> str:
    while _code(section, number).casefold() in taken:
        number += 1
    return _code(section, number)


def _code(section: str, number: int) -> str:
    return f"{section}-K{number}"


def _alike(one: str, other: str) -> bool:
    one, other = fold(one)[:LONGEST_COMPARED], fold(other)[:LONGEST_COMPARED]
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
