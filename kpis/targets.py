"""What a target asks for. Decimals throughout: values are resolved and compared exactly."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from notices.calendar import in_words


class Unit(StrEnum):
    """What the figures count."""

    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    NOT_STATED = "not_stated"


class Direction(StrEnum):
    """Which way is better. Not set: the KPI is not rated."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_SET = "not_set"


class RuleKind(StrEnum):
    VALUE = "value"
    PERCENT_REDUCTION = "percent_reduction"
    PERCENT_INCREASE = "percent_increase"
    POINT_REDUCTION = "point_reduction"
    POINT_INCREASE = "point_increase"
    AWAITED = "awaited"


class Flag(StrEnum):
    """What is odd about a target; it is shown where the target stands, never mended."""

    UNATTAINABLE = "unattainable"
    UNIT_DIFFERS = "unit_differs"
    OUT_OF_ORDER = "out_of_order"
    SAME_AS_BEFORE = "same_as_before"
    NOT_MONOTONIC = "not_monotonic"
    AGAINST_DIRECTION = "against_direction"
    AFTER_LONG_STOP = "after_long_stop"


class Reason(StrEnum):
    """Why a KPI cannot be assessed, in the order in which reasons are looked for: it is counted by the first."""

    UNPLACED_CELLS = "unplaced_cells"
    TARGET_AWAITED = "target_awaited"
    BASELINE_AWAITED = "baseline_awaited"
    UNDEFINED_CHANGE = "undefined_change"
    DIRECTION_NOT_SET = "direction_not_set"
    SERIES_BREAK = "series_break"
    YEAR_NOT_ENDED = "year_not_ended"

    @property
    def label(self) -> str:
        return _REASONS[self]


_REASONS: Final = {
    Reason.UNPLACED_CELLS: "printed cells not yet placed",
    Reason.TARGET_AWAITED: "target awaited",
    Reason.BASELINE_AWAITED: "baseline awaited",
    Reason.UNDEFINED_CHANGE: "percentage change of a baseline that is not above zero",
    Reason.DIRECTION_NOT_SET: "direction not set",
    Reason.SERIES_BREAK: "series break",
    Reason.YEAR_NOT_ENDED: "the year’s total is not known yet",
}


class UndefinedChange(ValueError):
    """A percentage change of a baseline that is not above zero; its text says what to write instead."""


@dataclass(frozen=True)
class Rule:
    """A target rule: `amount` is the value, percentage or points, None when awaited; `words` stood beside a value."""

    kind: RuleKind
    amount: Decimal | None = None
    words: str = ""
    percent_sign: bool = False

    @property
    def is_relative(self) -> bool:
        return self.kind not in (RuleKind.VALUE, RuleKind.AWAITED)

    def __str__(self) -> str:
        if self.amount is None:
            return "TBC"
        number = plain(self.amount)
        match self.kind:
            case RuleKind.VALUE:
                return " ".join(filter(None, [number + ("%" if self.percent_sign else ""), self.words]))
            case RuleKind.PERCENT_REDUCTION | RuleKind.PERCENT_INCREASE:
                return f"{number}% {self.kind.removeprefix('percent_')}"
            case _:
                return f"{number}%-point {self.kind.removeprefix('point_')}"


def plain(value: Decimal) -> str:
    """A number for people: "1,600", "14.4", never an exponent or trailing zeros."""
    whole, _, part = f"{value:,f}".partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def difference(value: Decimal, unit: Unit) -> str:
    """A difference of two values with its unit: between two percentages lie percentage points."""
    if unit is not Unit.PERCENT:
        return shown(value, unit)
    return f"{plain(value)} percentage {'point' if value == 1 else 'points'}"


def shown(value: Decimal, unit: Unit) -> str:
    """A value with its unit: "45%", "12 days", "1,600"."""
    return plain(value) + {Unit.PERCENT: "%", Unit.DAYS: " days"}.get(unit, "")


@dataclass(frozen=True)
class Unreadable:
    """Text that is no rule: what is wrong with it and what to write."""

    reason: str


@dataclass(frozen=True)
class Resolved:
    """The value that a rule asks for, and what is odd about it."""

    value: Decimal
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class NotAssessable:
    reason: Reason


