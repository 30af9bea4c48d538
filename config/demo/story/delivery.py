"""What happens to actions besides updates: milestones, dates asked for, completions claimed, confirmed and returned."""

from config.demo.story.events import (
    CompletionClaimed,
    CompletionConfirmed,
    CompletionReturned,
    DateChangeAnswered,
    DateChangeAsked,
    Event,
    MilestoneMet,
    MilestoneSet,
)
from config.demo.story.shapes import at, day

_SET = at("2023-05-09 11:00")


def _milestone(ref: str, label: str, due: str, text: str, met: str = "") -> tuple[Event, ...]:
    """A milestone set by the lead at the start; the day it was met is entered by the lead that evening."""
    begun = MilestoneSet(_SET, "lead", ref, label, day(due), text)
    return (begun, MilestoneMet(at(f"{met} 17:30"), "lead", ref, label, day(met))) if met else (begun,)


_MILESTONES = (
    *_milestone("A5", "Every service counted", "2023-06-23", "Staff, vacancies and caseloads known.", "2023-07-03"),
    *_milestone("A5", "Plan agreed", "2023-06-30", "The workforce plan is agreed by all partners."),
    *_milestone("A6", "Health data in", "2023-08-31", "Autism waits and health visiting on screen.", "2023-08-01"),
    *_milestone("A8", "Two groups running", "2023-09-30", "Peer support in two areas.", "2023-09-28"),
    *_milestone("A8", "Four groups running", "2023-11-30", "Peer support in four areas.", "2023-11-22"),
    *_milestone("A10", "Design agreed", "2023-07-31", "Schools, health and parents agree.", "2023-09-22"),
    *_milestone("A12", "Sixty reviews", "2023-07-15", "Sixty children and young people reviewed.", "2023-09-11"),
    *_milestone("A12", "Everyone reviewed", "2023-09-30", "All on the list are reviewed."),
    *_milestone("A13", "Draft out", "2023-09-08", "A draft strategy with costs is out for consultation."),
    *_milestone("A14", "Fifty schools", "2023-10-31", "Fifty schools use the list.", "2023-09-04"),
    *_milestone("B3", "All pages corrected", "2023-12-31", "All 118 pages of the Local Offer are right."),
    *_milestone("C1", "Recommendations", "2023-06-30", "The review reports.", "2023-06-28"),
    *_milestone("C2", "Sixty reviews", "2023-09-30", "Sixty young people reviewed.", "2023-09-05"),
    *_milestone("D1", "Second clinic team", "2023-09-29", "A full second team at work."),
    *_milestone("D3", "All staff trained", "2023-09-30", "All 260 staff trained in early signs."),
    *_milestone("D4", "Model costed", "2023-08-25", "All three levels are costed.", "2023-09-05"),
)

_DATES = (
    DateChangeAsked(
        at("2023-08-29 15:10"),
        "delegate",
        "A12",
        day("2023-12-31"),
        "New entries from the summer term and about ninety places that do not exist yet: all reviews with clear plans "
        "cannot be done by the end of September.",
        "Reviews of all by the end of October; places opened term by term to December.",
    ),
    DateChangeAnswered(at("2023-09-14 17:10"), "office", "A12", False, 7),
    DateChangeAsked(
        at("2023-09-25 10:35"),
        "delegate",
        "A10",
        day("2024-01-31"),
        "The design days moved to September because schools could not release staff in July, and schools want a term "
        "to train before the approach is used.",
        "Design agreed in September; eleven training sessions in November and December; in use in January.",
    ),
    DateChangeAnswered(at("2023-10-12 17:05"), "office", "A10", True, 9),
)


def _done(
    ref: str, claimed: str, by: str, impact: str, evidence: str, confirmed: str, second: str = "lead"
) -> tuple[Event, ...]:
    """A claim with its evidence (keys, a space between) and its confirmation by a second person."""
    return (
        CompletionClaimed(at(claimed), by, ref, impact, tuple(evidence.split())),
        CompletionConfirmed(at(confirmed), second, ref),
    )


_COMPLETIONS = (
    *_done(
        "D5",
        "2023-06-20 10:15",
        "officer",
        "Parent carers chose how the group works, sent back the first draft of the strategy, and two of its chapters "
        "are being rewritten on their advice.",
        "group-notes",
        "2023-06-26 11:20",
    ),
    *_done(
        "A1",
        "2023-06-28 09:00",
        "chair",
        "Each of 28 actions has an owner who answered for it at two boards running. Partners say in the survey of "
        "members that they know who decides what.",
        "governance-chart",
        "2023-07-03 15:40",
    ),
    *_done(
        "A3",
        "2023-06-29 16:10",
        "delivery",
        "Leaders use a shared way to decide and to settle disputes: two placements were settled in a week each.",
        "leadership-agreement",
        "2023-07-10 09:30",
        "chair",
    ),
    *_done(
        "A2",
        "2023-07-11 14:20",
        "participation",
        "Both reference groups meet. The parents' group changed the order of three board papers; the young people's "
        "group has nine members and rewrote the survey's questions.",
        "group-minutes",
        "2023-07-17 10:10",
    ),
    *_done(
        "D2",
        "2023-07-24 09:50",
        "officer",
        "One strategy, signed by the council, NHS Devon and the forum, sets out what changes for families first. "
        "Parents who sent back the first draft say that this one is theirs.",
        "neurodiversity-strategy",
        "2023-07-31 14:30",
    ),
    *_done(
        "C3",
        "2023-07-27 11:00",
        "delegate",
        "All partners work to one standard. In a check of 20 new drafts, 17 named who does what; in spring it was six "
        "of 20.",
        "plan-standard",
        "2023-08-07 12:15",
    ),
    CompletionClaimed(
        at("2023-09-18 13:20"),
        "phn",
        "D6",
        "The framework with eleven measures is agreed across education, health and social care.",
        ("outcomes-framework",),
    ),
    CompletionReturned(
        at("2023-09-26 09:40"),
        "lead",
        "D6",
        "The framework is good. Nothing yet shows that a service uses it, or that a door that was shut is now open. "
        "Please add what two services found.",
    ),
    *_done(
        "A6",
        "2023-09-28 10:00",
        "delegate",
        "The board puts its questions from the dashboard, and two commissioning decisions cite it. Families see a "
        "public version with the same figures.",
        "dashboard-guide",
        "2023-10-09 15:00",
        "chair",
    ),
    *_done(
        "B1",
        "2023-09-29 11:30",
        "comms",
        "The bulletin reaches 4,100 families and four in ten open it. In the September survey more parents said that "
        "they know what the board does.",
        "communication-strategy survey-september",
        "2023-10-05 10:45",
    ),
    *_done(
        "D6",
        "2023-10-20 15:10",
        "phn",
        "Two services changed whom they accept after they saw the figures; 17 children who had been turned away for "
        "want of a diagnosis are now seen.",
        "outcomes-framework framework-findings",
        "2023-10-30 13:50",
    ),
    CompletionClaimed(
        at("2023-12-19 16:20"),
        "officer",
        "A11",
        "Both organisations have signed one framework of six outcomes, named by families and young people. Two tenders "
        "this autumn were scored against it.",
        ("joint-outcomes",),
    ),
)

EVENTS: tuple[Event, ...] = (*_MILESTONES, *_DATES, *_COMPLETIONS)
