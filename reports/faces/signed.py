"""What people did with the frozen figures: the only thing that a face is told beside the tree."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for whom, and when; `by` and `at` are empty while it is awaited."""

    whose: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """`version` as readers know it ("Version 1", "Draft 3"); `mark` is what a reader must not miss ("" once issued).

    `in_writing`: the chair's approval was given in writing and recorded with its proof.
    """

    version: str
    mark: str
    clearances: tuple[Signature, ...]
    approval: Signature
    in_writing: bool = False
