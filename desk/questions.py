"""The questions behind my work: each finds one sort of thing to do, in one query for all notices."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from audit.clock import day_of
from boards.models import Answer, Invitation, LogEntry, LogState, Meeting, Seat
from desk import places
from desk.deciding import baselines, clearings, completions, date_changes, recoveries
from desk.own import asked_of, declined, drafts, returned
from desk.silences import silences
from desk.work import Desk, Question, WorkItem
from govuk import words
from kpis.awaited import awaits
from kpis.models import Baseline, BaselineState, Kpi, Measurement
from kpis.periods import Kind, code, last_ended
from kpis.permissions import ENTERS, can_release
from notices.roles import PLAN_READERS, WHOLE, Role
from people.models import PostHolding
from plans.models import Accountability, Action, CompletionState, Risk, RiskReview, Update, UpdateDraft
from reports.figures.gather import gather
from reports.models import Clearance, Commentary, Download, Feedback, Report, Submission, Version, VersionState
from reports.permissions import RUNNING

LEADS: Final = frozenset({Role.LEAD})
OFFICE: Final = frozenset({Role.OFFICE})
RUNS: Final = frozenset({Role.LEAD, Role.OFFICE})
SOON: Final = timedelta(weeks=6)
MANY: Final = 4
"""From so many on, KPIs are counted and not named."""
LAST_STEPS: Final = {
    VersionState.APPROVED: "Issue",
    VersionState.ISSUED: "Submit",
    VersionState.WITHDRAWN: "Correct",
}
UNDER_WAY: Final = (VersionState.DRAFT, VersionState.FOR_CLEARANCE, VersionState.CLEARED)


def updates(desk: Desk) -> Iterator[WorkItem]:
    """Actions of theirs without an update in the open window, or in the last one and since; and those whose rating the
    facts do not bear out."""
    asked = {pk: each.asks for pk, each in desk.rounds.items() if each.asks}
    if not asked:
        return
    begun = UpdateDraft.objects.filter(action=OuterRef("pk"), written_by=desk.reader.user.pk)
    rows = asked_of(desk).annotate(drafted=Exists(begun)).select_related("plan").in_plan_order()
    updated: dict[int, set[str]] = {}
    for row in rows:
        if row.told:
            updated.setdefault(row.notice_id, set()).add(str(row.uid))
            continue
        slug, closes_on = desk.notices[row.notice_id].slug, asked[row.notice_id].closes_on
        href, together = places.update(slug, row.plan.slug, row.ref), places.update_many(slug, row.plan.slug)
        title = f"Go on with your draft for {row}" if row.drafted else f"Update {row}"
        yield desk.item(row.notice_id, "Update", title, href, closes_on, [row.ref], together)
    leading = set(desk.where(LEADS))
    for pk in sorted(pk for pk in leading | set(updated) if pk in desk.rounds and desk.rounds[pk].open):
        yield from _differences(desk, pk, None if pk in leading else updated[pk])


def _differences(desk: Desk, notice_id: int, only: Collection[str] | None) -> Iterator[WorkItem]:
    """Ratings that differ from the facts and are not explained, from the figures; the cut-off is their day. Not while a
    claim of completion waits: then somebody else is asked."""
    notice, window = desk.notices[notice_id], desk.rounds[notice_id].open
    for row in gather(notice, desk.on).actions:
        asks = row.difference and not row.difference_explained and row.completion != CompletionState.WAITING
        if asks and (only is None or row.uid in only):
            title = f"Explain or change {row.ref}: {words.lower_first(row.difference)}"
            href = places.to("plans:explain-difference", notice.slug, row.plan, row.ref)
            due_on = day_of(window.cutoff_at) if window else None
            yield desk.item(notice_id, "Difference", title, href, due_on, [row.ref])


def figures(desk: Desk) -> Iterator[WorkItem]:
    """Figures due of a data lead for the month that ended last, and a partner's that its data lead is to release."""
    entering = desk.where(ENTERS)
    if not entering:
        return
    month_end = last_ended(desk.on, Kind.MONTH)
    later = Baseline.objects.filter(kpi=OuterRef("kpi"), number__gt=OuterRef("number"))
    proposed = Baseline.objects.filter(~Exists(later), kpi=OuterRef("pk"), state=BaselineState.PROPOSED)
    held = Measurement.objects.filter(kpi=OuterRef("pk"), held=True, corrected=False)
    waits = Exists(held) | Exists(proposed.filter(held=True))
    theirs = Q(Q(data_lead=desk.reader.user), awaits(month_end))
    releasing = {body for pk in entering for body in desk.reader.acts_for(pk, Role.DATA_LEAD)}
    rows = Kpi.objects.filter(notice__in=entering).annotate(awaited=theirs, waits=waits)
    released = Q(organisation__in=releasing, waits=True)
    asked = rows.filter(Q(awaited=True) | released)
    missing: dict[int, list[Kpi]] = {}
    held_back: dict[int, list[str]] = {}
    for row in asked.order_by("section__order", "order", "pk"):
        if row.waits and can_release(desk.reader, row):
            held_back.setdefault(row.notice_id, []).append(row.code)
        if row.awaited:
            missing.setdefault(row.notice_id, []).append(row)
    for notice_id, kpis in missing.items():
        yield _figures_due(desk, notice_id, kpis, month_end)
    for notice_id, codes in held_back.items():
        what = words.listed(codes) if len(codes) < MANY else words.plural(len(codes), "KPI")
        href = places.to("kpis:release", desk.notices[notice_id].slug)
        yield desk.item(notice_id, "Release", f"Release your organisation’s figures of {what}", href, about=codes)


