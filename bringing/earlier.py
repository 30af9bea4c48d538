"""The files of the council's own that were entered into a plan before, and what they said: with what newer ones are
compared."""

from collections.abc import Mapping
from datetime import datetime

from bringing.models import PlanDraft
from bringing.plain import Before, Kind, from_text
from bringing.settled import made_of
from plans.models import Plan


def entered_into(plan: Plan) -> tuple[tuple[str, datetime], ...]:
    """Their SHA-256, and when they were entered, the last one last."""
    rows = PlanDraft.objects.filter(plan=plan, entered_at__isnull=False, stamp="")
    return tuple(rows.order_by("entered_at", "pk").values_list("sha256", "entered_at"))


def is_all_known(plan: Plan) -> bool:
    """Whether it is known of all of them what they said; of those that an earlier version entered it is not."""
    return not PlanDraft.objects.filter(plan=plan, entered_at__isnull=False, stamp="", brought="").exists()


def said_of(plan: Plan) -> Mapping[tuple[Kind, str], Before]:
    """What they said last of each thing, field by field."""
    found: dict[tuple[Kind, str], Before] = {}
    rows = PlanDraft.objects.filter(plan=plan, entered_at__isnull=False).exclude(brought="")
    for name, brought, became in rows.order_by("entered_at", "pk").values_list("name", "brought", "became"):
        other = {row.same: row.says for row in from_text(became)}
        for row in from_text(brought):
            was = found.get(row.same, Before({}, {}))
            found[row.same] = was.then(row.told, {**made_of(row, name), **other.get(row.same, {})})
    return found
