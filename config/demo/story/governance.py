"""Decisions of the board, and its action and impact log."""

from config.demo.story.boards import CYCLES
from config.demo.story.events import Decided, Event, LogEntryAdded, LogEntryUpdated
from config.demo.story.shapes import at, day

_BOARD_DAYS = {cycle.key: cycle.board_on for cycle in CYCLES}


def _decided(number: int, month: str, text: str) -> Decided:
    return Decided(at(f"{_BOARD_DAYS[month]} 17:00"), "office", number, f"board-{month}", text)


_DECISIONS = (
    _decided(1, "2023-05", "The board adopts its terms of reference and those of the delivery group."),
    _decided(2, "2023-05", "Reports to DfE and NHS England are counted every two months from the day of issue."),
    _decided(3, "2023-06", "Missing staffing baselines are to be proposed by the data lead before the end of June."),
    _decided(4, "2023-07", "The workforce plan comes to each board until it is agreed."),
    _decided(5, "2023-07", "Baselines come from the first survey wave wherever more than 40 people answered."),
    _decided(6, "2023-08", "The seat for a leader of care services is to be filled before the September board."),
    _decided(
        7,
        "2023-09",
        "The request to move A12 to 31 December 2023 is declined: children out of school cannot wait for a later "
        "date. The board asks for interim education for each of them now.",
    ),
    _decided(8, "2023-09", "The communication strategy and plan is agreed."),
    _decided(
        9,
        "2023-10",
        "A10 moves from 31 October 2023 to 31 January 2024, so that schools can train before the approach is used.",
    ),
    _decided(10, "2023-10", "Health sends a deputy to the assessment panel whenever its member cannot come."),
    _decided(11, "2023-11", "The board supports one joint appointment for autism assessment in all three clinics."),
    _decided(
        12,
        "2023-12",
        "Owners of every overdue action bring recovery steps and a date, or a request for another date, to the January "
        "board.",
    ),
    _decided(13, "2023-12", "Cover for the Head of Public Health Nursing is to be named by 12 January 2024."),
)


def _entry(number: int, month: str, owner: str, due: str, text: str) -> LogEntryAdded:
    return LogEntryAdded(at(f"{_BOARD_DAYS[month]} 17:20"), "office", number, f"board-{month}", text, owner, day(due))


def _said(number: int, month: str, impact: str, text: str, *, done: bool = False) -> LogEntryUpdated:
    moment = at(f"{_BOARD_DAYS[month]} 17:30")
    return LogEntryUpdated(moment, "office", number, f"board-{month}", text, impact, done)


_LOG: tuple[Event, ...] = (
    _entry(1, "2023-05", "data-manager", "2023-06-13", "Propose baselines for staffing from the May figures."),
    _said(1, "2023-06", "none_yet", "Four of eight were proposed; educational psychology figures are incomplete."),
    _said(1, "2023-07", "emerging", "Four approved. The board can see vacancies and sickness move.", done=True),
    _entry(2, "2023-05", "participation-lead", "2023-07-14", "Bring young people onto a reference group of their own."),
    _said(2, "2023-06", "none_yet", "Four young people so far; colleges will ask again after exams."),
    _said(2, "2023-07", "emerging", "Nine young people met and rewrote the survey's questions.", done=True),
    _entry(3, "2023-06", "send-director", "2023-07-13", "Report monthly on annual reviews outstanding, by district."),
    _said(3, "2023-07", "emerging", "Reported. Two districts hold half of the backlog; caseworkers were moved there."),
    _said(3, "2023-09", "emerging", "The August figure was found too low and is being corrected."),
    _said(3, "2023-10", "evidenced", "The backlog has halved since January 2022; both districts are level.", done=True),
    _entry(4, "2023-07", "childrens-director", "2023-08-31", "Settle the grading of caseworkers."),
    _said(4, "2023-08", "none_yet", "Panel booked for 22 August."),
    _said(4, "2023-09", "none_yet", "The panel asked for a comparison; second hearing on 2 October."),
    _said(4, "2023-10", "emerging", "Grade agreed; adverts went out the same week.", done=True),
    _entry(5, "2023-08", "chief-executive", "2023-09-08", "Fill the seat for a leader of care services."),
    _said(5, "2023-09", "evidenced", "Filled on 4 September. Social care now has a voice in D4.", done=True),
    _entry(6, "2023-09", "send-director", "2023-10-12", "Interim education for every child on the A12 list."),
    _said(6, "2023-10", "none_yet", "In place for 41 of 109."),
    _said(6, "2023-11", "emerging", "In place for 64. Families say that something happens at last."),
    _said(6, "2023-12", "evidenced", "In place for all but the 34 who have no place at all; audit under way."),
    _entry(7, "2023-10", "chief-nurse", "2023-10-27", "Name two deputies for the assessment panel."),
    _said(7, "2023-11", "evidenced", "Named; no decision was put off in October.", done=True),
    _entry(8, "2023-10", "icb-data-manager", "2023-11-09", "Say when the third clinic's figures can be had in time."),
    _said(8, "2023-11", "none_yet", "From January, with the new clinic system."),
    _said(8, "2023-12", "none_yet", "November is projected again. January stands."),
    _entry(9, "2023-11", "alliance-director", "2024-01-11", "Joint appointments in all three clinics."),
    _said(9, "2023-12", "emerging", "Begun in one clinic; families need one visit fewer."),
    _entry(10, "2023-11", "education-delivery", "2023-12-14", "Confirm the opening date of the new unit."),
    _said(10, "2023-12", "none_yet", "Expected on 22 January with 20 places; fire certificate outstanding."),
    _entry(11, "2023-12", "childrens-director", "2024-01-12", "Cover for the Head of Public Health Nursing."),
    _entry(12, "2023-12", "improvement-lead", "2024-01-11", "One page on everything overdue, with dates, for January."),
)

EVENTS: tuple[Event, ...] = (*_DECISIONS, *_LOG)
