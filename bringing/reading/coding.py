"""Codes for KPIs of which the file prints none, or none that can be one: figures hang on a code, so that one must not
slip to another KPI."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import Certainty, KpiRead, Read
from bringing.reading.lengths import ROOM
from bringing.reading.renaming import ask_of_renamed
from bringing.reading.words import fold

ALIKE: Final = 0.6
"""How much of two names is the same where one is the other, reworded in its old place."""
BY_PLACE: Final = "its place: the plan has a KPI nearly of this name there"
NEXT: Final = "the next of its section: the file prints none"
NEAREST: Final = "the letters and digits of the printed one, with hyphens between"
BY_CODE: Final = "the letters and digits of the printed one: the plan has this KPI under it"
BY_NAME: Final = "its name: the plan has it under this code"
LONGEST_COMPARED: Final = 400
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,9}")
"""What can be a KPI’s code: addresses are made of it."""
_OF_WHAT: Final = "a code has letters, digits and hyphens"
_FEW: Final = 5
"""Codes that a doubt names."""
_LONGEST_CODE: Final = ROOM[r"kpis/\d+/code"]


def code_kpis(building: Building) -> None:
    """Give each KPI without a code the one that its name has in the plan, else that of a reworded one in its place,
    else the next of its section that nothing in the notice has; and ask where that may not be what it is."""
    mend_codes(building)
    coding = _Coding(building)
    building.kpis[:] = [coding.coded(number, kpi) for number, kpi in enumerate(building.kpis)]
    ask_of_renamed(building, coding.new)


def mend_codes(building: Building) -> None:
    """Propose for printed codes that can be none the one that the plan has for the KPI, or the nearest that can be one,
    as K2-1 for K2.1, once for all that are new. One that the plan has as this KPI's was settled before."""
    mending = _Mending(building)
    for number, kpi in enumerate(building.kpis):
        if mending.is_none(number):
            building.kpis[number] = replace(kpi, code=mending.mended(number, kpi))
    mending.ask()


def nearest(printed: str) -> str:
    """What is printed, if it can be a code; else one of its letters and digits, parted where it parts them; "" for
    none."""
    code = printed if CODE.fullmatch(printed) else "-".join(re.findall(r"[A-Za-z0-9]+", printed))
    return code if CODE.fullmatch(code) else ""


class _Mending:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.printed = [kpi.code.value for kpi in building.kpis]
        self.near = [nearest(each) for each in self.printed]
        self.often = Counter(each.casefold() for each in self.near)
        known = building.known
        self.stands = {code.casefold(): (code, name) for code, name in known.kpis.items()}
        self.taken = {each.casefold() for each in known.codes}
        there = Counter(fold(name) for name in known.kpis.values())
        here = Counter(fold(kpi.name.value) for kpi in building.kpis)
        # a name that comes twice, there or here, tells nothing
        self.by_name = {
            fold(name): code
            for code, name in known.kpis.items()
            if fold(name) and there[fold(name)] == here[fold(name)] == 1 and not self.often[code.casefold()]
        }
        self.named: list[int] = []
        """Those to which the code is proposed that their names have in the plan."""
        self.hyphened: list[int] = []

    def is_none(self, number: int) -> bool:
        """Whether what is printed can be no code. A longer one is asked to be shortened."""
        return self.printed[number] != self.near[number] and len(self.printed[number]) <= _LONGEST_CODE

    def mended(self, number: int, kpi: KpiRead) -> Read[str]:
        near = self.near[number]
        code, name = self.stands.get(near.casefold(), ("", ""))
        is_alone = self.often[near.casefold()] == 1
        if code and is_alone and fold(kpi.name.value) in ("", fold(name)):
            return Read(code, BY_CODE, kpi.code.sources)
        named = self.by_name.get(fold(kpi.name.value), "")
        if named and not code:
            self.named.append(number)
            return Read(named, BY_NAME, kpi.code.sources)
        if near and is_alone and not code and near.casefold() not in self.taken:
            self.hyphened.append(number)
            return Read(near, NEAREST, kpi.code.sources)
        self._ask_of_one(number, kpi, [each for each in (code, named) if each])
        return replace(kpi.code, certainty=Certainty.OPEN)

    def _ask_of_one(self, number: int, kpi: KpiRead, codes: Sequence[str]) -> None:
        """Of one for which nothing can be proposed. `codes` are those of the plan's KPIs that it may be."""
        known = self.building.known.kpis
        of_plan = "no other row has, such as A-K1; a code that the plan has already means that KPI of the plan"
        enter = of_plan if known else "no other KPI has, such as A-K1"
        says = f"“{self.printed[number]}” cannot be a code: {_OF_WHAT}. Enter one that {enter}"
        others = [f"{code} {known[code]}" for code in codes]
        self.building.asking.ask(Asks.NO_CODE, f"kpis/{number}/code", kpi.code.sources, says, others=others)

    def ask(self) -> None:
        """Ask of those for which codes were proposed."""
        is_one = len(self.named) == 1
        of_names = (
            "The plan has a KPI of this name under another code: confirm it, or enter another"
            if is_one
            else "The plan has KPIs of these names under other codes: confirm them, or enter others"
        )
        self._ask_once(self.named, of_names)
        self._ask_once(self.hyphened, "Hyphens were put in place of other signs: confirm it, or enter others")

    def _ask_once(self, numbers: Sequence[int], told: str) -> None:
        if not numbers:
            return
        codes = [self.building.kpis[number].code for number in numbers]
        first = self.printed[numbers[0]]
        what = f"“{first}” cannot be a code" if len(codes) == 1 else f"These {len(codes)} cannot be codes"
        read = ", ".join([*(each.value for each in codes[:_FEW]), *["…"][: len(codes) - _FEW]])
        sources = [source for each in codes for source in each.sources]
        paths = [f"kpis/{number}/code" for number in numbers]
        self.building.asking.ask(Asks.NO_CODE, paths, sources, f"{what}: {_OF_WHAT}. {told}", read=read)


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
