"""Boards, their seats, cycles and meetings; then what they did: invited, met, decided, kept their log."""

from boards import actions
from boards.models import Answer, Attended, Authority, BoardKind, Invitation, LogImpact, Seat, SeatKind
from config.demo.replay.world import START, Told, fresh
from config.demo.story import boards as story
from config.demo.story import cast, events
from reports.actions.freezing import freeze_meeting


def set_up(told: Told) -> None:
    """The boards, and their rounds and meetings up to the end of the plan. Only the council of the story has any."""
    if told.facts.slug != cast.DEVON:
        return
    world = told.world
    for board in story.BOARDS:
        told.boards[board.slug] = actions.create_board(
            notice=told.notice,
            slug=board.slug,
            name=board.name,
            kind=BoardKind(board.kind),
            chair=world.posts[board.chair],
            rhythm=board.rhythm,
            by=told.leader,
            at=START,
        )
    for seat in story.SEATS:
        told.seats[seat.key] = actions.add_seat(
            board=told.boards[seat.board],
            title=seat.title,
            kind=SeatKind(seat.kind),
            organisation=world.organisations[seat.organisation],
            post=world.posts[seat.post] if seat.post else None,
            required=seat.required_by in told.clauses,
            invited_each_time=seat.invited_each_time,
            by=told.leader,
            at=START,
        )
    office = world.people["office"]
    for cycle in story.CYCLES:
        told.cycles[cycle.key] = actions.plan_cycle(
            notice=told.notice,
            opens_on=cycle.opens_on,
            closes_on=cycle.closes_on,
            cutoff_at=cycle.cut_off,
            moderated_on=cycle.moderated_on,
            board_on=cycle.board_on,
            by=office,
            at=START,
        )
    for meeting in story.MEETINGS:
        told.meetings[meeting.key] = actions.plan_meeting(
            board=told.boards[meeting.board],
            on=meeting.on,
            cycle=told.cycles.get(meeting.cycle),
            place=meeting.place,
            by=office,
            at=START,
        )


def invited(told: Told, event: events.InvitationsSent) -> None:
    """Invitations went out."""
    seats: list[Seat] = [told.seats[key] for key in event.seats]
    meeting = told.meetings[event.meeting]
    actions.send_invitations(meeting=meeting, seats=seats, by=told.world.people[event.by], at=event.at)


def answered(told: Told, event: events.InvitationAnswered) -> None:
    """Somebody said whether they come."""
    row = Invitation.objects.get(meeting=told.meetings[event.meeting], seat=told.seats[event.seat])
    actions.answer_invitation(invitation=row, answer=Answer(event.answer), by=told.world.people[event.by], at=event.at)


def met(told: Told, event: events.MeetingHeld) -> None:
    """A meeting was held, and the figures of its day are frozen."""
    meeting = fresh(told.meetings[event.meeting])
    by = told.world.people[event.by]
    held = actions.record_meeting(
        meeting=meeting,
        attendance={told.seats[seat].pk: Attended(how) for seat, how in event.attendance},
        notes=event.notes,
        by=by,
        at=event.at,
        seen_version=meeting.version,
    )
    if held.board.kind == BoardKind.PARTNERSHIP:
        freeze_meeting(meeting=held, by=by, at=event.at)


def decided(told: Told, event: events.Decided) -> None:
    """The board decided something."""
    meeting = told.meetings[event.meeting]
    decision = actions.record_decision(
        notice=told.notice,
        authority=Authority(event.authority),
        decided_on=meeting.on,
        text=event.text,
        meeting=meeting,
        by=told.world.people[event.by],
        at=event.at,
    )
    told.decisions[decision.number] = decision


def logged(told: Told, event: events.LogEntryAdded) -> None:
    """The board's log got a line."""
    meeting = told.meetings[event.meeting]
    entry = actions.add_log_entry(
        board=meeting.board,
        meeting=meeting,
        text=event.text,
        owner=told.world.posts[event.owner],
        due_on=event.due_on,
        by=told.world.people[event.by],
        at=event.at,
    )
    told.log[entry.number] = entry


def said_of_log(told: Told, event: events.LogEntryUpdated) -> None:
    """A line of the log was looked at."""
    entry = fresh(told.log[event.number])
    actions.update_log_entry(
        entry=entry,
        meeting=told.meetings[event.meeting],
        text=event.text,
        impact=LogImpact(event.impact),
        done=event.done,
        by=told.world.people[event.by],
        at=event.at,
        seen_version=entry.version,
    )
