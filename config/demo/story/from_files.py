"""What the lead says of the plan's document where its words alone do not tell: nothing of it is guessed."""

from collections.abc import Mapping
from typing import Final

TYPED: Final[Mapping[str, Mapping[str, str]]] = {
    "A-K9": {"unit": "Number"},
    "A-K10": {"unit": "Number"},
    "A-K11": {"direction": "Lower is better"},  # of four, a value stands under no heading for certain
    "A-K12": {"direction": "Lower is better"},
    "A-K13": {"direction": "Lower is better"},
    "A-K14": {"direction": "Lower is better"},
    "A-K15": {"direction": "Lower is better"},
    "A-K16": {"direction": "Higher is better"},
    "A-K17": {"direction": "Higher is better"},
    "B-K1": {"direction": "Lower is better"},
    "C-K2": {"unit": "Percentage", "direction": "Higher is better"},
}
"""What neither words nor targets of a KPI tell: by its code, each field with what the lead types."""

WHOSE: Final[Mapping[str, str]] = {"Children's Alliance Director": "alliance"}
"""Posts that no partner of the notice has, and the organisation of each."""
