"""What every event of the story has."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """Something that somebody (`by`, an account's key) did at a moment."""

    at: datetime
    by: str
