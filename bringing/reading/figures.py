"""Figures that can be read in two ways, however certain their digits are: shares of 1, a dot for a comma, more decimal
places than a figure has."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import BaselineRead, Read, TargetRead
from bringing.reading.grid import Part
from bringing.reading.spans import Spanned, spanned
from govuk.words import listed
from kpis.targets import Rule, RuleKind, Unit, plain
from kpis.typed import MOST_DIGITS, MOST_PLACES

PERCENT: Final = re.compile(r"%|per ?cent", re.IGNORECASE)
_DOTTED: Final = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])(?!\s*(?:%|per|points?))", re.IGNORECASE)
"""“1.204”: as other languages, and some hands, write 1,204."""
PERCENTAGES: Final = "percentages: "
"""What values without a unit could be, before them in percent."""
_LONGEST_SAID: Final = 30
_ITS_UNIT: Final = frozenset({"day", "days"})
"""Words beside a figure of a KPI in days that say no more than its unit."""


def too_large(rule: Rule, printed: str) -> str:
    """Why a target cannot be compared with any figure, which have so many digits at most; "" where it can."""
    if rule.amount is None or rule.amount < 10**MOST_DIGITS:
        return ""
    said = f"{printed[:_LONGEST_SAID]}…" if len(printed) > _LONGEST_SAID else printed
    return f"“{said}” is too large: enter a figure of at most {MOST_DIGITS} digits before its decimal point"


def ask_of_places(part: Part, rule: Rule, path: str, building: Building) -> None:
    """More decimal places than a figure has, as of a third in a spreadsheet that shows 33%."""
    if rule.amount is None or len(f"{rule.amount:f}".partition(".")[2].rstrip("0")) <= MOST_PLACES:
        return
    rounded = (rule.amount.quantize(Decimal(size), ROUND_HALF_UP) for size in ("0.01", "1"))
    others = [str(replace(rule, amount=amount)) for amount in rounded if amount]
    told = f"“{part.plain}” has more than {MOST_PLACES} decimal places"
    instead = f"choose {listed(others, 'or')}" if others else "round it"
    says = f"{told}: {instead}, enter what it is, or confirm all of them"
    building.asking.ask(Asks.TARGET, path, part.sources, says, read=str(rule), others=others)


def ask_of_shares(unit: Unit, targets: Sequence[TargetRead], path: str, building: Building) -> None:
    """Targets of a percentage that may be shares of 1."""
    for number, each in enumerate(targets):
        rule, words = each.rule.value, each.rule.words
        share = rule.amount if rule is not None and rule.kind is RuleKind.VALUE else None
        if unit is Unit.PERCENT and share is not None and 0 < share <= 1 and not PERCENT.search(words):
            whole, read = f"{plain(100 * share)}%", f"{plain(share)}%"
            says = f"“{words}” of a percentage can be {read} or, as a share of 1, {whole}: choose"
            about = f"{path}/targets/{number}/rule"
            building.asking.ask(Asks.TWO_WAYS, about, each.rule.sources, says, read=read, others=(whole,))


def ask_of_fractions(
    unit: Unit, baseline: Read[BaselineRead], targets: Sequence[TargetRead], path: str, building: Building
) -> None:
    """A row whose values are all shares of 1 and of which nothing says that they are percentages: asked once."""
    if unit in (Unit.PERCENT, Unit.DAYS):
        return
    figures = dict(_figures(baseline, targets, path))
    amounts = [amount for amount, _ in figures.values()]
    sources = [source for _, read in figures.values() for source in read.sources]
    signs = any(PERCENT.search(each.words) for each in sources)
    if signs or not any(0 < each < 1 for each in amounts) or not all(0 <= each <= 1 for each in amounts):
        return
    printed = listed([plain(each) for each in amounts], "and")
    whole = listed([f"{plain(100 * each)}%" for each in amounts], "and")
    says = f"Nothing says what {printed} are: confirm them as they stand, or choose percentages, {whole}"
    others = (f"{PERCENTAGES}{whole}",)
    building.asking.ask(Asks.SHARES, (f"{path}/unit", *figures), sources, says, read=printed, others=others)


def ask_of_some_signs(
    unit: Unit, baseline: Read[BaselineRead], targets: Sequence[TargetRead], path: str, building: Building
) -> None:
    """A row in which one value has a percent sign and another, which is not 0, has none, as in a workbook of which only
    some cells are formatted as percentages: asked once. Of a number the sign is asked about instead."""
    figures = dict(_figures(baseline, targets, path))
    values = [(amount, read.words) for amount, read in figures.values()]
    signs = [PERCENT.search(words) is not None for _, words in values]
    without = [amount for (amount, _), sign in zip(values, signs, strict=True) if not sign]
    if unit is not Unit.NOT_STATED or not any(signs) or not any(without):
        return
    printed = listed(
        [f"{plain(amount)}{'%' if sign else ''}" for (amount, _), sign in zip(values, signs, strict=True)], "and"
    )
    others = list(as_percentages(values))
    told = ", or ".join(each.removeprefix(PERCENTAGES) for each in others)
    says = f"Of {printed} some bear a percent sign: confirm them as they stand, or choose the percentages {told}"
    sources = [source for _, read in figures.values() for source in read.sources]
    building.asking.ask(Asks.SHARES, (f"{path}/unit", *figures), sources, says, read=printed, others=others)


def ask_of_words_beside(
    unit: Unit, targets: Sequence[TargetRead], path: str, building: Building, *, in_one_span: bool = False
) -> None:
    """Targets with words beside their figure, which are kept. `in_one_span`: these say what all are counted in."""
    for number, each in enumerate(targets):
        rule, printed = each.rule.value, " ".join(each.rule.words.split())
        is_said = rule is None or rule.amount is None or not rule.words or in_one_span
        if rule is None or is_said or (unit is Unit.DAYS and rule.words.casefold() in _ITS_UNIT):
            continue
        if unit is Unit.DAYS and spanned(printed):
            continue  # asked about already
        amount = str(rule).removesuffix(rule.words).strip()
        says = f"“{printed}” was read as {amount} with the words “{rule.words}”: both are kept, check them"
        building.asking.ask(Asks.WORDS_BESIDE, f"{path}/targets/{number}/rule", each.rule.sources, says, read=str(rule))


def ask_of_spans(unit: Unit, targets: Sequence[TargetRead], path: str, name: str, building: Building) -> None:
    """Targets of a KPI in days that are printed in weeks, months or another span."""
    for number, each in enumerate(targets):
        printed, rule = " ".join(each.rule.words.split()), each.rule.value
        found = spanned(printed, name) if unit is Unit.DAYS else None
        if found and rule is not None and rule.amount is not None:
            says = of_a_span(printed, rule.amount, found)
            about, read = f"{path}/targets/{number}/rule", plain(rule.amount)
            building.asking.ask(Asks.TARGET, about, each.rule.sources, says, read=read, others=found.others)


def of_a_span(printed: str, value: Decimal, found: Spanned) -> str:
    """What is asked about a figure of a KPI in days that is printed in another span."""
    days = "1 day" if value == 1 else f"{plain(value)} days"
    instead = f"choose {found.told()}" if found.days else found.to_enter
    more = f", or confirm {plain(value)}" if found.in_days else ""
    return f"“{printed}” of a KPI in days was read as {days}: {instead}{more}"


def _is_share(amount: Decimal, words: str) -> bool:
    return 0 < amount <= 1 and not PERCENT.search(words)


def as_percentages(values: Sequence[tuple[Decimal, str]]) -> dict[str, list[Decimal]]:
    """The percentages that figures with these words can be, by the words of that answer: those without a sign as shares
    of 1, and as they stand."""
    shares = [100 * amount if _is_share(amount, words) else amount for amount, words in values]
    found = (shares, [amount for amount, _ in values])
    return {PERCENTAGES + listed([f"{plain(each)}%" for each in amounts], "and"): amounts for amounts in found}


def _figures(
    baseline: Read[BaselineRead], targets: Sequence[TargetRead], path: str
) -> Iterable[tuple[str, tuple[Decimal, Read[BaselineRead] | Read[Rule | None]]]]:
    """The baseline and the targets that are values, by their paths."""
    if baseline.value.value is not None:
        yield f"{path}/baseline", (baseline.value.value, baseline)
    for number, each in enumerate(targets):
        rule = each.rule.value
        if rule is not None and rule.kind is RuleKind.VALUE and rule.amount is not None:
            yield f"{path}/targets/{number}/rule", (rule.amount, each.rule)


def ask_of_dots(
    unit: Unit, baseline: Read[BaselineRead], targets: Sequence[TargetRead], path: str, building: Building
) -> None:
    """“1.204” where it may be 1,204: one value and a bit, or more than a thousand."""
    if unit is Unit.PERCENT:
        return
    for about, (_, read) in _figures(baseline, targets, path):
        if found := _DOTTED.search(read.words):
            dot, comma = found[0], f"{found[1]},{found[2]}"
            says = f"“{read.words}” can be {dot} or, with a dot in the comma’s place, {comma}: choose"
            building.asking.ask(Asks.TWO_WAYS, about, read.sources, says, read=dot, others=(comma,))