def _figures_due(desk: Desk, notice_id: int, kpis: list[Kpi], month_end: date) -> WorkItem:
    slug, month, period = desk.notices[notice_id].slug, words.month(month_end), code(month_end, Kind.MONTH)
    what = kpis[0].code if len(kpis) == 1 else f"the figures of {len(kpis)} KPIs"
    href = places.to("kpis:enter-figures", slug, period=period)
    return desk.item(notice_id, "Figures", f"Enter {what} for {month}", href, desk.rounds[notice_id].closes_on)


def commentaries(desk: Desk) -> Iterator[WorkItem]:
    """Commentary asked of a post of theirs and not written, on reports that are still drafts."""
    if not desk.reader.post_ids:
        return
    gone = Version.objects.filter(report=OuterRef("report")).exclude(
        state__in=[VersionState.DRAFT, VersionState.CANCELLED]
    )
    rows = Commentary.objects.visible_to(desk.reader).filter(
        ~Exists(gone), asked_of__in=desk.reader.post_ids, written_at__isnull=True
    )
    for row in rows.select_related("report", "section").order_by("report__due_on", "section__order", "pk"):
        slug = desk.notices[row.notice_id].slug
        href = places.to("reports:commentary", slug, row.report.number, row.section.letter)
        title = f"Write the commentary on section {row.section.letter} for progress report {row.report.number}"
        yield desk.item(row.notice_id, "Commentary", title, href, row.report.cutoff_on)


def reports(desk: Desk) -> Iterator[WorkItem]:
    """What the next step of a report asks of them: statement, preparing, clearing, approving, issuing, submitting."""
    whole = desk.where(WHOLE)
    if not whole:
        return
    standing = Version.objects.filter(report=OuterRef("pk")).exclude(state=VersionState.CANCELLED)
    latest = standing.order_by("-number", "-pk")
    rows = Report.objects.filter(notice__in=whole).annotate(
        state=Subquery(latest.values("state")[:1]),
        latest=Subquery(latest.values("pk")[:1]),
        cleared=ArraySubquery(Clearance.objects.filter(version_of=OuterRef("latest")).values("organisation")),
        submitted=Exists(Submission.objects.filter(version_of=OuterRef("latest"))),
        unwritten=Count("commentaries", filter=Q(commentaries__written_at__isnull=True)),
    )
    for row in rows.exclude(state=VersionState.ISSUED, submitted=True).order_by("due_on", "pk"):
        href = places.to("reports:report", desk.notices[row.notice_id].slug, row.number)
        for step, due_on in _steps(desk, row):
            title = f"{step} progress report {row.number}, due on {words.day(row.due_on)}"
            yield desk.item(row.notice_id, "Report", title, href, due_on)
        if Role.OFFICE in desk.reader.roles(row.notice_id):
            for what, due_on in _waits_for(row):
                title = f"Chase {what} progress report {row.number}, due on {words.day(row.due_on)}"
                yield desk.item(row.notice_id, "Chasing", title, href, due_on)


def _steps(desk: Desk, row: Report) -> Iterator[tuple[str, date]]:
    state: str | None = row.state  # type: ignore[attr-defined]
    roles, reader = desk.reader.roles(row.notice_id), desk.reader
    if state in (None, VersionState.DRAFT):
        if Role.CHAIR in roles and not row.statement:
            yield "Write the chair’s statement for", row.cutoff_on
        if roles & RUNS:
            yield ("Prepare" if state is None else "Finish the draft of"), row.due_on
    elif state == VersionState.FOR_CLEARANCE:
        cleared: list[int] = row.cleared  # type: ignore[attr-defined]
        if reader.acts_for(row.notice_id, Role.ACCOUNTABLE) - set(cleared):
            yield "Clear", row.due_on
    elif state == VersionState.CLEARED:
        if Role.CHAIR in roles:
            yield "Approve", row.due_on
    elif roles & (LEADS if state == VersionState.WITHDRAWN else RUNS):
        yield LAST_STEPS[VersionState(state)], row.due_on


