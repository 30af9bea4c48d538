"""How far an action has slipped: always from its original date, and by agreed changes alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from notices.calendar import in_words


@dataclass(frozen=True)
class Revision:
    """Another due date. `agreed_on` is None while it is only asked for, and for one that was declined."""

    agreed_on: date | None
    new_date: date


@dataclass(frozen=True)
class Slippage:
    """The original date, the one that counts now, days between them (negative: brought forward), how many agreed."""

    original: date | None
    current: date | None
    days: int
    revisions: int

    @property
    def sentence(self) -> str:
        """The slip for people: "61 days later than the original 30 September 2023, after 2 agreed changes"."""
        if self.original is None or self.revisions == 0:
            return "No agreed change of date"
        changes = f"after {self.revisions} agreed change{'' if self.revisions == 1 else 's'}"
        if self.days == 0:
            return f"Back at the original {in_words(self.original)}, {changes}"
        size = abs(self.days)
        way = "later" if self.days > 0 else "earlier"
        return f"{size} day{'' if size == 1 else 's'} {way} than the original {in_words(self.original)}, {changes}"


def slip(original: date | None, revisions: Sequence[Revision], today: date) -> Slippage:
    """How an action's date stands on a day. Revisions count from the day they were agreed; of one day, the last given.

    Without an original date the first agreed one takes its place, so nothing has slipped by it.
    """
    agreed = sorted(
        (
            (each.agreed_on, each.new_date)
            for each in revisions
            if each.agreed_on is not None and each.agreed_on <= today
        ),
        key=lambda revision: revision[0],
    )
    dates = [new_date for _, new_date in agreed]
    if original is None:
        original = dates.pop(0) if dates else None
    current = dates[-1] if dates else original
    days = (current - original).days if current is not None and original is not None else 0
    return Slippage(original, current, days, len(dates))
