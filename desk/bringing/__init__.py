"""A plan that a council brings: what `sheets.reading` read of its file, recognised and understood as sections, actions
and KPIs, with every doubt beside its source. Pure: no database, and nothing is guessed or dropped."""

from desk.bringing.asking import Asks, Doubt
from desk.bringing.building import Known
from desk.bringing.draft import Certainty, Draft, Holds, Read, Role, Source, Start
from desk.bringing.mapping import Choice, Chosen, Remembered, remember
from desk.bringing.understanding import understand

__all__ = [
    "Asks",
    "Certainty",
    "Choice",
    "Chosen",
    "Doubt",
    "Draft",
    "Holds",
    "Known",
    "Read",
    "Remembered",
    "Role",
    "Source",
    "Start",
    "remember",
    "understand",
]
