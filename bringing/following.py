"""What follows from what people settled, as it follows from what is read: which way is better where the file does not
say it. Pure."""

from collections.abc import Container
from dataclasses import replace

from bringing.reading import Certainty, Draft
from bringing.reading.draft import KpiRead
from bringing.reading.kpis import DERIVED, derived_direction


def followed(draft: Draft, settled: Container[str]) -> Draft:
    """A draft as people settled it, with what follows from that. What they said themselves (`settled`, the paths of
    these values) stays as they said it. A workbook of ours says all of it."""
    if draft.told:
        return draft
    return replace(draft, kpis=tuple(_directed(number, kpi, settled) for number, kpi in enumerate(draft.kpis)))


def _directed(number: int, kpi: KpiRead, settled: Container[str]) -> KpiRead:
    """A KPI with the direction that its figures and days say by now."""
    if kpi.direction.rule not in DERIVED or f"kpis/{number}/direction" in settled:
        return kpi
    # a blank target of which nobody has said that it is right leaves open which value is whose
    is_known = all(each.rule.sources or each.rule.certainty is Certainty.CERTAIN for each in kpi.targets)
    direction = derived_direction(kpi.baseline, kpi.targets if is_known else ())
    return kpi if direction == kpi.direction else replace(kpi, direction=direction)