def _waits_for(row: Report) -> Iterator[tuple[str, date]]:
    """What others have still to give for a report."""
    state: str | None = row.state  # type: ignore[attr-defined]
    unwritten: int = row.unwritten  # type: ignore[attr-defined]
    if state in (None, VersionState.DRAFT):
        if not row.statement:
            yield "the chair’s statement for", row.cutoff_on
        if unwritten:
            yield f"{words.plural(unwritten, 'commentary,commentaries')} for", row.cutoff_on
    elif state == VersionState.FOR_CLEARANCE:
        yield "the clearance of", row.due_on
    elif state == VersionState.CLEARED:
        yield "the approval of", row.due_on


def feedback(desk: Desk) -> Iterator[WorkItem]:
    """What an adviser asked of a report and nobody has answered, for those who may answer."""
    answering = desk.where(RUNNING)
    if not answering:
        return
    rows = Feedback.objects.filter(notice__in=answering, answered_at__isnull=True).select_related("report", "said_by")
    for row in rows.order_by("said_at", "pk"):
        href = places.to("reports:answer-feedback", desk.notices[row.notice_id].slug, row.report.number, row.uid)
        title = f"Answer {row.said_by}, who wrote about progress report {row.report.number} on {words.day(row.said_at)}"
        yield desk.item(row.notice_id, "Feedback", title, href, about=[f"progress report {row.report.number}"])


def readings(desk: Desk) -> Iterator[WorkItem]:
    """For an adviser: issued reports that they have not taken yet, and drafts that were shared with them."""
    advising = desk.where({Role.ADVISER})
    if not advising:
        return
    user = desk.reader.user.pk
    taken = Download.objects.filter(drawing__version_of=OuterRef("pk"), taken_by=user)
    rows = Version.objects.filter(~Exists(taken), notice__in=advising)
    shown = rows.filter(Q(state=VersionState.ISSUED) | Q(state__in=UNDER_WAY, shares__shared_with=user)).distinct()
    for row in shown.select_related("report").order_by("-report__due_on", "-number"):
        href = places.to("reports:report", desk.notices[row.notice_id].slug, row.report.number)
        if row.issued_at:
            title = f"Read progress report {row.report.number}, issued on {words.day(row.issued_at)}"
        else:
            title = f"Comment on the draft of progress report {row.report.number}, shared with you"
        yield desk.item(row.notice_id, "Report", title, href)


def uncovered_posts(desk: Desk) -> Iterator[WorkItem]:
    """Accountable posts that nobody holds today, for the lead."""
    leading = desk.where(LEADS)
    if not leading:
        return
    held = PostHolding.objects.filter(post=OuterRef("post")).on(desk.on)
    standing = Action.objects.filter(notice__in=leading).values("pk")
    rows = Accountability.objects.filter(~Exists(held), action__in=standing, post__isnull=False)
    counted = rows.values("notice", "post__title").annotate(actions=Count("action", distinct=True))
    for row in counted.order_by("notice", "post__title"):
        title = f"Name who holds {row['post__title']}, accountable for {words.plural(row['actions'], 'action')}"
        href = places.to("notices:people", desk.notices[row["notice"]].slug)
        yield desk.item(row["notice"], "Post", title, href)


def risks(desk: Desk) -> Iterator[WorkItem]:
    """Open risks of a post of theirs that nobody reviewed since the last board."""
    if not desk.reader.post_ids:
        return
    reviewed = RiskReview.objects.filter(risk=OuterRef("pk")).order_by("-reviewed_at", "-pk")
    rows = Risk.objects.visible_to(desk.reader).filter(owner__in=desk.reader.post_ids, closed_on__isnull=True)
    for row in rows.annotate(reviewed_at=Subquery(reviewed.values("reviewed_at")[:1])).order_by("ref", "pk"):
        board = desk.rounds[row.notice_id]
        if board.last_board_on and (row.reviewed_at is None or day_of(row.reviewed_at) <= board.last_board_on):
            href = places.to("plans:risk", desk.notices[row.notice_id].slug, row.ref)
            yield desk.item(row.notice_id, "Risk", f"Review the risk {row}", href, board.next_board_on, [row.ref])