_NUMBER: Final = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_PERCENT: Final = r"\s*(?:%|per\s?cent\b)"
_POINTS: Final = r"\s*(?:%|per\s?cent(?:age)?)?\s*-?\s*points?"
_WAY: Final = r"(?P<way>reduction|decrease|reduced|increase|rise|increased)"
_WAY_FIRST: Final = r"(?P<way>reduc(?:e|tion)|decrease|increase|rise)\s+(?:of|by)\s+"
_OF_BASELINE: Final = r"(?:\s+(?:of|on|from|against|in)\s+(?:the\s+)?baseline)?"
_POINT_CHANGES: Final = (
    re.compile(rf"{_NUMBER}{_POINTS}\s+{_WAY}{_OF_BASELINE}"),
    re.compile(rf"{_WAY_FIRST}{_NUMBER}{_POINTS}{_OF_BASELINE}"),
)
_PERCENT_CHANGES: Final = (
    re.compile(rf"{_NUMBER}{_PERCENT}\s*{_WAY}{_OF_BASELINE}"),
    re.compile(rf"{_WAY_FIRST}{_NUMBER}{_PERCENT}{_OF_BASELINE}"),
)
_VALUE: Final = re.compile(rf"{_NUMBER}(?P<percent>{_PERCENT})?(?P<words>(?:\s+.*)?)")
_AWAITED: Final = re.compile(
    r"|-|tb[acde]|(?:baseline\s+)?to be (?:confirmed|agreed|set|established|developed|decided)|awaited"
)
_MONTH: Final = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_CHANGE: Final = re.compile(
    r"\b(?:reduc\w*|decreas\w*|increas\w*|improve\w*|ris(?:e|ing)|fall\w*|drop\w*|up|down|points?|more|less|fewer|lower|higher"
    r"|better|worse|above|below|over|under|than|least|most|minimum|maximum|between|half|double|maintain\w*"
    r"|cuts?|cutting|declin\w*|grow\w*|gain\w*|off|uplift\w*|shrink\w*|deteriorat\w*|chang\w*|halv\w*"
    r"|doubl\w*|year on year|baseline)\b|(?:[\d%]\s*|\b)(?:pps?|ppts?|pts?)\b"
)
_SHARE: Final = re.compile(
    rf"{_NUMBER}{_PERCENT}\s+of\s+(?:the\s+)?(?:current|present|today[’']s|last year(?:[’']s)?|previous|starting"
    r"|initial)(?:\s+(?:level|figure|value|rate|number|total|position|backlog))?"
)


def parse_rule(text: str) -> Rule | Unreadable:
    """Read a target as printed: "45%", "800 of current backlog", "25% reduction", "20%-point increase", "TBC", blank.

    Words beside a value are kept. Whatever could mean two things is Unreadable: it is asked about, never guessed.
    """
    printed = " ".join(text.replace("–", "-").replace("‑", "-").split())
    plain_text = printed.lower().rstrip(".")
    if _AWAITED.fullmatch(plain_text):
        return Rule(RuleKind.AWAITED)
    for patterns, up, down in (
        (_POINT_CHANGES, RuleKind.POINT_INCREASE, RuleKind.POINT_REDUCTION),
        (_PERCENT_CHANGES, RuleKind.PERCENT_INCREASE, RuleKind.PERCENT_REDUCTION),
    ):
        for pattern in patterns:
            if found := pattern.fullmatch(plain_text):
                kind = up if found["way"].startswith(("incr", "rise")) else down
                return Rule(kind, _decimal(found["number"]), percent_sign=True)
    if doubt := _doubt(printed, plain_text):
        return Unreadable(doubt)
    found = _VALUE.fullmatch(plain_text)
    if not found:
        return Unreadable(f"“{printed}” is not a target: {WHAT_TO_WRITE}")
    words = printed[found.start("words") : found.end("words")].strip()
    return Rule(RuleKind.VALUE, _decimal(found["number"]), words, percent_sign=bool(found["percent"]))


WHAT_TO_WRITE: Final = (
    "write a value (45% or 800), a change from the baseline (25% reduction or 20%-point increase), or TBC"
)


