"""The whole story as one stream of steps: who begins, what is set up, what happens, who comes and goes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from config.demo import facts, story
from config.demo.replay import boards, delivery, notices, people, plan, proof, reports
from config.demo.replay.steps import Step
from config.demo.replay.world import START, Told, World
from config.demo.story import cast, events

HAPPENS: Mapping[type[events.Event], Callable[[Told, Any], None]] = {
    events.InvitationsSent: boards.invited,
    events.InvitationAnswered: boards.answered,
    events.MeetingHeld: boards.met,
    events.Decided: boards.decided,
    events.LogEntryAdded: boards.logged,
    events.LogEntryUpdated: boards.said_of_log,
    events.Updated: delivery.updated,
    events.RecoveryAccepted: delivery.recovery_accepted,
    events.DifferenceExplained: delivery.explained,
    events.DateChangeAsked: delivery.date_asked,
    events.DateChangeAnswered: delivery.date_answered,
    events.MilestoneSet: delivery.milestone_set,
    events.MilestoneMet: delivery.milestone_met,
    events.CompletionClaimed: delivery.claimed,
    events.CompletionConfirmed: delivery.confirmed,
    events.CompletionReturned: delivery.returned,
    events.BaselineProposed: proof.baseline_proposed,
    events.BaselineApproved: proof.baseline_approved,
    events.Measured: proof.measured,
    events.ComparatorAdded: proof.comparator_added,
    events.KpiJudged: proof.kpi_judged,
    events.EvidenceAdded: proof.document_added,
    events.EvidenceReplaced: proof.document_replaced,
    events.EvidenceOf: proof.document_proves,
    events.VoiceAdded: proof.voice_added,
    events.VoiceBears: proof.voice_bears,
    events.VoicesFit: proof.voices_fit,
    events.VoiceAnswered: proof.voice_answered,
    events.RiskRaised: proof.risk_raised,
    events.RiskReviewed: proof.risk_reviewed,
    events.MitigationDone: proof.mitigation_done,
    events.RiskClosed: proof.risk_closed,
    events.StatementWritten: reports.stated,
    events.AreaJudged: reports.judged,
    events.SectionCommented: reports.commented,
    events.ReportSent: reports.sent,
    events.ReportCleared: reports.cleared,
    events.ReportApproved: reports.approved,
    events.ReportIssued: reports.issued,
    events.ReportDownloaded: reports.taken,
    events.FeedbackLeft: reports.asked_back,
    events.FeedbackAnswered: reports.answered,
}
"""What to do for each kind of event."""

_UNDER: Mapping[str, tuple[events.Event, ...]] = {cast.DEVON: story.EVENTS, cast.WEXCOMBE: story.ELSEWHERE}


def begin(world: World, password: str) -> list[Told]:
    """People first, then the notices that they are let into, then what the notices are about."""
    people.make_everybody(world, password)
    return [notices.write_down(world, each) for each in facts.NOTICES]


def steps(world: World, told: Iterable[Told]) -> Iterator[Step]:
    """Everything after that, in no order."""
    yield from people.who_comes_and_goes(world)
    yield from reports.sweeps()
    for each in told:
        yield from people.access(each)
        for set_up in (notices.fill_in, plan.write_down, boards.set_up):
            yield Step(START, partial(set_up, each))
        yield from notices.later(each)
        yield from plan.later(each)
        happening = [event for event in _UNDER.get(each.facts.slug, ()) if reports.happens_here(event)]
        if each.facts.slug == cast.DEVON:
            yield from reports.later(each, happening)
        yield from (Step(event.at, partial(HAPPENS[type(event)], each, event)) for event in happening)
