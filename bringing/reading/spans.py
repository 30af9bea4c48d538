"""Figures of a KPI that is counted in days and that are printed in weeks, months or another span of time: what they are
in days. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govuk.words import listed
from kpis.targets import Rule, RuleKind, Unit, parse_rule, plain
from kpis.typed import read_cell, typed_value

_WEEK: Final = 7
_WORKING_WEEK: Final = 5
_SPANS: Final = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("days", r"days?|d"),
        ("weeks", r"weeks?|wks?|w"),
        ("fortnights", r"fortnights?"),
        ("months", r"months?|mo?n?ths?|mos?|m"),
        ("quarters", r"quarters?|qtrs?"),
        ("half terms", r"half[ -]terms?"),
        ("terms", r"terms?"),
        ("years", r"years?|yrs?|y"),
        ("hours", r"hours?|hrs?|h"),
        ("minutes", r"minutes?|mins"),
    )
}
_LENGTHS: Final = {"days": (1, 1), "weeks": (_WEEK, _WORKING_WEEK), "fortnights": (2 * _WEEK, 2 * _WORKING_WEEK)}
"""The spans that have so many days, and so many working days. A month has no certain number of them."""
_SEVERAL: Final = (
    r"(?:weeks|wks|fortnights|months|mo?n?ths|mos|quarters|qtrs|(?:half[ -])?terms|years|yrs|hours|hrs|minutes|mins)"
)
_ONE: Final = (
    r"(?:(?:week|wk|fortnight|month|mo?n?th|mo|quarter|qtr|(?:half[ -])?term|year|yr|hour|hr|minute)"
    r"(?![ -]time|\s+(?:to|end|on)\b)|[wmyh](?=\.?\s*(?:\Z|[(\[,;])))"
)
"""One span, which “year to date” and “term-time” are not."""
_KIND: Final = r"(?:(?:working|school|business|calendar|clear|consecutive|full|whole|week|term(?:[ -]time)?)\s+)*"
_HALF: Final = r"(?:and\s+a\s+half\s+)?"
_BESIDE: Final = r"\s*[(\[,;:-]?\s*"
_IN_DAYS: Final = re.compile(rf"{_BESIDE}{_KIND}days?\b", re.IGNORECASE)
_AT_ONCE: Final = re.compile(
    rf"\s*{_HALF}{_KIND}(?:{_SEVERAL}|{_ONE})\b|{_BESIDE}{_HALF}{_KIND}(?:{_SEVERAL}\b|{_ONE}\b\.?\s*[)\]]?\s*\Z)",
    re.IGNORECASE,
)
"""Words that begin with the span of the figure before them."""
_LATER: Final = re.compile(rf"(?P<between>\D*?)\b{_SEVERAL}\b", re.IGNORECASE)
_ANOTHER: Final = re.compile(
    r"\b(?:per|each|every|within|after|before|until|over|for|during|last|past|previous|next|first|from|since|of|by|a|an|"
    r"the|this)\b|\bin\b(?=.*\w)",
    re.IGNORECASE,
)
"""Words before a span that say when or how often is counted: “20 in the last 6 weeks”."""
_MEASURE: Final = re.compile(
    rf"\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*[(\[]?\s*(?P<half>{_HALF}){_KIND}(?P<span>days?|{_SEVERAL}|{_ONE}|d)\b\.?[)\]]?",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s*(?:,?\s*\band\b|,|\+|&)?\s*", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]?")
_A_YEAR: Final = re.compile(r"\b(?:19|20)\d\d(?:\s*[/–-]\s*\d\d(?:\d\d)?)?\b")
_WORKING: Final = re.compile(r"\b(?:working|school|business)[ -](?:days?|weeks?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spanned:
    """A figure that is printed in another span than days, or in days beside words that say another number of them
    (`in_days`). `days`: what it can be; none where that is not certain. `working`: the same by weeks of five days,
    where working days are counted."""

    days: tuple[Decimal, ...]
    working: tuple[Decimal, ...]
    in_days: bool = False

    @property
    def others(self) -> list[str]:
        """The numbers of days that can be chosen."""
        return [plain(each) for each in (*self.days, *self.working)]

    def told(self, noun: str = "") -> str:
        """These numbers in a sentence; "" for none."""
        said = listed([plain(each) for each in self.days], "or")
        one = noun.removesuffix("s") if said == "1" else noun
        more = listed([plain(each) for each in self.working], "or")
        return f"{said}{one}{f', or {more} where working days are counted' if more else ''}"

    @property
    def to_enter(self) -> str:
        """What to do where the figure is typed."""
        return f"enter {self.told(' days')}" if self.days else "enter how many days it is"


def span_of(printed: str) -> str:
    """The span of time that a figure is printed in, “weeks” for “5 wks”; "" for none."""
    found = _MEASURE.match(printed)
    return _named(found["span"]) if found else ""


def _named(span: str) -> str:
    return next(name for name, pattern in _SPANS.items() if pattern.fullmatch(span))


def spanned(printed: str, counted: str = "") -> Spanned | None:
    """What a printed figure of a KPI in days is in days, where it is in another span; None for any other. `counted` are
    the words for the KPI and its unit, which may say that working days are counted."""
    text = " ".join(printed.replace("–", "-").split())
    value, words = _figure(text)
    if value is None or not words:
        return None
    if not _IN_DAYS.match(words) and (_AT_ONCE.match(words) or _is_later(words)):
        return _in_days(text, counted)
    return _beside(value, words, f"{counted} {text}")


def _figure(text: str) -> tuple[Decimal | None, str]:
    """The figure, and the words beside it."""
    rule = parse_rule(text)
    if isinstance(rule, Rule):
        is_plain = rule.kind is RuleKind.VALUE and not rule.percent_sign
        return (rule.amount, rule.words) if is_plain else (None, "")
    cell = read_cell(text, Unit.DAYS)
    return (typed_value(cell.figure, Unit.DAYS), cell.note) if cell.note else (None, "")


def _is_later(words: str) -> bool:
    found = _LATER.match(words)
    return found is not None and not _ANOTHER.search(found["between"])


def _in_days(text: str, counted: str) -> Spanned:
    """What stands in brackets says the same in other words, or something else."""
    parts = (_IN_BRACKETS.sub(" ", text), *_IN_BRACKETS.findall(text))
    days = _totals(parts, working=False)
    working = _totals(parts, working=True) if days and _WORKING.search(f"{counted} {text}") else ()
    return Spanned(days, tuple(each for each in working if each not in days))


def _beside(value: Decimal, words: str, counted: str) -> Spanned | None:
    """Another measure in the words of a figure in days, “42 (6 weeks)”, where it is not the same."""
    found = _MEASURE.search(words)
    if found is None or _ANOTHER.search(words[: found.start()]):
        return None
    said = _in_days(words[found.start() :], counted)
    return None if not said.days or value in (*said.days, *said.working) else Spanned(said.days, said.working, True)


def _totals(parts: tuple[str, ...], *, working: bool) -> tuple[Decimal, ...]:
    found = (_total(each, working=working) for each in parts)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _total(text: str, *, working: bool) -> Decimal | None:
    """“6 weeks, 3 days” in days; None for what is not sure to be so many."""
    total, at = Decimal(0), 0
    while found := _MEASURE.match(text, at):
        lengths = _LENGTHS.get(_named(found["span"]))
        if lengths is None:
            return None
        number = Decimal(found["number"].replace(",", "")) + Decimal("0.5" if found["half"] else 0)
        total += number * lengths[working]
        behind = _AND.match(text, found.end())
        at = behind.end() if behind else found.end()
    return total if at and not re.search(r"\d", _A_YEAR.sub("", text[at:])) else None
