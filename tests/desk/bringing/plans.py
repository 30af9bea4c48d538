"""The published plan of 2023, where it lies beside the checkout, and what tests of bringing plans look for."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from desk.bringing import Asks, Certainty, Doubt, Draft, Known, Read, understand
from sheets.reading import read_file

SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "devon-send-improvement-plan-2023.txt"
with_seed = pytest.mark.skipif(not SEED.is_file(), reason="the source documents are not beside this checkout")
DELIVER_BY = date(2024, 2, 29)


@cache
def published() -> Draft:
    """The plan as it is copied from the council's page, with the notice's own date."""
    return understand(read_file("plan.txt", SEED.read_bytes()), Known(deliver_by=DELIVER_BY))


def asked(draft: Draft, asks: Asks) -> list[Doubt]:
    return [doubt for doubt in draft.doubts if doubt.asks is asks]


def lines(doubt: Doubt) -> list[int]:
    return [place.line for place in doubt.places]


def certain(draft: Draft) -> Iterator[tuple[str, Read[object]]]:
    """The values that nothing is asked about, by their paths."""
    return ((path, read) for path, read in draft.values() if read.certainty is Certainty.CERTAIN)
