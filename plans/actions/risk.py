"""Risks: raised, reviewed (also without a change), mitigated, closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from notices.conflicts import Refused, refuse_repeated
from notices.models import Notice
from people.models import Post, User
from plans.actions.checks import check_risk_ref
from plans.actions.rows import locked, said, sent_before, write
from plans.models import Mitigation, Risk, RiskReview

SCORES = range(1, 6)


@transaction.atomic
def raise_risk(
    *,
    notice: Notice,
    title: str,
    cause: str,
    event: str,
    effect: str,
    owner: Post,
    likelihood: int,
    impact: int,
    target_likelihood: int,
    target_impact: int,
    by: User,
    at: datetime,
    ref: str = "",
    text: str = "",
    sent_as: UUID | None = None,
) -> Risk:
    """Put a risk on the register, with where it stands now and where it should come to. Scores are 1 to 5 each.

    Without a ref it gets the next of ours: R1, R2, …
    """
    with ledger.chain(notice.pk) as record:
        if first := sent_before(Risk, sent_as, notice.pk, title=title):
            return first
        _check_scores(likelihood=likelihood, impact=impact)
        _check_scores(target_likelihood=target_likelihood, target_impact=target_impact)
        risk = Risk(
            notice=notice,
            ref=_free_ref(notice, ref),
            title=said(title, "Give the risk a short name", "title"),
            cause=said(cause, "Say what causes it", "cause"),
            event=said(event, "Say what may happen", "event"),
            effect=said(effect, "Say what would follow", "effect"),
            owner=owner,
            target_likelihood=target_likelihood,
            target_impact=target_impact,
            raised_on=day_of(at),
            sent_as=sent_as,
        )
        open_ones = Risk.objects.of(notice).filter(closed_on=None)
        refuse_repeated(open_ones.filter(title=risk.title).first(), risk, ("cause", "event", "effect", "owner_id"))
        keep(risk, by=by, at=at, why="Risk raised")
        _review(risk, likelihood, impact, text, by, at, None)
        record("risk.raised", risk, by=by, at=at, ref=risk.ref, likelihood=likelihood, impact=impact)
    return risk


@transaction.atomic
def review_risk(
    *,
    risk: Risk,
    by: User,
    at: datetime,
    no_change: bool = False,
    likelihood: int | None = None,
    impact: int | None = None,
    text: str = "",
    seen_version: int | None = None,
    sent_as: UUID | None = None,
) -> RiskReview:
    """Review a risk: new scores with the reason, or *reviewed, no change*, which keeps the scores and is dated too."""
    with ledger.chain(risk.notice_id) as record:
        if first := sent_before(RiskReview, sent_as, risk.notice_id, risk_id=risk.pk, text=text):
            return first
        risk = locked(risk, seen_version)
        if risk.closed_on:
            raise Refused("This risk is closed")
        scores = _scores(risk)
        if not no_change:
            scores = _changed(scores, likelihood, impact)
            text = said(text, "Say why the scores change", "text")
        latest = _latest(risk)
        if day_of(latest.reviewed_at) == day_of(at):
            told = RiskReview(reviewed_by=by, likelihood=scores[0], impact=scores[1], text=text.strip())
            refuse_repeated(latest, told, ("reviewed_by_id", "likelihood", "impact", "text"), "reviewed_at")
        review = _review(risk, *scores, text, by, at, sent_as)
        write(risk, by=by, at=at, why="Reviewed, no change" if no_change else "Reviewed")
        facts = {"likelihood": review.likelihood, "impact": review.impact, "no_change": no_change}
        record("risk.reviewed", review, by=by, at=at, risk=risk.pk, **facts)
    return review


@transaction.atomic
def add_mitigation(
    *, risk: Risk, text: str, owner: Post, due_on: date, by: User, at: datetime, sent_as: UUID | None = None
) -> Mitigation:
    """Say what is done about a risk, by whom, by when."""
    with ledger.chain(risk.notice_id) as record:
        if first := sent_before(Mitigation, sent_as, risk.notice_id, risk_id=risk.pk, text=text):
            return first
        mitigation = Mitigation(
            notice_id=risk.notice_id,
            risk=risk,
            text=said(text, "Say what is done about the risk", "text"),
            owner=owner,
            due_on=due_on,
            sent_as=sent_as,
        )
        for each in risk.mitigations.filter(done_on=None):
            refuse_repeated(each, mitigation, ("text", "owner_id", "due_on"))
        keep(mitigation, by=by, at=at, why="Mitigation added")
        record("mitigation.added", mitigation, by=by, at=at, risk=risk.pk, due_on=due_on)
    return mitigation


@transaction.atomic
def finish_mitigation(
    *, mitigation: Mitigation, done_on: date, by: User, at: datetime, seen_version: int | None = None
) -> Mitigation:
    """Say on which day a mitigation was done."""
    with ledger.chain(mitigation.notice_id) as record:
        mitigation = locked(mitigation, seen_version)
        if done_on > day_of(at):
            raise Refused("A mitigation is done today or earlier", "done_on")
        mitigation.done_on = done_on
        write(mitigation, "done_on", by=by, at=at, why="Mitigation done")
        record("mitigation.finished", mitigation, by=by, at=at, risk=mitigation.risk_id, done_on=done_on)
    return mitigation


@transaction.atomic
def close_risk(*, risk: Risk, reason: str, by: User, at: datetime, seen_version: int | None = None) -> Risk:
    """Take a risk off the register; the reason becomes its last review."""
    with ledger.chain(risk.notice_id) as record:
        risk = locked(risk, seen_version)
        if risk.closed_on:
            raise Refused("This risk is closed already")
        reason = said(reason, "Say why the risk is closed", "text")
        _review(risk, *_scores(risk), reason, by, at, None)
        risk.closed_on = day_of(at)
        write(risk, "closed_on", by=by, at=at, why="Risk closed")
        record("risk.closed", risk, by=by, at=at, reason=ledger.digest(reason))
    return risk


def _review(
    risk: Risk, likelihood: int, impact: int, text: str, by: User, at: datetime, sent_as: UUID | None
) -> RiskReview:
    review = RiskReview(
        notice_id=risk.notice_id,
        risk=risk,
        reviewed_by=by,
        reviewed_at=at,
        likelihood=likelihood,
        impact=impact,
        text=text.strip(),
        sent_as=sent_as,
    )
    return keep(review, by=by, at=at, why="Reviewed")


def _scores(risk: Risk) -> tuple[int, int]:
    """Likelihood and impact as last reviewed; raising a risk is its first review."""
    latest = _latest(risk)
    return latest.likelihood, latest.impact


def _latest(risk: Risk) -> RiskReview:
    """Never missing: a risk is raised with its first review."""
    review: RiskReview = risk.reviews.order_by("-reviewed_at", "-pk")[0]
    return review


def _changed(was: tuple[int, int], likelihood: int | None, impact: int | None) -> tuple[int, int]:
    """The new scores; one that is not given stays."""
    scores = (was[0] if likelihood is None else likelihood, was[1] if impact is None else impact)
    _check_scores(likelihood=scores[0], impact=scores[1])
    if scores == was:
        raise Refused("These are the scores it has: change one, or choose “Reviewed, no change”", "likelihood")
    return scores


def _check_scores(**scores: int) -> None:
    for field, score in scores.items():
        if score not in SCORES:
            raise Refused("Scores go from 1 to 5", field)


def _free_ref(notice: Notice, wanted: str) -> str:
    check_risk_ref(wanted)
    taken = set(Risk.objects.filter(notice=notice).values_list("ref", flat=True))
    if wanted in taken:
        raise Refused(f"There is a risk {wanted} already: choose another reference", "ref")
    number = len(taken) + 1
    while f"R{number}" in taken:
        number += 1
    return wanted or f"R{number}"
