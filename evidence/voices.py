"""Voices by group and quarter, gaps named. Small numbers of a survey are not shown: they could point at somebody."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from evidence.models import VoiceEntry, VoiceGroup
from govuk import words

FEWEST = 5
GAP_AFTER = 90
"""Days without a word of a group before that counts as a gap."""
QUARTERS = 5
"""How many quarters are told of: a year, and the one that is running."""


@dataclass(frozen=True)
class Group:
    """One of the four groups, with what it said, newest first."""

    value: str
    label: str
    entries: tuple[VoiceEntry, ...]
    gap: str
    unanswered: int


@dataclass(frozen=True)
class Quarter:
    """Three months. `code` stands in addresses: "2023-10" for October to December 2023."""

    first: date
    last: date

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        return f"{self.first:%B} to {words.month(self.last)}"


@dataclass(frozen=True)
class Heard:
    """How many entries there are of one group in each quarter, and the quarters that had to be named as gaps."""

    label: str
    numbers: tuple[int, ...]
    gaps: tuple[Quarter, ...]


def by_group(entries: Iterable[VoiceEntry], on: date) -> list[Group]:
    """All four groups in their order, those that were not heard among them."""
    rows = sorted(entries, key=lambda entry: (entry.heard_on, entry.pk), reverse=True)
    return [
        Group(
            value=group.value,
            label=group.label,
            entries=(found := tuple(row for row in rows if row.group == group)),
            gap=_gap(found[0].heard_on if found else None, on),
            unanswered=sum(not row.changed for row in found),
        )
        for group in VoiceGroup
    ]


def quarters(on: date, number: int = QUARTERS, since: date | None = None) -> list[Quarter]:
    """The last quarters up to the running one, oldest first; none that ended before `since`."""
    month = on.year * 12 + (on.month - 1) // 3 * 3
    firsts = [date((month - 3 * back) // 12, (month - 3 * back) % 12 + 1, 1) for back in reversed(range(number + 1))]
    ends = [_after(first) - timedelta(days=1) for first in firsts]
    found = [Quarter(first, last) for first, last in zip(firsts, ends, strict=True)][1:]
    return [quarter for quarter in found if since is None or quarter.last >= since]


def heard_by_quarter(entries: Iterable[VoiceEntry], told: Iterable[Quarter], on: date) -> list[Heard]:
    """The four groups by quarter. The running quarter is no gap before it has ended."""
    rows, told = [(entry.group, entry.heard_on) for entry in entries], list(told)
    found = []
    for group in VoiceGroup:
        counts = tuple(
            sum(of == group and quarter.first <= day <= quarter.last for of, day in rows) for quarter in told
        )
        gaps = tuple(quarter for quarter, count in zip(told, counts, strict=True) if not count and quarter.last < on)
        found.append(Heard(group.label, counts, gaps))
    return found


def _after(first: date) -> date:
    return date(first.year + (first.month + 2) // 12, (first.month + 2) % 12 + 1, 1)


def _gap(last: date | None, on: date) -> str:
    if last is None:
        return "Not heard yet"
    days = (on - last).days
    return f"Not heard for {days} days" if days > GAP_AFTER else ""


def numbers(asked: int | None, answered: int | None) -> str:
    """How many answered of how many, for people; fewer than five who did, or who did not, are only said to be few."""
    if asked is None or answered is None:
        return ""
    if asked < FEWEST:
        return "fewer than 5 asked"
    if answered < FEWEST:
        return f"fewer than 5 of {asked:,} answered"
    if asked - answered < FEWEST:
        return f"{answered:,} answered, which is all or almost all who were asked"
    return f"{answered:,} of {asked:,} answered"


def result_words(answered: int | None, result: str, count: int | None) -> str:
    """How many gave the answer that was counted: "87 of 412 (21%): good or better". Where few answered it is not given
    at all: "few" of them would be a number. Fewer than five who gave it, or who did not, are only said to be few: the
    rest would tell how many."""
    if answered is None or count is None or answered < 2 * FEWEST:
        return ""
    if count < FEWEST:
        return f"fewer than 5 of {answered:,}: {result}"
    if answered - count < FEWEST:
        return f"all or all but a few of {answered:,}: {result}"
    share = (Decimal(100 * count) / answered).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{count:,} of {answered:,} ({share}%): {result}"


@dataclass(frozen=True)
class Told:
    """What may be said of an entry's numbers, for people; "" where nothing may. `exact`: how many gave the answer that
    is counted may be told as a number, and so as a share."""

    numbers: str = ""
    result: str = ""
    exact: bool = False


@dataclass
class _Wave:
    """What is told of one question of a survey: how many answered, and of so many answers how many were what."""

    answered: set[int] = field(default_factory=set)
    counts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def tells(self, answered: int) -> bool:
        """Whether so many answers can stand beside those that are told: not if the difference is a few people."""
        if any(0 < abs(answered - other) < FEWEST for other in self.answered):
            return False
        self.answered.add(answered)
        return True

    def tells_of(self, count: int, answered: int) -> bool:
        """Whether one more answer can be told: not if it leaves few for the others, or few between it and another."""
        told = [*self.counts[answered], count]
        exact = [each for each in told if FEWEST <= each <= answered - FEWEST]
        few, left = sum(each < FEWEST for each in told), answered - sum(exact)
        close = any(0 < abs(count - other) < FEWEST for other in exact if count in exact)
        hints = left <= (FEWEST - 1) * max(few, 1) if few else 0 < left < FEWEST
        if close or (hints and left >= 0):
            return False
        self.counts[answered] = told
        return True

    def forget(self, *corrected: "Numbers") -> None:
        """Leave out the answers of an entry that was corrected: the new ones stand in their place."""
        for each in corrected:
            if each.gave is not None and each.gave in self.counts[each.answered]:
                self.counts[each.answered].remove(each.gave)


class Numbers(NamedTuple):
    """How many answered and how many of them gave the answer that is counted, as a wave said since a moment."""

    since: datetime
    answered: int
    gave: int | None


def told_of(
    entries: Iterable[VoiceEntry], versions: Mapping[int, Sequence[Numbers]] | None = None
) -> Mapping[int, Told]:
    """What may be said of the numbers of each entry, by its id, so that no number under five can be worked out from
    several. `entries` are all of a notice. What stands stays: the one that came later is silent.

    `versions` are the numbers that an entry had, by its id, oldest first: who read them before a correction must not
    learn from those after it what fewer than five answered.
    """
    waves: dict[tuple[str, ...], _Wave] = defaultdict(_Wave)
    found: dict[int, Told] = {}
    had = versions or {}
    corrected = []
    for entry in sorted(entries, key=lambda entry: entry.pk):
        if entry.answered is None:
            continue
        now = Numbers(entry.added_at, entry.answered, entry.result_count)
        known = _unlike([*had.get(entry.pk, ()), now])
        wave = waves[entry.group, str(entry.heard_on), *(_plain(text) for text in (entry.source, entry.question))]
        if told := _told(wave, entry, known[0]):
            found[entry.pk] = told
        corrected += [(each.since, entry.pk, entry, wave, known[:place], each) for place, each in enumerate(known)][1:]
    stood: dict[int, list[Numbers]] = defaultdict(list)
    for _, pk, entry, wave, before, now in sorted(corrected, key=lambda each: each[:2]):
        stood[pk] += [before[0]] if pk in found and not stood[pk] else []
        found.pop(pk, None)
        if any(few_between(each, now) for each in stood[pk]):
            continue
        wave.forget(*stood[pk])
        if told := _told(wave, entry, now):
            found[pk] = told
            stood[pk].append(now)
    return defaultdict(Told, found)


def _told(wave: _Wave, entry: VoiceEntry, now: Numbers) -> Told | None:
    if not wave.tells(now.answered):
        return None
    words, count = result_words(now.answered, entry.result, now.gave), now.gave
    shown = words if count is not None and words and wave.tells_of(count, now.answered) else ""
    exact = bool(shown) and count is not None and FEWEST <= count <= now.answered - FEWEST
    return Told(numbers(entry.asked, now.answered), shown, exact)


def _unlike(versions: Sequence[Numbers]) -> list[Numbers]:
    """The versions in which the numbers are not those of the one before."""
    found: list[Numbers] = []
    for each in versions:
        if not found or found[-1][1:] != each[1:]:
            found.append(each)
    return found


def few_between(before: Numbers, now: Numbers) -> bool:
    """Whether two versions of a wave, put together, tell what fewer than five people answered."""
    pairs = [(before.answered, now.answered)]
    if before.gave is not None and now.gave is not None:
        pairs += [(before.gave, now.gave), (before.answered - before.gave, now.answered - now.gave)]
    return any(0 < abs(one - other) < FEWEST for one, other in pairs)


def versions_in(notice_id: int) -> Mapping[int, Sequence[Numbers]]:
    """The numbers that each entry of a notice had, by its id, oldest first."""
    found: dict[int, list[Numbers]] = defaultdict(list)
    kept = VoiceEntry.history.model.objects.filter(notice_id=notice_id, answered__isnull=False)
    told = kept.order_by("history_date", "history_id").values_list("id", "history_date", "answered", "result_count")
    for pk, since, answered, count in told:
        found[pk].append(Numbers(since, answered, count))
    return found


def _plain(text: str) -> str:
    """The words alone: the same question is often written with and without its mark."""
    return " ".join(re.findall(r"\w+", text.casefold()))