def log_entries(desk: Desk) -> Iterator[WorkItem]:
    """Open entries of the action and impact log that a post of theirs owns."""
    if not desk.reader.post_ids:
        return
    rows = LogEntry.objects.visible_to(desk.reader).filter(owner__in=desk.reader.post_ids, state=LogState.OPEN)
    for row in rows.select_related("board").order_by("due_on", "number", "pk"):
        href = places.to("boards:update-log-entry", desk.notices[row.notice_id].slug, row.board.slug, row.number)
        title = f"Log entry {row.number}: {row.text}"
        yield desk.item(row.notice_id, "Log entry", title, href, row.due_on, [str(row.number)])


def invitations(desk: Desk) -> Iterator[WorkItem]:
    """Invitations to meetings to come that a post of theirs has not answered."""
    if not desk.reader.held_post_ids:
        return
    rows = Invitation.objects.filter(
        notice__in=desk.notices, seat__post__in=desk.reader.held_post_ids, answer=Answer.NONE, meeting__on__gte=desk.on
    )
    for row in rows.select_related("meeting__board").order_by("meeting__on", "pk"):
        meeting = row.meeting
        href = places.to(
            "boards:answer-invitation", desk.notices[row.notice_id].slug, meeting.board.slug, meeting.on.isoformat()
        )
        title = f"Say whether you will attend {meeting.board} on {words.day(meeting.on)}"
        yield desk.item(row.notice_id, "Invitation", title, href, meeting.on)


def meetings(desk: Desk) -> Iterator[WorkItem]:
    """For the programme office: meetings of the next weeks to which nobody is invited, or not everybody answered.
    A board without seats has nobody to invite."""
    running = desk.where(OFFICE)
    if not running:
        return
    silent = Count("invitations", filter=Q(invitations__answer=Answer.NONE))
    seated = Exists(Seat.objects.filter(board=OuterRef("board")))
    rows = Meeting.objects.filter(seated, notice__in=running, on__gte=desk.on, on__lte=desk.on + SOON)
    told = rows.annotate(invited=Count("invitations"), silent=silent).select_related("board")
    for row in told.order_by("on", "pk"):
        slug, day = desk.notices[row.notice_id].slug, words.day(row.on)
        href = places.to("boards:meeting", slug, row.board.slug, row.on.isoformat())
        if not row.invited:
            yield desk.item(
                row.notice_id, "Meeting", f"Invite to {row.board} on {day}: nobody is invited yet", href, row.on
            )
        elif row.silent:
            answers = words.plural(row.silent, "answer")
            title = f"Chase {answers} to the invitations to {row.board} on {day}"
            yield desk.item(row.notice_id, "Meeting", title, href, row.on)


def overdue_entries(desk: Desk) -> Iterator[WorkItem]:
    """For the programme office: entries of the log that are overdue with somebody else."""
    running = desk.where(OFFICE)
    if not running:
        return
    rows = LogEntry.objects.filter(notice__in=running, state=LogState.OPEN, due_on__lt=desk.on)
    others = rows.exclude(owner__in=desk.reader.post_ids).select_related("board", "owner")
    for row in others.order_by("due_on", "number", "pk"):
        href = places.to("boards:update-log-entry", desk.notices[row.notice_id].slug, row.board.slug, row.number)
        title = f"Chase log entry {row.number} with {row.owner}: {row.text}"
        yield desk.item(row.notice_id, "Overdue entry", title, href, row.due_on, [f"{row.number} ({row.owner})"])


def windows(desk: Desk) -> Iterator[WorkItem]:
    """For the programme office: actions whose update is still missing in the window that is open."""
    running = {pk: window for pk in desk.where(OFFICE) if (window := desk.rounds[pk].open)}
    if not running:
        return
    told = Update.objects.filter(action=OuterRef("pk"), cycle__in=[window.pk for window in running.values()])
    rows = Action.objects.filter(notice__in=running).with_standing().filter(~Exists(told), completion="")
    for pk, missing in Counter(rows.values_list("notice", flat=True)).items():
        closes = running[pk].closes_on
        title = f"Chase the updates of {words.plural(missing, 'action')}: the window closes on {words.day(closes)}"
        yield desk.item(pk, "Window", title, places.actions(desk.notices[pk].slug, sort="updated"), closes)


QUESTIONS: Final[tuple[Question, ...]] = (
    updates,
    drafts,
    returned,
    declined,
    completions,
    clearings,
    recoveries,
    date_changes,
    figures,
    baselines,
    commentaries,
    reports,
    feedback,
    readings,
    uncovered_posts,
    risks,
    log_entries,
    invitations,
    meetings,
    overdue_entries,
    windows,
    silences,
)


def everything(desk: Desk) -> list[WorkItem]:
    """All that this person has to do."""
    return [item for question in QUESTIONS for item in question(desk)]


def sees_plans(desk: Desk) -> bool:
    """Whether they work on any notice, or only read what was issued."""
    return bool(desk.where(PLAN_READERS))
