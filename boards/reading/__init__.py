"""What the boards of a notice did and will do, as its readers are told: in five queries whatever their size."""

from boards.reading.rows import read_boards
from boards.reading.values import (
    AttendedReading,
    BoardReading,
    BoardsReading,
    DecisionReading,
    InvitationReading,
    LogReading,
    LogUpdateReading,
    MeetingReading,
    SeatReading,
)

__all__ = [
    "AttendedReading",
    "BoardReading",
    "BoardsReading",
    "DecisionReading",
    "InvitationReading",
    "LogReading",
    "LogUpdateReading",
    "MeetingReading",
    "SeatReading",
    "read_boards",
]
