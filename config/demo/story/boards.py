"""Boards, seats, the monthly cycles and the meetings, held and planned."""

from config.demo.story.events import InvitationAnswered, InvitationsSent, MeetingHeld
from config.demo.story.shapes import Board, Cycle, Meeting, Seat, at, day

BOARDS = (
    Board("partnership-board", "SEND Improvement Partnership Board", "partnership", "board-chair", "Monthly"),
    Board("delivery-group", "Improvement Plan Delivery Group", "delivery", "board-chair", "A week before each board"),
    Board(
        "parent-carer-group", "Parent Carer Expert Reference Group", "reference", "participation-lead", "Each quarter"
    ),
)

_PB, _DG, _RG = (board.slug for board in BOARDS)

SEATS = (
    Seat("chair", _PB, "Independent chair", "chair", "dcc", "board-chair", "4(b)"),
    Seat("chief-executive", _PB, "Chief Executive", "member", "dcc", "chief-executive", "4(b)"),
    Seat("social-care", _PB, "Social Care Accountable Officer", "member", "dcc", "childrens-director", "4(b)"),
    Seat("icb", _PB, "CCG (now ICB) Accountable Officer", "member", "nhs-devon", "icb-chief-executive", "4(b)"),
    Seat("education", _PB, "Leader, education", "member", "schools", "headteacher", "4(b)"),
    Seat("health", _PB, "Leader, health", "member", "nhs-devon", "chief-nurse", "4(b)"),
    Seat("care", _PB, "Leader, care", "member", "dcc", "adult-care", "4(b)"),
    Seat("forum", _PB, "Parent Carer Forum Devon, co-chair", "member", "forum", "forum-cochair", "plan"),
    Seat("cabinet", _PB, "Elected member", "member", "dcc", "cabinet-member", "plan"),
    Seat("send-director", _PB, "SEND Strategic Director", "member", "dcc", "send-director"),
    Seat("commissioning", _PB, "Commissioning lead, NHS Devon", "member", "nhs-devon", "women-children"),
    Seat("dfe", _PB, "DfE representative", "external", "dfe", "dfe-adviser", "6", invited_each_time=True),
    Seat("nhse", _PB, "NHSE representative", "external", "nhse", "nhse-adviser", "6", invited_each_time=True),
    Seat("dg-chair", _DG, "Independent chair", "chair", "dcc", "board-chair"),
    Seat("dg-lead", _DG, "SEND Improvement Lead", "member", "dcc", "improvement-lead"),
    Seat("dg-director", _DG, "SEND Strategic Director", "member", "dcc", "send-director"),
    Seat(
        "dg-commissioning", _DG, "Head of Women and Children's Commissioning", "member", "nhs-devon", "women-children"
    ),
    Seat("dg-nursing", _DG, "Head of Public Health Nursing", "member", "dcc", "public-health-nursing"),
    Seat("rg-participation", _RG, "SEND Participation Lead", "chair", "dcc", "participation-lead"),
    Seat("rg-forum", _RG, "Parent Carer Forum Devon", "member", "forum", "forum-cochair"),
)


def _cycle(key: str, opens: str, closes: str, cut_off: str, moderated: str, pack: str, board: str) -> Cycle:
    return Cycle(key, day(opens), day(closes), at(f"{cut_off} 17:00"), day(moderated), day(pack), day(board))


