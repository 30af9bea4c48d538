"""How the documents' shapes read in our models: pure, and every reading of ours in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.demo.facts import shapes
from notices.calendar import in_words
from notices.models import AnchorKind, AreaKind, ObligationKind, RhythmKind

DEVON, DERBYSHIRE = "devon-send-2022", "derbyshire-send-2025"
DEVON_2013, WEXCOMBE = "devon-childrens-services-2013", "wexcombe-send-2023"

# Paragraphs that ask nothing by themselves: what the notice is about, what it rests on, what the Department or its
# advisers do, what follows when it is ignored; headings whose sub-paragraphs are what is asked; and what the council's
# own assessment *may* draw on, which is no demand.
ASKS_NOTHING: Mapping[str, frozenset[str]] = {
    DEVON: frozenset(
        {"1", "2", "4", "4(e)", "7", "8", "10", "11", "13"}
        | {"9(a)", "9(b)", "9(c)", "9(d)", "9(e)", "9(e)(I)", "9(e)(II)", "9(e)(III)", "9(e)(IV)", "9(e)·"}
    ),
    DERBYSHIRE: frozenset(
        {"1", "2", "3", "5", "7", "8", "9", "11", "12", "14"}
        | {"10(a)", "10(b)", "10(c)", "10(d)", "10(d)(i)", "10(d)(ii)", "10(d)(iii)"}
    ),
    DEVON_2013: frozenset({"SW·1", "AS·2", "FC·1"}),
    WEXCOMBE: frozenset(),
}

# What of a notice's pages is invented; the notices that are only there to be read are real as they stand
ILLUSTRATIVE: Mapping[str, str] = {
    DEVON: (
        "The notice and the plan are real, in our own words. The day of issue, every person, update, figure after the "
        "baselines, meeting, voice, risk and report is invented."
    ),
    DERBYSHIRE: "",
    DEVON_2013: "",
    WEXCOMBE: "This council, its notice, its plan and everything that happens under it are invented.",
}

ISSUED_ON_NOTE: Mapping[str, str] = {
    DEVON: (
        "Illustrative: the draft leaves the day of issue open and bears a signature date of 29 July 2022. What counts "
        "from the day of issue counts from here."
    ),
    DERBYSHIRE: "",
    DEVON_2013: "Blank in the copy used here: what counts from the day of issue awaits it.",
    WEXCOMBE: "Illustrative: invented with the notice.",
}

AREA_KINDS = {
    shapes.AreaKind.SIGNIFICANT_WEAKNESS: AreaKind.WEAKNESS,
    shapes.AreaKind.PRIORITY_ACTION: AreaKind.PRIORITY,
    shapes.AreaKind.AREA_FOR_IMPROVEMENT: AreaKind.IMPROVEMENT,
    shapes.AreaKind.DFE_RECOMMENDATION: AreaKind.RECOMMENDATION,
}

OBLIGATION_KINDS = {
    shapes.ObligationKind.BOARD_MEETING: ObligationKind.BOARD,
    shapes.ObligationKind.PROGRESS_REPORT: ObligationKind.REPORT,
    shapes.ObligationKind.REVIEW: ObligationKind.REVIEW,
    shapes.ObligationKind.SELF_ASSESSMENT: ObligationKind.SELF_ASSESSMENT,
    shapes.ObligationKind.PLAN: ObligationKind.PLAN,
    shapes.ObligationKind.TARGET_HORIZON: ObligationKind.TARGETS,
    shapes.ObligationKind.INVITATION: ObligationKind.INVITATION,
    shapes.ObligationKind.KEEP_UP_TO_DATE: ObligationKind.UP_TO_DATE,
    shapes.ObligationKind.ONE_OFF: ObligationKind.ONE_OFF,
}

# A first meeting that nobody knows is no anchor yet
ANCHORS = {
    shapes.Anchor.ISSUE: AnchorKind.ISSUE,
    shapes.Anchor.PUBLICATION: AnchorKind.PUBLICATION,
    shapes.Anchor.FIRST_MEETING: AnchorKind.NONE,
    shapes.Anchor.NONE: AnchorKind.NONE,
}


@dataclass(frozen=True)
class Counted:
    """A rhythm as an obligation's fields hold it; `reading` is what we took where the text leaves it open."""

    rhythm: RhythmKind
    anchor: AnchorKind
    every: int | None = None
    last_day: bool = False
    months_after: Sequence[int] = ()
    named_days: Sequence[date] = ()
    reading: str = ""


def counted(obligation: shapes.Obligation) -> Counted:
    """The fields of an obligation's rhythm. What has no dates of its own is told by the obligation's title."""
    anchor = ANCHORS[obligation.anchor]
    match obligation.rhythm:
        case shapes.EveryMonths(months, at_least):
            kind = RhythmKind.AT_LEAST_EVERY_MONTHS if at_least else RhythmKind.EVERY_MONTHS
            return Counted(kind, anchor, every=months)
        case shapes.EveryWeeks(weeks):
            return Counted(RhythmKind.EVERY_WEEKS, anchor, every=weeks)
        case shapes.EachMonth():
            said = "We count to the last day of each month, from the month of issue."
            return Counted(RhythmKind.EVERY_MONTHS, AnchorKind.ISSUE, every=1, last_day=True, reading=said)
        case shapes.MonthsAfter(months_after):
            return Counted(RhythmKind.MONTHS_AFTER, anchor, months_after=months_after)
        case shapes.Within(months):
            return Counted(RhythmKind.WITHIN_MONTHS, anchor, every=months)
        case shapes.OnDates(dates):
            return Counted(RhythmKind.NAMED_DAYS, anchor, named_days=dates)
        case shapes.OnceBy(on):
            return Counted(RhythmKind.NAMED_DAYS, anchor, named_days=(on,))
        case shapes.EachMeeting():
            return Counted(RhythmKind.EACH_MEETING, anchor)
        case _:
            return Counted(RhythmKind.NOT_STATED, anchor)


def rests_upon(notice: shapes.Notice) -> str:
    """What led to the notice, then what its page has to say of it, a paragraph each."""
    inspection = notice.inspection
    parts = [f"{inspection.title}, {' and '.join(inspection.by)}"]
    if inspection.held:
        parts.append(f"held {inspection.held}")
    if inspection.dated_on:
        parts.append(f"report dated {in_words(inspection.dated_on)}")
    if inspection.published_on:
        parts.append(f"report published {in_words(inspection.published_on)}")
    return "\n\n".join((f"{'; '.join(parts)}.", notice.preamble, *notice.notes))
