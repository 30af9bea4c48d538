"""The invented part of a report tree that no document prints: risks, voices, the board, and what changed."""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from reports.figures.tree import (
    BoardFigures,
    Change,
    DecisionFigures,
    LogFigures,
    MeetingFigures,
    RiskFigures,
    SeatFigures,
    VoiceFigures,
)

ON = date(2023, 12, 22)


def uid(what: str) -> str:
    """A UUID that is the same in every run."""
    return str(uuid5(NAMESPACE_URL, what))


def risks() -> tuple[RiskFigures, ...]:
    rows = (
        ("R1", "Vacancies in casework", 4, 4, 20, 8, "Two offers are accepted; interim cover is in place."),
        ("R2", "Demand for assessments", 5, 4, 20, 12, "Reviewed, no change."),
        ("R3", "Trust of families", 3, 4, 16, 8, "Replies within a week have begun to help."),
        ("R4", "Autism waiting list", 4, 5, 16, 10, "The provider’s withdrawal moves this up."),
        ("R5", "Two record systems", 3, 3, 9, 4, "Reviewed, no change."),
    )
    return tuple(
        RiskFigures(
            uid=uid(ref),
            ref=ref,
            title=title,
            cause="Pay in neighbouring areas is higher.",
            event="Posts stay vacant for more than three months.",
            effect="Plans are late and families wait.",
            owner="Interim SEND Strategic Director",
            likelihood=likelihood,
            impact=impact,
            score=likelihood * impact,
            previous_score=before,
            target_score=target,
            reviewed_on=date(2023, 12, 7),
            review=review,
            closed_on=None,
            mitigations=("Advertise with a market supplement (Head of HR, 31 January 2024)",),
        )
        for ref, title, likelihood, impact, before, target, review in rows
    )


def voices() -> tuple[VoiceFigures, ...]:
    rows = (
        ("parents", "Parents and carers", "We ring and nobody calls back.", "One number, answered until 6pm.", 41),
        ("parents", "Parents and carers", "The plan speaks of a child we do not know.", "", None),
        ("schools", "Schools and settings", "Advice comes after the meeting.", "Advice is due a week before.", 63),
        ("staff", "Frontline staff", "We hear of changes from families.", "A weekly note to all teams.", 112),
    )
    return tuple(
        VoiceFigures(
            uid=uid(f"voice {number}"),
            group=group,
            group_words=words,
            how_heard="Survey" if answered else "Meeting or group",
            heard_on=date(2023, 11, 20) + timedelta(days=number),
            source="Autumn survey" if answered else "Reference group",
            asked=answered * 3 if answered else None,
            answered=answered,
            said=said,
            changed=changed,
            changed_on=date(2023, 12, 11) if changed else None,
            actions=("B2",) if group == "parents" else (),
        )
        for number, (group, words, said, changed, answered) in enumerate(rows)
    )


def board() -> BoardFigures:
    days = [date(2023, 11, 16), date(2023, 12, 14), date(2024, 1, 18)]
    seats = (
        ("Independent chair", "Devon County Council", "chair", True, False),
        ("Chief Executive", "Devon County Council", "member", True, False),
        ("Accountable officer for health", "NHS Devon", "member", True, True),
        ("Parent carer representative", "Parent Carer Forum Devon", "member", False, False),
        ("DfE adviser", "Department for Education", "external", False, False),
        ("NHS England adviser", "NHS England", "external", False, False),
    )
    return BoardFigures(
        name="SEND Improvement Partnership Board",
        slug="partnership",
        seats=tuple(SeatFigures(*seat) for seat in seats),
        meetings=tuple(
            MeetingFigures(
                uid=uid(f"meeting {day}"),
                board="SEND Improvement Partnership Board",
                on=day,
                held=day <= ON,
                present=10 if day <= ON else 0,
                seats=12,
                apologies=("Head of Public Health Nursing",) if day == days[0] else (),
                invited=(
                    ("Department for Education", day - timedelta(days=14), "Attended" if day <= ON else "Accepted"),
                    ("NHS England", day - timedelta(days=14), "Apologies" if day == days[0] else "Accepted"),
                ),
            )
            for day in days
        ),
        decisions=(
            DecisionFigures(
                uid("d7"), 7, "The board", days[0], days[0], "The date of A6 moves to the end of February 2024."
            ),
            DecisionFigures(uid("d8"), 8, "The board", days[1], days[1], "The autumn survey is repeated in May."),
        ),
        log=tuple(
            LogFigures(
                uid=uid(f"log {number}"),
                number=number,
                text=("Bring staffing figures by team.", "Publish the easy-read plan.", "Meet the two colleges.")[
                    number % 3
                ],
                owner="SEND Strategic Director",
                due_on=date(2024, 1, 18),
                state="open" if number % 3 else "closed",
                impact="Emerging" if number % 2 else "None yet",
                latest="Figures for two of three teams are in.",
                late=number == 4,
            )
            for number in range(1, 7)
        ),
        last_meeting_on=days[1],
        next_meeting_on=days[2],
    )


def what_changed() -> tuple[Change, ...]:
    return (
        Change("completion", "B4", "", "confirmed", True, "B4 is complete, confirmed by a second person."),
        Change("rating", "A4", "amber", "green", True, "A4 moved from Amber to Green."),
        Change("rating", "D5", "amber", "red", False, "D5 moved from Amber to Red."),
        Change(
            "date",
            "A6",
            "2023-12-31",
            "2024-02-29",
            False,
            "A6’s date moved from 31 December 2023 to 29 February 2024, agreed by the board at its meeting on 16 "
            "November 2023.",
        ),
        Change("kpi", "A-K1", "at_risk", "on_track", True, "A-K1 moved from “At risk” to “On track”."),
        Change("baseline", "C-K4", "awaited", "31", None, "C-K4’s baseline was confirmed at 31."),
        Change("correction", "A-K9", "29", "28", None, "A-K9’s figure for 30 September 2023 was corrected to 28."),
        Change("risk", "R4", "16", "20", False, "R4 Autism waiting list rose from 16 to 20."),
        Change("added", "R5", "", "", None, "R5 Two record systems was added."),
    )
