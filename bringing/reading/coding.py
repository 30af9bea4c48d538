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
    """Propose the nearest code for printed ones that can be none, as K2-1 for K2.1, once for all of them, where no
    other KPI goes by it."""
    printed = [kpi.code.value for kpi in building.kpis]
    near = [each if CODE.fullmatch(each) else _nearest(each) for each in printed]
    often = Counter(each.casefold() for each in near)
    found = []
    for number, (here, code) in enumerate(zip(printed, near, strict=True)):
        if here == code or len(here) > _LONGEST_CODE:  # a longer one is asked to be shortened
            continue
        kpi = building.kpis[number]
        is_free = code and often[code.casefold()] == 1 and _may_be(code, kpi, building)
        read = Read(code, NEAREST, kpi.code.sources) if is_free else replace(kpi.code, certainty=Certainty.OPEN)
        building.kpis[number] = replace(kpi, code=read)
        if is_free:
            found.append(number)
        else:
            says = f"“{here}” cannot be a code: {_OF_WHAT}. Enter one that no other KPI has, such as A-K1"
            building.asking.ask(Asks.NO_CODE, f"kpis/{number}/code", kpi.code.sources, says)
    if found:
        _ask_of_mended(found, printed, building)


def _ask_of_mended(numbers: Sequence[int], printed: Sequence[str], building: Building) -> None:
    codes = [building.kpis[number].code for number in numbers]
    told = f"“{printed[numbers[0]]}” cannot be a code" if len(codes) == 1 else f"These {len(codes)} cannot be codes"
    read = ", ".join([*(each.value for each in codes[:_FEW]), *["…"][: len(codes) - _FEW]])
    says = f"{told}: {_OF_WHAT}. Hyphens were put in place of other signs: confirm it, or enter others"
    sources = [source for each in codes for source in each.sources]
    building.asking.ask(Asks.NO_CODE, [f"kpis/{number}/code" for number in numbers], sources, says, read=read)


def _nearest(printed: str) -> str:
    """A code of the letters and digits of what is printed, parted where it parts them; "" for none."""
    code = "-".join(re.findall(r"[A-Za-z0-9]+", printed))
    return code if CODE.fullmatch(code) else ""


def _may_be(code: str, kpi: KpiRead, building: Building) -> bool:
    """Whether nothing else of the notice goes by it."""
    known = building.known
    name = {each.casefold(): name for each, name in known.kpis.items()}.get(code.casefold())
    if name is not None:
        return fold(name) == fold(kpi.name.value)
    return code.casefold() not in {each.casefold() for each in known.codes}


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
