"""What people typed that is odd beside the rest of its row: values of a KPI, as targets are found odd wherever they are
entered, and days of an action, as they are where they are read. It is told and hinders nothing. Pure."""

from collections.abc import Iterator
from datetime import date

from bringing.reading.draft import ActionRead, KpiRead
from bringing.reading.kpis import DERIVED
from bringing.reading.late import late_steps
from bringing.values import BY_HAND
from kpis.targets import Direction, Flag, Target, oddities
from notices.calendar import in_words


def oddly_typed(read: KpiRead, now: KpiRead) -> Iterator[str]:
    """The sentences about a KPI, as it was read and as it was settled; nothing where nothing of it was typed."""
    rows = [
        (each, Target(each.label.value, each.due_on.value, each.rule.value))
        for each in now.targets
        if each.due_on.value and each.rule.value
    ]
    typed = {id(target) for each, target in rows if each.rule.rule == BY_HAND}
    starts_typed = now.baseline.rule == BY_HAND
    found = oddities(
        [target for _, target in rows],
        baseline=now.baseline.value.value,
        unit=now.unit.value,
        direction=now.direction.value,
    )
    for odd in found:
        is_typed = starts_typed or id(odd.target) in typed or id(odd.beside) in typed
        if is_typed and odd.flag is not Flag.OUT_OF_ORDER:
            yield odd.sentence
    was, way = read.direction.value, now.direction.value
    if (typed or starts_typed) and was not in (Direction.NOT_SET, way) and now.direction.rule in DERIVED:
        yield f"By the file’s figures {_said(was)}, and with what was typed {_said(way)}"


def _said(way: Direction) -> str:
    return "nothing says which way is better" if way is Direction.NOT_SET else f"{way} is better"


def oddly_dated(read: ActionRead, now: ActionRead, last: date | None) -> Iterator[str]:
    """The sentences about an action whose days were typed: after the notice’s `last` day, which nobody was asked about;
    and its milestones that are due after it, where none was as the file has it."""
    due, was = now.due, read.due
    if due is None:
        return
    if last and due > last and due != was and not (was and was > last):
        yield f"It is due on {in_words(due)}, after the notice’s {in_words(last)}"
    for step in late_steps(now).values() if not late_steps(read) else ():
        own = in_words(step.due_on.value) if step.due_on.value else ""
        yield f"It is due on {in_words(due)}, and “{step.label.value or 'a milestone'}” on {own}, after it"
