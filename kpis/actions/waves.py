"""Survey waves feed a percentage: a figure is worked out from a wave, and corrected when the wave was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from evidence.models import HowHeard, VoiceEntry
from evidence.voices import numbers
from govuk import words
from kpis import waves
from kpis.actions.figures import correct_measurement, enter_measurement
from kpis.models import FigureKind, Kpi, Measurement, Unit
from notices.conflicts import Refused
from people.models import User

LONGEST_SOURCE = 160


@transaction.atomic
def enter_wave(*, kpi: Kpi, wave: VoiceEntry, by: User, at: datetime) -> tuple[Measurement, bool]:
    """Enter what a wave says, and whether it was entered now: one that feeds the KPI already enters nothing.

    Raises Refused for a KPI that is no percentage, a wave without a result or of another notice, numbers too small to
    be told, and a day that has a figure.
    """
    with ledger.chain(kpi.notice_id):
        stored = _locked(kpi, wave)
        if there := Measurement.objects.filter(kpi=kpi, wave=stored, corrected=False).first():
            return there, False
        if kpi.unit != Unit.PERCENT:
            raise Refused(f"{kpi.code} is no percentage: a survey wave says how many of a hundred", "waves")
        named = f"{stored.source}, {words.day(stored.heard_on)}"
        if withheld := waves.why_not_fed(stored, waves.told_in(kpi.notice_id)):
            raise Refused(f"{named}: not entered, because {withheld}", "waves")
        if Measurement.objects.filter(kpi=kpi, as_at=stored.heard_on, corrected=False).exists():
            said = f"{named}: {kpi.code} has a figure of that day already. Correct that one, or leave the wave out"
            raise Refused(said, "waves")
        figure = enter_measurement(
            kpi=kpi,
            as_at=stored.heard_on,
            value=waves.share(*_numbers(stored)),
            kind=FigureKind.ACTUAL,
            source=stored.source[:LONGEST_SOURCE],
            note=_told(stored),
            by=by,
            at=at,
            wave=stored,
        )
    return figure, True


@transaction.atomic
def correct_from_wave(
    *, figure: Measurement, why: str, by: User, at: datetime, seen_version: int, sent_as: UUID | None = None
) -> Measurement:
    """Put what its wave says now in the place of a figure that was worked out before the wave was corrected.

    Raises Refused without a reason, when nothing differs, and when the numbers are too small to be told now.
    """
    with ledger.chain(figure.notice_id):
        if figure.wave is None:
            raise Refused("This figure does not come from a wave: correct the figure itself")
        stored = _locked(figure.kpi, figure.wave)
        if withheld := waves.why_not_fed(stored, waves.told_in(stored.notice_id)):
            said = f"The wave cannot be told as it stands now, because {withheld}: correct the figure itself"
            raise Refused(said, "why")
        if not why.strip():
            raise Refused("Say why the wave was corrected", "why")
        return correct_measurement(
            measurement=figure,
            value=waves.share(*_numbers(stored)),
            kind=FigureKind(figure.kind),
            why=f"{why.strip()}\n{_told(stored)}",
            by=by,
            at=at,
            seen_version=seen_version,
            sent_as=sent_as,
        )


def _numbers(wave: VoiceEntry) -> tuple[int, int]:
    """How many gave the answer that is counted, and how many answered."""
    return wave.result_count or 0, wave.answered or 0


def _told(wave: VoiceEntry) -> str:
    """How many answered, kept with the figure: what the wave said when it was entered."""
    few = f". Few answers: fewer than {waves.FEW}" if waves.is_few(wave.answered or 0) else ""
    return f"{numbers(wave.asked, wave.answered).capitalize()}{few}."


def _locked(kpi: Kpi, wave: VoiceEntry) -> VoiceEntry:
    rows = VoiceEntry.objects.select_for_update(of=("self",)).filter(notice=kpi.notice_id)
    stored: VoiceEntry | None = rows.filter(pk=wave.pk, how_heard=HowHeard.SURVEY, result_count__isnull=False).first()
    if stored is None:
        raise Refused("Choose a survey wave of this notice that has a result", "waves")
    return stored
