"""How the council's duties without a date of their own are kept: from what the board, the plan and the KPIs hold."""

from collections.abc import Iterable, Sequence
from datetime import date

from audit.clock import day_of
from boards.models import BoardKind
from boards.reading import BoardReading, BoardsReading, MeetingReading
from govuk import words
from kpis.reading import KpiReading
from notices.models import ObligationKind
from notices.reading import NoticeReading, ObligationReading
from people.models import OrganisationKind
from plans.reading import PlanReading
from reports.compliance import Duty

ADVISERS = (OrganisationKind.DFE, OrganisationKind.NHSE)


def duties(
    notice: NoticeReading, plan: PlanReading, kpis: Sequence[KpiReading], boards: BoardsReading
) -> dict[int, Duty]:
    """By the obligation's key: whether it is kept so far, and what shows it, for those without dated occurrences."""
    board = next((each for each in boards.boards if each.kind is BoardKind.PARTNERSHIP), None)
    held = [each for each in board.meetings if each.held and _tracked(each, notice)] if board else []
    found = {each.pk: _duty(each, plan, kpis, board, held) for each in notice.obligations if not each.occurrences}
    return {pk: duty for pk, duty in found.items() if duty}


def _tracked(meeting: MeetingReading, notice: NoticeReading) -> bool:
    return notice.tracked_from is None or meeting.on >= notice.tracked_from


def _duty(
    asked: ObligationReading,
    plan: PlanReading,
    kpis: Sequence[KpiReading],
    board: BoardReading | None,
    held: Sequence[MeetingReading],
) -> Duty | None:
    if asked.kind == ObligationKind.PLAN and plan.plans:
        return Duty(asked.title, True, f"the board works with {words.listed([each.title for each in plan.plans])}")
    if asked.kind == ObligationKind.INVITATION and held:
        return _invited(asked, held)
    if asked.kind == ObligationKind.UP_TO_DATE and asked.with_each_meeting and board and held:
        return _log_kept(asked, board, held)
    if asked.kind == ObligationKind.UP_TO_DATE and not asked.with_each_meeting:
        return _kept_current(asked, plan, kpis)
    return None


def _invited(asked: ObligationReading, held: Sequence[MeetingReading]) -> Duty:
    without = [each.on for each in held if not all(each.invited(kind) for kind in ADVISERS)]
    if without:
        return Duty(asked.title, False, f"no invitation to both is on record for {_days(without)}")
    return Duty(asked.title, True, f"both were invited to each of the {len(held)} meetings that are tracked")


def _log_kept(asked: ObligationReading, board: BoardReading, held: Sequence[MeetingReading]) -> Duty:
    """An entry or an answer between two meetings counts for the later one."""
    days = {each.meeting_on for each in board.log} | {told.meeting_on for each in board.log for told in each.updates}
    written = {day_of(told.written_at) for each in board.log for told in each.updates}
    before = (date.min, *(each.on for each in held))
    rounds = zip(before, (each.on for each in held), strict=False)
    silent = [on for start, on in rounds if on not in days and not any(start < day <= on for day in written)]
    if silent:
        return Duty(asked.title, False, f"nothing was added or answered for {_days(silent)}")
    return Duty(asked.title, True, f"entries were added or answered at each of the {len(held)} meetings")


def _kept_current(asked: ObligationReading, plan: PlanReading, kpis: Iterable[KpiReading]) -> Duty:
    """No rule says how old is too old: the days are shown and people judge."""
    known = {
        "update": max((each.at for action in plan.actions for each in action.updates), default=None),
        "figure": max((each.entered_at for kpi in kpis for each in kpi.figures), default=None),
        "risk review": max((each.at for risk in plan.risks for each in risk.reviews), default=None),
    }
    said = [f"last {what} on {words.day(at)}" if at else f"no {what} yet" for what, at in known.items()]
    return Duty(asked.title, None, ", ".join(said))


def _days(days: Sequence[date]) -> str:
    return f"the meeting of {words.listed([words.day(each) for each in days])}"
