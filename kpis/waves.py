"""What a survey wave says of a percentage, and when it must not be told: small numbers could point at somebody."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from evidence.voices import FEWEST

FEW: Final = 30
"""Under so many answers a share moves by more than three points with a single one: it is marked."""
PLACES: Final = Decimal("0.1")


def share(count: int, answered: int) -> Decimal:
    """The percentage who gave the answer that is counted, worked out exactly and rounded to one place, halves up."""
    return (Decimal(100 * count) / answered).quantize(PLACES, ROUND_HALF_UP).normalize() + Decimal(0)


def why_withheld(count: int, answered: int) -> str:
    """Why no figure may be made of a wave; "" where one may. The share and n together would tell the number itself."""
    if answered < FEWEST:
        return f"fewer than {FEWEST} answered"
    if count < FEWEST:
        return f"fewer than {FEWEST} gave the answer that is counted"
    if answered - count < FEWEST:
        return f"all, or all but fewer than {FEWEST}, gave the answer that is counted"
    return ""


def is_few(answered: int) -> bool:
    """Whether so few answered that the figure is marked."""
    return answered < FEW


def answers(answered: int) -> str:
    """n, as it stands beside a figure: "301 answers", "24 answers (few)"."""
    return f"{answered:,} answers{' (few)' if is_few(answered) else ''}"
