"""Delivery rating and impact, and what the facts suggest of the rating. The facts never override a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

from notices.calendar import in_words


class Rating(StrEnum):
    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_STARTED = "not_started"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Impact(StrEnum):
    NONE_YET = "none_yet"
    EMERGING = "emerging"
    EVIDENCED = "evidenced"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Legend:
    """What each rating means; a council can word it otherwise. Pages and reports always print it."""

    blue: str = "Complete, and the evidence was accepted by a second person"
    green: str = "On track for its date and its next milestone"
    amber: str = "Slipping, with recovery steps and an expected date that the lead or the delivery group accepted"
    red: str = "Overdue, or off track without accepted recovery steps"
    not_started: str = "Not yet due to start"

    def meaning(self, rating: Rating) -> str:
        return str(getattr(self, rating.value))

    def worded(self, rating: Rating, meaning: str) -> Self:
        """The legend with another wording for one rating. Raises ValueError when it says nothing."""
        if not meaning.strip():
            raise ValueError(f"Say what {rating.label} means")
        return replace(self, **{rating.value: meaning.strip()})


class Fact(StrEnum):
    """What the system can see of an action by itself."""

    OVERDUE = "overdue"
    MILESTONE_MISSED = "milestone_missed"
    RECOVERY_NOT_ACCEPTED = "recovery_not_accepted"
    RECOVERY_PASSED = "recovery_passed"
    SLIPPING = "slipping"
    KPI_FAILING = "kpi_failing"
    SILENT = "silent"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    NOT_COMPLETE = "not_complete"
    EVIDENCE_MISSING = "evidence_missing"
    IMPACT_MISSING = "impact_missing"
    COMPLETED_LATE = "completed_late"
    START_PASSED = "start_passed"


@dataclass(frozen=True)
class Facts:
    """What is known of an action on a day.

    `due_on` is the current date: the original one or the last that was agreed. `claimed_on` is the day of a standing
    claim of completion; one that was returned or reopened stands no longer, so leave it None and lateness resumes.
    `silent`: no update in the last closed window. `expected_on` is the date of the recovery steps.
    """

    today: date
    due_on: date | None = None
    starts_on: date | None = None
    claimed_on: date | None = None
    confirmed: bool = False
    has_evidence: bool = False
    has_impact: bool = False
    already_in_place: bool = False
    silent: bool = False
    missed_milestones: tuple[str, ...] = ()
    failing_kpis: tuple[str, ...] = ()
    expected_on: date | None = None
    recovery_accepted: bool = False

    @property
    def days_late(self) -> int:
        """Days past the due date, up to the claim or today; 0 when not late. What is already in place is never late."""
        if self.due_on is None or self.already_in_place:
            return 0
        return max(0, ((self.claimed_on or self.today) - self.due_on).days)


@dataclass(frozen=True)
class Reason:
    """A fact in words that follow "reported green, "; `suggests` is the best rating that it allows, None allows any."""

    fact: Fact
    text: str
    suggests: Rating | None = None


@dataclass(frozen=True)
class Suggestion:
    """The rating that the facts suggest and why, the weightiest reason first.

    `notes` are facts that only speak against one rating: not complete (blue), a start that has passed (not started).
    """

    rating: Rating
    reasons: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    awaiting_confirmation: bool = False


# from worst to best; not started stands with green: neither is an alarm
_RANK: Final = {Rating.RED: 0, Rating.AMBER: 1, Rating.GREEN: 2, Rating.NOT_STARTED: 2, Rating.BLUE: 3}


def facts_suggest(facts: Facts) -> Suggestion:
    """What the facts suggest, by the default legend:

    - complete, with evidence, an impact statement and a second person's confirmation: blue, however late it was;
    - overdue (up to the claim, where one stands): red, accepted recovery or not: only an agreed new date moves it;
    - a milestone missed, or an expected date beyond the due date: red until the recovery is accepted, then amber;
    - a recovery whose expected date has passed: red; once completion is claimed it no longer matters;
    - a linked KPI failing, or silence: amber at best, since nobody can tell that it is on track;
    - not yet due to start, and nothing of the above: not started; else green.

    Already in place ("Established March 2022"): green, evidence wanted, never overdue; blue once that is confirmed.
    """
    done = facts.confirmed and facts.has_evidence and facts.has_impact
    if done:
        late = Reason(Fact.COMPLETED_LATE, f"completed {_days(facts.days_late)} late")
        return Suggestion(Rating.BLUE, (late,) if facts.days_late else ())
    claimed = facts.claimed_on is not None or facts.confirmed
    running = () if claimed or facts.already_in_place else tuple(_running(facts))
    reasons = (*_overdue(facts), *running, *_wanted(facts, claimed))
    limits = [reason.suggests for reason in reasons if reason.suggests]
    unstarted = facts.starts_on is not None and facts.today < facts.starts_on and not claimed
    best = Rating.NOT_STARTED if unstarted and not facts.already_in_place else Rating.GREEN
    rating = min([*limits, best], key=_RANK.__getitem__)
    ordered = sorted(reasons, key=lambda reason: _RANK[reason.suggests or Rating.BLUE])
    return Suggestion(rating, tuple(ordered), tuple(_notes(facts, claimed)), claimed and not facts.confirmed)


def _overdue(facts: Facts) -> Iterator[Reason]:
    if facts.days_late:
        text = f"{_days(facts.days_late)} overdue" + (" when completion was claimed" if facts.claimed_on else "")
        yield Reason(Fact.OVERDUE, text, Rating.RED)


def _running(facts: Facts) -> Iterator[Reason]:
    """The facts that count while the work goes on."""
    off_track = Rating.AMBER if facts.recovery_accepted else Rating.RED
    slips = facts.expected_on is not None and facts.due_on is not None and facts.expected_on > facts.due_on
    for label in facts.missed_milestones:
        yield Reason(Fact.MILESTONE_MISSED, f"milestone missed: {label}", off_track)
    if facts.expected_on is not None and slips:
        yield Reason(Fact.SLIPPING, f"expected on {in_words(facts.expected_on)}, after its date", off_track)
    if (facts.missed_milestones or slips) and not facts.recovery_accepted:
        yield Reason(Fact.RECOVERY_NOT_ACCEPTED, "recovery steps not accepted", Rating.RED)
    if facts.expected_on is not None and facts.expected_on < facts.today:
        yield Reason(Fact.RECOVERY_PASSED, f"recovery was expected on {in_words(facts.expected_on)}", Rating.RED)
    if facts.failing_kpis:
        named = "linked KPI" if len(facts.failing_kpis) == 1 else "linked KPIs"
        yield Reason(Fact.KPI_FAILING, f"{named} failing: {', '.join(facts.failing_kpis)}", Rating.AMBER)
    if facts.silent:
        yield Reason(Fact.SILENT, "no update in the last window", Rating.AMBER)


def _wanted(facts: Facts, claimed: bool) -> Iterator[Reason]:
    """What an action that is said to be complete, or in place, still wants before it can be blue."""
    if facts.claimed_on is not None and not facts.confirmed:
        yield Reason(Fact.AWAITING_CONFIRMATION, f"awaiting confirmation since {in_words(facts.claimed_on)}")
    if facts.already_in_place and not facts.has_evidence:
        yield Reason(Fact.EVIDENCE_MISSING, "in place, evidence wanted")
    elif claimed and not facts.has_evidence:
        yield Reason(Fact.EVIDENCE_MISSING, "no evidence")
    if claimed and not facts.has_impact:
        yield Reason(Fact.IMPACT_MISSING, "no impact statement")


def _notes(facts: Facts, claimed: bool) -> Iterator[Reason]:
    if not claimed:
        yield Reason(Fact.NOT_COMPLETE, "completion not confirmed")
    if facts.starts_on is not None and facts.starts_on <= facts.today:
        yield Reason(Fact.START_PASSED, f"was due to start on {in_words(facts.starts_on)}")


_AGAINST: Final = {
    Rating.BLUE: (Fact.AWAITING_CONFIRMATION, Fact.NOT_COMPLETE, Fact.EVIDENCE_MISSING, Fact.IMPACT_MISSING),
    Rating.NOT_STARTED: (Fact.START_PASSED,),
}


def difference(reported: Rating, suggestion: Suggestion) -> str | None:
    """Where a reported rating and the facts part: "reported green, 12 days overdue"; None where they agree.

    A person may always report worse than the facts suggest: they know more. Blue is also held against what completion
    still wants, not started against a start that has passed, and any other rating against a confirmed completion.
    """
    reported = Rating(reported)
    if suggestion.rating is Rating.BLUE:
        return None if reported is Rating.BLUE else f"reported {_word(reported)}, completion is confirmed"
    told = [
        reason.text
        for reason in (*suggestion.reasons, *suggestion.notes)
        if (reason.suggests is not None and _RANK[reason.suggests] < _RANK[reported])
        or reason.fact in _AGAINST.get(reported, ())
    ]
    return ", ".join([f"reported {_word(reported)}", *told]) if told else None


def _word(rating: Rating) -> str:
    return rating.value.replace("_", " ")


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
