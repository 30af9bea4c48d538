"""What the ratings, the states and the words mean, on one page. Texts only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plans.rating import Legend, Rating
from reports.faces import wording


@dataclass(frozen=True)
class Entry:
    """A word and its meaning; `look` where it is shown as a tag."""

    word: str
    meaning: str
    look: str = ""


@dataclass(frozen=True)
class Group:
    """Words that belong together. `head` names what they are."""

    title: str
    head: str
    entries: tuple[Entry, ...]


KPI_MEANINGS: Final = {
    "met": "the latest figure meets the last target",
    "meeting_now": "the latest figure already meets the next milestone",
    "on_track": "the latest figure is where the way from the baseline to the next milestone expects it",
    "at_risk": "a little behind that way",
    "off_track": "clearly behind that way",
    "path_unknown": "not yet met, and without a baseline nobody can say whether it is on its way",
    "no_data": "no figure was entered yet, or none of a milestone’s day that passed long ago",
    "not_assessable": "it cannot be judged: baseline or target is awaited, a year goes on, or a printed cell waits",
}
COVERS: Final = {
    "covered": "actions that a person confirmed, or dates that are kept, answer the clause; it does not say in time",
    "partly": "something answers it, and something is missing: a late date, a target not set, a match unconfirmed",
    "uncovered": "nothing in the plan or the calendar answers it yet",
}
WORDS: Final = (
    Entry("Silent", "no update was written in the last window that closed"),
    Entry("Slipped", "the date that counts is later than the first one; the first one is always shown"),
    Entry("Difference", "what a person reported and what the facts suggest are not the same"),
    Entry("Complete, awaiting confirmation", "claimed by its owner; a second person has yet to accept the evidence"),
    Entry("Impact", "what changed for children and families: none yet, emerging, evidenced; not the same as delivery"),
    Entry("Missed", "a milestone that has passed, and the figure of its day, or those round it, did not meet it"),
    Entry("In doubt", "something odd in a KPI’s targets or baseline makes its state less sure than it looks"),
    Entry("Stale", "no figure has come 42 days after the end of the period that it is expected for; beside the state"),
    Entry("Judged", "how a person says that a KPI stands, with the reason; what the rules say stands beside it"),
    Entry("Series break", "from that day something else is counted; figures from before it are not compared"),
    Entry("Provisional", "a figure that may be revised; it counts, and is rated again when it is"),
    Entry("Projected", "a forecast; it never counts as met"),
    Entry("Before tracking", "due before the notice was run here; it is never late"),
    Entry("Awaiting", "the date that others are counted from is not known yet; no date is guessed"),
    Entry("Our reading", "the notice does not say it; we took it so, and the improvement lead confirms it"),
    Entry("Cut-off", "updates sent after it belong to the next round of the board"),
    Entry("Figures as at", "the day whose figures are shown; an issued report never changes afterwards"),
    Entry("Illustrative", "invented for the demonstration"),
)


def groups() -> tuple[Group, ...]:
    """All of it, in the order in which it is read."""
    legend = Legend()
    return (
        Group("Delivery ratings", "Rating", tuple(_rating(each, legend) for each in Rating)),
        Group("KPIs", "State", tuple(_kpis())),
        Group("Clauses", "State", tuple(_covers())),
        Group("Words", "Word", WORDS),
    )


def _rating(rating: Rating, legend: Legend) -> Entry:
    mark = wording.rating(rating.value)
    return Entry(mark.word, legend.meaning(rating), mark.look)


def _covers() -> Iterable[Entry]:
    for code, mark in wording.COVER.items():
        yield Entry(mark.word, COVERS[code], mark.look)


def _kpis() -> Iterable[Entry]:
    for code, meaning in KPI_MEANINGS.items():
        mark = wording.kpi_state(code, "")
        yield Entry(mark.word, meaning, mark.look)
