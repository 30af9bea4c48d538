"""The tree arranged as a report's parts: what its template prints, in the order in which it is read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from govuk import words
from reports.corrections import WRITTEN
from reports.faces import annexes, drawings, exceptions, of_kpis, quality, wording
from reports.faces.annexes import Annex
from reports.faces.of_kpis import KpiLine, KpiSheet, MuteLine
from reports.faces.wording import Mark
from reports.figures.tree import (
    ActionFigures,
    AreaFigures,
    BoardFigures,
    Change,
    ClauseFigures,
    CommentaryFigures,
    DecisionFigures,
    Figures,
    JudgementFigures,
    LogFigures,
    MeetingFigures,
    ObligationFigures,
    Occurrence,
    ReportTree,
    RiskFigures,
    SectionFigures,
    VoiceFigures,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many in one state."""

    mark: Mark
    number: int
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area of the notice in one line."""

    area: AreaFigures
    judgement: JudgementFigures | None
    mark: Mark
    delivery: str
    kpis: str
    impact: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action in brief."""

    action: ActionFigures
    mark: Mark
    who: str
    original: str
    current: str
    impact: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section of the plan as the report tells it."""

    section: SectionFigures
    commentary: CommentaryFigures | None
    actions: tuple[ActionLine, ...]
    kpis: tuple[KpiLine, ...]
    mute: tuple[MuteLine, ...]
    impact: tuple[ActionFigures, ...]


@dataclass(frozen=True, slots=True)
class VoicePart:
    """What one of the four groups said; without entries, the gap is named."""

    group: str
    voices: tuple[VoiceFigures, ...]


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk as (label, sentence) of its cause, event and effect, and which way it moved."""

    risk: RiskFigures
    form: tuple[tuple[str, str], ...]
    moved: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting, and the invitations to it: those to external attendees one by one, the rest counted."""

    meeting: MeetingFigures
    invitations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """An obligation with its dates in words."""

    obligation: ObligationFigures
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause and how it is covered; no mark where nothing is asked of the plan."""

    clause: ClauseFigures
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """An annex in the list of contents, and whether it was sent."""

    annex: Annex
    sent: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that the template of the report prints."""

    tree: ReportTree
    opening: str
    bars: SafeString
    ratings: tuple[Tally, ...]
    kpi_states: tuple[Tally, ...]
    areas: tuple[AreaLine, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    other: tuple[Change, ...]
    slow: tuple[exceptions.Slow, ...]
    contributions: tuple[exceptions.Contribution, ...]
    needs: tuple[ActionFigures, ...]
    help_needed: tuple[CommentaryFigures, ...]
    sections: tuple[SectionPart, ...]
    voices: tuple[VoicePart, ...]
    risks: tuple[RiskLine, ...]
    closed_risks: tuple[RiskFigures, ...]
    meetings: tuple[MeetingLine, ...]
    decisions: tuple[DecisionFigures, ...]
    log: tuple[LogFigures, ...]
    log_done: int
    plan: tuple[ActionLine, ...]
    clauses: tuple[ClauseLine, ...]
    obligations: tuple[ObligationLine, ...]
    sheets: tuple[KpiSheet, ...]
    notes: tuple[quality.Note, ...]
    annexes: tuple[AnnexLine, ...]
    sent: frozenset[str]
    left_out: tuple[Annex, ...]
    glossary: tuple[tuple[str, str], ...]
    rewritten: bool


def arrange(tree: ReportTree) -> Layout:
    """Arrange a tree for the template."""
    told = tree.figures
    lines = tuple(_action(action) for action in told.actions)
    log = told.board.log if told.board else ()
    decisions = told.board.decisions if told.board else ()
    return Layout(
        tree=tree,
        opening=_opening(tree),
        bars=drawings.rating_bars(
            [("All actions", told.ratings), *((_named(section), section.ratings) for section in told.sections)],
            "bars-ratings",
        ),
        ratings=tuple(
            Tally(wording.rating(each.code), each.number, _meaning(each.code, told)) for each in told.ratings
        ),
        kpi_states=tuple(Tally(wording.kpi_state(each.code, each.words), each.number) for each in told.kpi_states),
        areas=tuple(_area(tree, area) for area in told.areas),
        better=tuple(change for change in tree.changes if change.better is True),
        worse=tuple(change for change in tree.changes if change.better is False),
        other=tuple(change for change in tree.changes if change.better is None),
        slow=exceptions.slow_ones(told),
        contributions=exceptions.contributions(told),
        needs=tuple(action for action in told.actions if action.latest and action.latest.needed),
        help_needed=tuple(each for each in tree.commentaries if each.help_needed),
        sections=tuple(_section(tree, section, lines) for section in told.sections),
        voices=_voices([each for each in told.voices if _heard_since(each, tree.period_from)]),
        risks=tuple(
            RiskLine(risk, _form(risk), _moved(risk), tuple(wording.sentence(each) for each in risk.mitigations))
            for risk in told.risks
            if not _is_past(risk, tree)
        ),
        closed_risks=tuple(risk for risk in told.risks if _is_past(risk, tree)),
        meetings=tuple(
            MeetingLine(each, _invitations(each, told.board))
            for each in (told.board.meetings if told.board else ())
            if _near(each, tree)
        ),
        decisions=tuple(each for each in decisions if each.decided_on >= tree.period_from),
        log=tuple(entry for entry in log if entry.state.lower() not in wording.CLOSED),
        log_done=sum(entry.state.lower() in wording.CLOSED for entry in log),
        plan=lines,
        clauses=tuple(ClauseLine(clause, wording.COVER.get(clause.cover)) for clause in told.clauses),
        obligations=tuple(
            ObligationLine(row, tuple(_occurrence(each) for each in row.occurrences)) for row in told.obligations
        ),
        sheets=tuple(of_kpis.sheet(kpi) for kpi in told.kpis),
        notes=quality.notes(told, tree.changes),
        annexes=tuple(AnnexLine(annex, annex.code not in tree.left_out) for annex in annexes.ANNEXES),
        sent=frozenset(annex.code for annex in annexes.ANNEXES) - set(tree.left_out),
        left_out=annexes.of(tree.left_out),
        glossary=wording.glossary(tree.short_names),
        rewritten=any(change.kind == WRITTEN for change in tree.corrections),
    )


def _named(section: SectionFigures) -> str:
    title = f"{section.letter} {section.title}"
    return title if len(title) <= 22 else f"{title[:21]}…"


def _meaning(code: str, told: Figures) -> str:
    """What a rating means; of the amber ones also how many do not have what it asks for yet."""
    meant = wording.MEANINGS.get(code, "")
    open_still = sum(wording.unaccepted(action) for action in told.actions)
    return f"{meant} (for {open_still} of them not yet)" if code == "amber" and open_still else meant


def _opening(tree: ReportTree) -> str:
    """Where we stand, in sentences that a person would say."""
    told = tree.figures
    number = {count.code: count.number for count in told.ratings}
    states = {count.code: count.number for count in told.kpi_states}
    well = sum(states.get(code, 0) for code in ("met", "meeting_now", "on_track"))
    blue, amber, red = (number.get(code, 0) for code in ("blue", "amber", "red"))
    return (
        f"{blue} of {words.plural(len(told.actions), 'action')} {_are(blue)} complete and {number.get('green', 0)} on "
        f"track; {amber} {_are(amber)} slipping{_accepted(told, amber)}, and {red} {_are(red)} overdue or off track"
        f"{_claimed(told)}. Of {words.plural(len(told.kpis), 'KPI')}, {well} meet their "
        f"next milestone or are on track for it; {states.get('not_assessable', 0)} cannot be assessed yet."
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _accepted(told: Figures, amber: int) -> str:
    """How many of the slipping have what amber asks for."""
    accepted = amber - sum(wording.unaccepted(action) for action in told.actions)
    if accepted == amber:
        return " with accepted recovery steps" if amber else ""
    return f", {accepted or 'none'} of them with accepted recovery steps"


def _claimed(told: Figures) -> str:
    """How many of the red are claimed complete: they stay red until a second person has confirmed it."""
    claimed = sum(action.rating == "red" and action.completion == "waiting" for action in told.actions)
    return f", {claimed} of them claimed complete and awaiting confirmation" if claimed else ""


def _area(tree: ReportTree, area: AreaFigures) -> AreaLine:
    judgement = next((each for each in tree.judgements if each.area == area.code), None)
    return AreaLine(
        area=area,
        judgement=judgement,
        mark=wording.judged(judgement.judged if judgement else "", judgement.judged_words if judgement else ""),
        delivery=_delivery(area),
        kpis=wording.tally(area.kpi_states),
        impact=wording.tally(area.impacts),
    )


def _delivery(area: AreaFigures) -> str:
    total = sum(count.number for count in area.ratings)
    return f"{words.plural(total, 'action')}: {wording.tally(area.ratings)}" if total else "no action"


def _action(action: ActionFigures) -> ActionLine:
    notes = []
    if claimed := wording.claimed(action):
        notes.append(claimed)
    if wording.unaccepted(action) and not action.difference:
        notes.append("Recovery steps not accepted yet.")
    if action.completed_on:
        notes.append(f"Completed {words.day(action.completed_on)}.")
    if action.difference:
        notes.append(wording.difference(action))
    return ActionLine(
        action=action,
        mark=wording.rating(action.rating),
        who=wording.listed(tuple(each.name for each in action.accountable)) or "nobody yet",
        original=wording.original_date(action),
        current=wording.current_date(action),
        impact=wording.IMPACTS.get(action.impact, action.impact),
        notes=tuple(notes),
    )


def _section(tree: ReportTree, section: SectionFigures, lines: Sequence[ActionLine]) -> SectionPart:
    mine = tuple(line for line in lines if line.action.section == section.letter)
    kpis = [kpi for kpi in tree.figures.kpis if kpi.section == section.letter]
    return SectionPart(
        section=section,
        commentary=next((each for each in tree.commentaries if each.section == section.letter), None),
        actions=mine,
        kpis=tuple(of_kpis.line(kpi, tree.figures.on) for kpi in kpis if not of_kpis.is_mute(kpi)),
        mute=of_kpis.mute([kpi for kpi in kpis if of_kpis.is_mute(kpi)]),
        impact=tuple(
            line.action for line in mine if line.action.impact in ("emerging", "evidenced") and line.action.latest
        ),
    )


def _heard_since(voice: VoiceFigures, day: date) -> bool:
    """Heard in this period, or answered in it."""
    return voice.heard_on >= day or (voice.changed_on is not None and voice.changed_on >= day)


def _near(meeting: MeetingFigures, tree: ReportTree) -> bool:
    """Held since the period began, or the next one to come."""
    board = tree.figures.board
    return meeting.on >= tree.period_from and (meeting.held or board is None or meeting.on == board.next_meeting_on)


def _invitations(meeting: MeetingFigures, board: BoardFigures | None) -> tuple[str, ...]:
    external = {seat.organisation for seat in board.seats if seat.kind == "external"} if board else set()
    said = [
        f"{body}: sent {words.day(sent)}{', ' if answer else ''}{words.lower_first(answer)}"
        for body, sent, answer in meeting.invited
        if body in external
    ]
    others = len(meeting.invited) - len(said)
    return (*said, f"{words.plural(others, 'other member')} invited") if others else tuple(said)


def _voices(voices: Sequence[VoiceFigures]) -> tuple[VoicePart, ...]:
    """The four groups, whether they were heard or not, and any other that the figures name."""
    groups = wording.GROUPS | {voice.group: voice.group_words for voice in voices if voice.group not in wording.GROUPS}
    return tuple(
        VoicePart(said, tuple(voice for voice in voices if voice.group == code)) for code, said in groups.items()
    )


def _occurrence(each: Occurrence) -> str:
    said = wording.OCCURRENCES.get(each.state, each.state)
    met = f" on {words.day(each.met_on)}" if each.met_on else ""
    warned = f" ({', '.join(each.warnings)})" if each.warnings else ""
    return f"{words.day(each.due_on)}: {said}{met}{warned}"


def _is_past(risk: RiskFigures, tree: ReportTree) -> bool:
    """Closed before the period began: an earlier report told it."""
    return risk.closed_on is not None and risk.closed_on < tree.period_from


def _form(risk: RiskFigures) -> tuple[tuple[str, str], ...]:
    parts = (("Cause", risk.cause), ("Event", risk.event), ("Effect", risk.effect))
    return tuple((label, wording.sentence(said)) for label, said in parts if said.strip())


def _moved(risk: RiskFigures) -> str:
    if risk.closed_on:
        return f"closed {words.day(risk.closed_on)}"
    if not risk.previous_score:
        return "new"
    if risk.score == risk.previous_score:
        return "unchanged"
    return f"{'up' if risk.score > risk.previous_score else 'down'} from {risk.previous_score}"
