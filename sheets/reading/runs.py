"""Words of one cell or line that are written in different ways: raised, struck through."""

from collections.abc import Sequence
from typing import Final

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""A small 1 behind a year is a note's number: read as a figure of its own it would make 20231 of 2023."""


def apart(before: Sequence[str], behind: str) -> str:
    """What stands between words of which one is struck through: 100, struck, and 50 behind it are not 10050."""
    last = next((each for each in reversed(before) if each), "")
    return " " if last[-1:].isalnum() and behind[:1].isalnum() else ""
