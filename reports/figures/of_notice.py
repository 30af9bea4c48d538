"""The notice's part of the tree: obligations with their dates, target horizons, and clauses with what covers them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from govuk import words
from notices.calendar import OccurrenceState
from notices.coverage import covered
from notices.reading import ClauseReading, NoticeReading, ObligationReading, OccurrenceReading
from reports.compliance import Answers, Duty, cover
from reports.figures.tree import ActionFigures, ClauseFigures, Horizon, NoticeFigures, ObligationFigures, Occurrence


def notice_figures(notice: NoticeReading) -> NoticeFigures:
    """The notice itself."""
    return NoticeFigures(
        slug=notice.slug,
        title=notice.title,
        council=notice.council,
        issuer=notice.issuer,
        upon=notice.upon,
        status=notice.status_label,
        issued_on=notice.issued_on,
        issued_on_note=notice.issued_on_note,
        published_on=notice.published_on,
        deliver_by=notice.deliver_by,
        deliver_by_printed=notice.deliver_by_printed,
        tracked_from=notice.tracked_from,
        illustrative=notice.illustrative,
    )


def obligation_figures(each: ObligationReading) -> ObligationFigures:
    """One obligation and its dates."""
    return ObligationFigures(
        uid=str(each.uid),
        code=each.code,
        kind=each.kind,
        title=each.title,
        clause=each.clause,
        rhythm=each.rhythm,
        duty_of=each.duty_of,
        councils_duty=each.councils_duty,
        to_whom=each.to_whom,
        our_reading=each.our_reading,
        confirmed=not each.to_confirm,
        tracked=each.tracked,
        awaiting=each.awaiting,
        next_due=each.next_due.due_on if each.next_due else None,
        occurrences=tuple(_occurrence(occurrence) for occurrence in each.occurrences),
    )


def _occurrence(each: OccurrenceReading) -> Occurrence:
    return Occurrence(
        due_on=each.due_on, state=str(each.state), met_on=each.met_on, how=each.how, warnings=each.warnings
    )


def horizon_figures(notice: NoticeReading, target_dates: Iterable[date]) -> tuple[Horizon, ...]:
    """The horizons at which the notice wants targets, and which of them a target falls into."""
    asked = [(horizon.months, horizon.due_on) for horizon in notice.horizons]
    found = covered(asked, target_dates, after=notice.issued_on)
    return tuple(Horizon(each.months, each.due_on, each.covered, each.dates) for each in found)


def clause_figures(
    notice: NoticeReading,
    actions: Sequence[ActionFigures],
    possible: Mapping[str, Sequence[str]],
    horizons: Sequence[Horizon],
    duties: Mapping[int, Duty],
) -> tuple[ClauseFigures, ...]:
    """Each clause in the notice's order, with the actions that answer it and its obligations.

    `possible` names, by clause number, the refs of actions that may answer it and were not confirmed by a person;
    `duties` says, by the obligation's key, how those are kept that have no dates.
    """
    answering: dict[str, list[str]] = {}
    for action in actions:
        for number in action.clauses:
            answering.setdefault(number, []).append(action.ref)
    gaps = {
        obligation.clause: [horizon.months for horizon in horizons if not horizon.covered]
        for obligation in notice.obligations
        if obligation.horizons
    }
    return tuple(
        _clause(
            each,
            notice,
            duties,
            answering=answering.get(each.number, ()),
            possible=possible.get(each.number, ()),
            gaps=gaps.get(each.number, ()),
        )
        for each in notice.all_clauses
    )


def _clause(
    each: ClauseReading,
    notice: NoticeReading,
    duties: Mapping[int, Duty],
    *,
    answering: Sequence[str],
    possible: Sequence[str],
    gaps: Sequence[int],
) -> ClauseFigures:
    own = [obligation for obligation in notice.obligations if obligation.clause == each.number]
    found = cover(
        Answers(
            actions=answering,
            possible=possible,
            obligations=[
                _targets(asked, gaps) if asked.horizons else duties.get(asked.pk) or _by_its_dates(asked)
                for asked in own
                if asked.councils_duty
            ],
        ),
        asks=each.asks,
        horizons_uncovered=gaps,
    )
    return ClauseFigures(
        uid=str(each.uid),
        number=each.number,
        depth=each.depth,
        heading=each.heading,
        text=each.text,
        actions=tuple(answering),
        possible=tuple(possible),
        obligations=tuple(obligation.title for obligation in own),
        cover=found.state,
        says=found.says,
    )


def _targets(asked: ObligationReading, gaps: Sequence[int]) -> Duty:
    """Targets prove themselves; the horizons without one are gaps, which are told apart."""
    set_for = [str(each.months) for each in asked.horizons if each.months not in gaps]
    said = f"targets are set for {words.listed(set_for)} months after issue" if set_for else "no target is set"
    return Duty(asked.title, None, said)


def _by_its_dates(asked: ObligationReading) -> Duty:
    """Kept so far, unless one is late; nothing to judge it by while nothing has been due."""
    if asked.late:
        return Duty(asked.title, False, f"late since {words.day(asked.late[0].due_on)}")
    following = f"next due {words.day(asked.next_due.due_on)}" if asked.next_due else ""
    if any(each.state in (OccurrenceState.MET, OccurrenceState.MET_LATE) for each in asked.occurrences):
        return Duty(asked.title, True, f"kept so far, {following}" if following else "kept so far")
    return Duty(asked.title, None, following or asked.awaiting or "the notice gives no date")