def _doubt(printed: str, plain_text: str) -> str:
    """Why text that is no change from the baseline cannot be taken as a value either; empty when it can be."""
    if re.search(r"\d,\d{1,2}(?!\d)", plain_text):
        return f"“{printed}” has a comma as its decimal mark: write a full stop (13.1)"
    if len(re.findall(r"\d+(?:[.,]\d+)*", plain_text)) > 1:
        return f"“{printed}” holds more than one number: {WHAT_TO_WRITE}"
    if any(_MONTH.fullmatch(word) for word in re.findall(r"[a-z]+", plain_text)) and "%" not in plain_text:
        return f"“{printed}” looks like a date: write the value here and the date in its own field"
    if re.search(r"(?:%|per\s?cent(?:age)?)[\s-]*points?$", plain_text) or plain_text.endswith(" points"):
        return f"“{printed}” does not say which way: write 20%-point increase or 20%-point reduction"
    if re.match(r"[<>≤≥+±-]", plain_text):
        return f"“{printed}” begins with a sign: write the value alone (45%), or the change in words (5% reduction)"
    if _SHARE.fullmatch(plain_text):
        return f"“{printed}” is a share of another number: write the value to reach, or the change from the baseline"
    if _CHANGE.search(plain_text):
        return f"“{printed}” compares in words that have no exact meaning here: {WHAT_TO_WRITE}"
    return ""


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def value_from(rule: Rule, baseline: Decimal | None) -> Decimal | None:
    """The exact value that a rule asks for; None while the rule, or a baseline that it needs, is awaited.

    Raises UndefinedChange for a percentage change of a baseline that is not above zero.
    """
    if rule.amount is None or (rule.is_relative and baseline is None):
        return None
    if not rule.is_relative or baseline is None:
        return rule.amount
    if rule.kind in (RuleKind.POINT_INCREASE, RuleKind.POINT_REDUCTION):
        return baseline + rule.amount if rule.kind is RuleKind.POINT_INCREASE else baseline - rule.amount
    if baseline <= 0:
        said = f"“{rule}” of a baseline of {plain(baseline)} means nothing: write the value to reach instead"
        raise UndefinedChange(said)
    share = 100 + rule.amount if rule.kind is RuleKind.PERCENT_INCREASE else 100 - rule.amount
    return (baseline * share).scaleb(-2)


def formula(rule: Rule, baseline: Decimal) -> str:
    """How a value follows from a baseline: "16 × (1 − 25/100)", "16 + 20"; "" for a rule that does not depend on it."""
    if not rule.is_relative or rule.amount is None:
        return ""
    start, amount = plain(baseline), plain(rule.amount)
    match rule.kind:
        case RuleKind.PERCENT_REDUCTION:
            return f"{start} × (1 − {amount}/100)"
        case RuleKind.PERCENT_INCREASE:
            return f"{start} × (1 + {amount}/100)"
        case RuleKind.POINT_REDUCTION:
            return f"{start} − {amount}"
        case _:
            return f"{start} + {amount}"


def resolve(rule: Rule, baseline: Decimal | None, unit: Unit) -> Resolved | NotAssessable:
    """The value that a rule asks for, flagged where it is odd, or why there is none yet. Nothing is capped."""
    if rule.kind is RuleKind.AWAITED:
        return NotAssessable(Reason.TARGET_AWAITED)
    try:
        value = value_from(rule, baseline)
    except UndefinedChange:
        return NotAssessable(Reason.UNDEFINED_CHANGE)
    if value is None:
        return NotAssessable(Reason.BASELINE_AWAITED)
    return Resolved(value, tuple(_flags(rule, value, unit)))


def _flags(rule: Rule, value: Decimal, unit: Unit) -> Iterable[Flag]:
    points = rule.kind in (RuleKind.POINT_INCREASE, RuleKind.POINT_REDUCTION)
    if value < 0 or (unit == Unit.PERCENT and value > 100):
        yield Flag.UNATTAINABLE
    if unit in (Unit.COUNT, Unit.DAYS) and (points or (rule.kind is RuleKind.VALUE and rule.percent_sign)):
        yield Flag.UNIT_DIFFERS


def meets(value: Decimal, target: Decimal, direction: Direction) -> bool:
    """Whether a value meets a target exactly. Raises ValueError when no direction is set."""
    return still_to_go(value, target, direction) <= 0


def still_to_go(value: Decimal, target: Decimal, direction: Direction) -> Decimal:
    """How far a value is from a target in the KPI's unit: positive still to go, negative better than asked for."""
    if direction == Direction.NOT_SET:
        raise ValueError("Set the direction first: without it no value is better than another")
    return target - value if direction == Direction.HIGHER else value - target


