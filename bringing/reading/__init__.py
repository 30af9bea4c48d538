"""A plan that a council brings: what `sheets.reading` read of its file, recognised and understood as sections, actions
and KPIs, with every doubt beside its source. Pure: no database, and nothing is guessed or dropped."""

from bringing.reading.asking import Asks, Doubt
from bringing.reading.building import Known
from bringing.reading.draft import Certainty, Draft, Holds, Read, Role, Source, Start
from bringing.reading.limits import Most, TooMuch
from bringing.reading.mapping import Choice, Chosen, Remembered, remember
from bringing.reading.stacked import rows_of
from bringing.reading.understanding import understand

__all__ = [
    "Asks",
    "Certainty",
    "Choice",
    "Chosen",
    "Doubt",
    "Draft",
    "Holds",
    "Known",
    "Most",
    "Read",
    "Remembered",
    "Role",
    "Source",
    "Start",
    "TooMuch",
    "remember",
    "rows_of",
    "understand",
]
