"""The KPIs that an action should move, for the action's own page: plans stand below and are handed this."""

from collections.abc import Iterable
from datetime import date, datetime

from kpis.models import KpiAction
from kpis.reading import KpiReading, read_kpis
from kpis.shown import listed
from kpis.state import State
from notices.models import Notice
from plans.reading import MovedKpi

Said = tuple[str | None, datetime, str | None]


def kpis_moved(notice: Notice, plan: str, ref: str, on: date) -> tuple[MovedKpi, ...]:
    """The KPIs that the action of this plan and ref should move, in printed order, as on a day; five queries."""
    readings = read_kpis(notice, on, moved_by=(plan, ref))
    said = _said(notice, plan, ref) if readings else {}
    return tuple(
        _moved(kpi, action.pk, on, said.get(kpi.pk))
        for kpi in readings
        for action in kpi.actions
        if (action.plan, action.ref) == (plan, ref)
    )


def _said(notice: Notice, plan: str, ref: str) -> dict[int, Said]:
    """Who linked each KPI, when and why, by the KPI's id."""
    rows = KpiAction.history.filter(notice=notice, action__plan__slug=plan, action__ref=ref, history_type="+")
    told: Iterable[tuple[int, str | None, datetime, str | None]] = rows.order_by(
        "history_date", "history_id"
    ).values_list("kpi", "history_user__name", "history_date", "history_change_reason")
    return {kpi: (by, at, why) for kpi, by, at, why in told}


def _moved(kpi: KpiReading, action: int, on: date, said: Said | None) -> MovedKpi:
    row = listed(kpi, on)
    by, at, why = said or ("", None, "")
    return MovedKpi(
        action=action,
        code=kpi.code,
        name=kpi.name,
        state=kpi.state.label,
        look=row.look,
        rule=kpi.reason.label if kpi.reason else kpi.rule,
        latest=row.last,
        latest_on=row.last_on,
        milestone=row.milestone,
        milestone_on=row.milestone_on,
        failing=kpi.state is State.OFF_TRACK,
        why=why or "",
        by=by or "",
        at=at,
    )