@dataclass(frozen=True)
class Target:
    """One dated row, with its label as printed."""

    label: str
    due: date
    rule: Rule


@dataclass(frozen=True)
class Oddity:
    """Something odd about one target, with a sentence for people. `beside` is the target that it is odd beside."""

    target: Target
    flag: Flag
    sentence: str
    beside: Target | None = None


def oddities(
    targets: Sequence[Target],
    *,
    baseline: Decimal | None,
    unit: Unit,
    direction: Direction,
    long_stop: date | None = None,
) -> list[Oddity]:
    """Everything odd about a KPI's targets, given in their printed order. `long_stop` is the notice's `deliver_by`."""
    found = []
    called = _called(targets)
    for target in targets:
        resolved = resolve(target.rule, baseline, unit)
        if isinstance(resolved, Resolved):
            found += [
                Oddity(target, flag, _said(flag, called(target), target.rule, resolved.value, unit))
                for flag in resolved.flags
            ]
        if _contradicts(target.rule, direction):
            said = f"{called(target)} asks for “{target.rule}”, but {direction} is better"
            found.append(Oddity(target, Flag.AGAINST_DIRECTION, said))
        elif baseline is not None and isinstance(resolved, Resolved) and _is_worse(resolved.value, baseline, direction):
            than = f"the baseline, {shown(baseline, unit)}: {direction} is better"
            said = f"{called(target)} asks for {shown(resolved.value, unit)}, which is worse than {than}"
            found.append(Oddity(target, Flag.AGAINST_DIRECTION, said))
        if long_stop is not None and target.due > long_stop:
            said = f"{target.label} is due on {in_words(target.due)}, after the notice's {in_words(long_stop)}"
            found.append(Oddity(target, Flag.AFTER_LONG_STOP, said))
    found += [
        Oddity(
            later, Flag.OUT_OF_ORDER, f"{called(later)} is printed after {called(earlier)} but due before it", earlier
        )
        for earlier, later in pairwise(targets)
        if later.due < earlier.due
    ]
    return found + list(_steps(targets, called, baseline, unit, direction))


def _called(targets: Sequence[Target]) -> Callable[[Target], str]:
    """What each of a KPI's targets is called: by its label, and where others have the same one by its day too."""
    often = Counter(each.label for each in targets)
    return lambda target: target.label if often[target.label] < 2 else f"{target.label} ({in_words(target.due)})"


def _said(flag: Flag, called: str, rule: Rule, value: Decimal, unit: Unit) -> str:
    if flag is Flag.UNATTAINABLE:
        return f"{called} asks for {shown(value, unit)}, which cannot be reached"
    return f"{called} is written as “{rule}”, but the KPI is not a percentage"


def _contradicts(rule: Rule, direction: Direction) -> bool:
    falls = rule.kind in (RuleKind.PERCENT_REDUCTION, RuleKind.POINT_REDUCTION)
    return rule.is_relative and direction == (Direction.HIGHER if falls else Direction.LOWER)


def _is_worse(value: Decimal, baseline: Decimal, direction: Direction) -> bool:
    return direction != Direction.NOT_SET and not meets(value, baseline, direction)


def _steps(
    targets: Sequence[Target],
    called: Callable[[Target], str],
    baseline: Decimal | None,
    unit: Unit,
    direction: Direction,
) -> Iterable[Oddity]:
    """Targets that ask for the same as the one before them in time, or for less. A missing baseline hides neither."""
    # any baseline puts changes of one kind in their order; where the kinds are mixed only the real one does
    kinds = {target.rule.kind for target in targets} - {RuleKind.AWAITED}
    start = Decimal(100) if baseline is None and len(kinds) == 1 else baseline
    resolved = [(target, resolve(target.rule, start, unit)) for target in sorted(targets, key=lambda each: each.due)]
    known = [(target, found.value) for target, found in resolved if isinstance(found, Resolved)]
    for (earlier, before), (later, after) in pairwise(known):
        if before == after:
            said = f"{called(later)} asks for the same as {called(earlier)} before it"
            yield Oddity(later, Flag.SAME_AS_BEFORE, said, earlier)
        elif direction != Direction.NOT_SET and not meets(after, before, direction):
            said = f"{called(later)} asks for less than {called(earlier)}, which is due before it"
            yield Oddity(later, Flag.NOT_MONOTONIC, said, earlier)
