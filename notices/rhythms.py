"""An obligation's row as the values that `notices.calendar` counts with."""

from datetime import date

from notices import calendar
from notices.models import AnchorKind, Notice, Obligation


def rhythm_of(obligation: Obligation) -> calendar.Rhythm:
    """Its rhythm. Raises ValueError for one that could never be counted."""
    return calendar.Rhythm(
        kind=calendar.RhythmKind(obligation.rhythm),
        every=obligation.every,
        day=calendar.LAST_DAY if obligation.last_day else None,
        after=tuple(obligation.months_after),
        days=tuple(obligation.named_days),
    )


def anchor_of(obligation: Obligation, notice: Notice) -> date | None:
    """The day that it is counted from; None while that is unknown, or where it counts from none."""
    return {
        AnchorKind.ISSUE: notice.issued_on,
        AnchorKind.PUBLICATION: notice.published_on,
        AnchorKind.DAY: obligation.anchor_day,
        AnchorKind.NONE: None,
    }[AnchorKind(obligation.anchor)]