# The last one lies ahead of the demo's day: its window is open, its later days are planned
CYCLES = (
    _cycle("2023-05", "2023-05-08", "2023-05-12", "2023-05-12", "2023-05-15", "2023-05-16", "2023-05-18"),
    _cycle("2023-06", "2023-05-30", "2023-06-06", "2023-06-07", "2023-06-08", "2023-06-09", "2023-06-15"),
    _cycle("2023-07", "2023-06-26", "2023-07-04", "2023-07-05", "2023-07-06", "2023-07-07", "2023-07-13"),
    _cycle("2023-08", "2023-07-24", "2023-08-01", "2023-08-02", "2023-08-03", "2023-08-04", "2023-08-10"),
    _cycle("2023-09", "2023-08-29", "2023-09-05", "2023-09-06", "2023-09-07", "2023-09-08", "2023-09-14"),
    _cycle("2023-10", "2023-09-25", "2023-10-03", "2023-10-04", "2023-10-05", "2023-10-06", "2023-10-12"),
    _cycle("2023-11", "2023-10-23", "2023-10-31", "2023-11-01", "2023-11-02", "2023-11-03", "2023-11-09"),
    _cycle("2023-12", "2023-11-27", "2023-12-05", "2023-12-06", "2023-12-07", "2023-12-08", "2023-12-14"),
    _cycle("2024-01", "2023-12-18", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-11"),
)

_COUNTY_HALL = "County Hall, Exeter"
_ONLINE = "Online"

MEETINGS = (
    *(
        Meeting(
            f"board-{cycle.key}", _PB, cycle.board_on, _ONLINE if cycle.key == "2023-08" else _COUNTY_HALL, cycle.key
        )
        for cycle in CYCLES
    ),
    *(Meeting(f"delivery-{cycle.key}", _DG, cycle.moderated_on, _ONLINE, cycle.key) for cycle in CYCLES),
    Meeting("parents-2023-06", _RG, day("2023-06-21"), _COUNTY_HALL),
    Meeting("parents-2023-09", _RG, day("2023-09-20"), "Town hall, Barnstaple"),
    Meeting("parents-2023-12", _RG, day("2023-12-06"), _COUNTY_HALL),
    Meeting("parents-2024-03", _RG, day("2024-03-06"), _ONLINE),
)

_BOARD_SEATS = tuple(seat.key for seat in SEATS if seat.board == _PB)
_DELIVERY_SEATS = tuple(seat.key for seat in SEATS if seat.board == _DG)
_REFERENCE_SEATS = tuple(seat.key for seat in SEATS if seat.board == _RG)

# What differs from everybody being present: (seat, how it was filled)
_DIFFERS: dict[str, tuple[tuple[str, str], ...]] = {
    "board-2023-05": (("nhse", "apologies"), ("cabinet", "apologies")),
    "board-2023-06": (("dfe", "apologies"), ("icb", "represented")),
    "board-2023-07": (("chief-executive", "apologies"),),
    "board-2023-08": (("care", "absent"), ("dfe", "apologies"), ("education", "apologies"), ("forum", "represented")),
    "board-2023-09": (("nhse", "apologies"),),
    "board-2023-10": (("social-care", "represented"), ("dfe", "apologies")),
    "board-2023-11": (("commissioning", "apologies"), ("nhse", "apologies")),
    "board-2023-12": (("chief-executive", "represented"), ("cabinet", "apologies")),
    "delivery-2023-08": (("dg-commissioning", "apologies"),),
    "delivery-2023-10": (("dg-nursing", "apologies"),),
    "delivery-2023-12": (("dg-nursing", "absent"),),
}

_NOTES = {
    "board-2023-05": "First board run from this system. The plan, its dates and the missing baselines were noted.",
    "board-2023-06": "Survey fieldwork and the missing staffing figures took most of the time.",
    "board-2023-07": "The board asked for the workforce plan by name: it was due in June.",
    "board-2023-08": "Held online. The seat for a leader of care services was empty and the board noted it.",
    "board-2023-09": "The first survey wave after the baseline is in the field. One date change was declined.",
    "board-2023-10": "Seven actions due in September were open. One date change was agreed.",
    "board-2023-11": "Autism waits were examined at length, with the alliance present.",
    "board-2023-12": "The board looked at everything overdue, and at what is left before the end of February.",
}

_HELD = tuple(meeting for meeting in MEETINGS if meeting.on <= day("2023-12-14"))


def _seats_of(meeting: Meeting) -> tuple[str, ...]:
    return {_PB: _BOARD_SEATS, _DG: _DELIVERY_SEATS, _RG: _REFERENCE_SEATS}[meeting.board]


def _held(meeting: Meeting) -> MeetingHeld:
    differs = dict(_DIFFERS.get(meeting.key, ()))
    attendance = tuple((seat, differs.get(seat, "present")) for seat in _seats_of(meeting))
    return MeetingHeld(at(f"{meeting.on} 16:30"), "office", meeting.key, attendance, _NOTES.get(meeting.key, ""))


def _answers(meeting: Meeting) -> tuple[InvitationAnswered, ...]:
    """DfE and NHSE say beforehand whether they will come."""
    cycle = next(cycle for cycle in CYCLES if cycle.key == meeting.cycle)
    away = {seat for seat, how in _DIFFERS.get(meeting.key, ()) if how == "apologies"}
    return tuple(
        InvitationAnswered(
            at(f"{cycle.pack_on} {moment}"), seat, meeting.key, seat, "not_coming" if seat in away else "coming"
        )
        for seat, moment in (("dfe", "10:05"), ("nhse", "11:40"))
    )


_BOARDS_INVITED = tuple(meeting for meeting in MEETINGS if meeting.board == _PB)

EVENTS = (
    *(
        InvitationsSent(
            at(f"{next(cycle.opens_on for cycle in CYCLES if cycle.key == meeting.cycle)} 15:00"),
            "office",
            meeting.key,
            _BOARD_SEATS,
        )
        for meeting in _BOARDS_INVITED
    ),
    *(answer for meeting in _BOARDS_INVITED if meeting in _HELD for answer in _answers(meeting)),
    *(_held(meeting) for meeting in _HELD),
)
