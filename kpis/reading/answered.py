"""How many answered behind a figure that a survey wave gave, and whether the wave gives another value now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evidence.models import VoiceEntry
from evidence.voices import Numbers, versions_in
from kpis import waves
from kpis.reading.rows import FigureRow
from notices.models import Notice


@dataclass(frozen=True)
class Waves:
    """The waves that gave figures, by their ids, and the numbers that each of them had."""

    now: Mapping[int, VoiceEntry]
    had: Mapping[int, Sequence[Numbers]]


def read_waves(notice: Notice, figures: Iterable[FigureRow]) -> Waves:
    """Those of these figures; no query where none gave one, and none for numbers that were never changed."""
    asked = {row.wave_id for row in figures if row.wave_id is not None}
    now = VoiceEntry.objects.in_bulk(asked) if asked else {}
    return Waves(now, versions_in(notice.pk) if any(wave.version > 1 for wave in now.values()) else {})


def of_wave(row: FigureRow, asked: Waves) -> dict[str, Any]:
    """n beside a figure that a wave gave, as the wave was told then, unless it is too small to be told. A figure that
    somebody put in by hand has none: with what is told of the wave it could tell what a few answered."""
    wave = asked.now.get(row.wave_id) if row.wave_id is not None else None
    if wave is None or wave.answered is None or wave.result_count is None:
        return {}
    now = Numbers(wave.added_at, wave.answered, wave.result_count)
    then = _told_then(asked.had.get(wave.pk, ()), row.entered_at) or now
    differs = bool(waves.why_withheld(now.gave or 0, now.answered))
    differs = differs or waves.share(now.gave or 0, now.answered) != row.value
    withheld = bool(waves.why_withheld(then.gave or 0, then.answered))
    withheld = withheld or waves.share(then.gave or 0, then.answered) != row.value
    return {
        "answers": "" if withheld else waves.answers(then.answered),
        "differs": differs and not waves.stays(then, now),
    }


def _told_then(had: Sequence[Numbers], at: datetime) -> Numbers | None:
    """The numbers of a wave that were told last by then: a version that only a few answers part from them never was."""
    told: Numbers | None = None
    for each in had:
        if each.since <= at and (told is None or not waves.stays(told, each)):
            told = each
    return told
