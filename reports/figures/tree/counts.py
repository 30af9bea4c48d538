"""How many, of what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many, of what: (code, words, number). The code is the value to filter a list by."""

    code: str
    words: str
    number: int
