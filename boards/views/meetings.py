"""One meeting: planned, invited to, answered, held and recorded."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from boards import actions
from boards.forms import AnswerForm, PlanMeetingForm, RecordMeetingForm
from boards.models import Attendance, Attended, Authority, Board, Cycle, Invitation, Meeting, MeetingEvidence, Seat
from boards.permissions import can_answer, can_record_decisions
from boards.views.finding import find_board, find_meeting, posted, read_board
from govuk import words
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_run_meetings, can_see_evidence, require


@require_safe
def meeting(request: ReaderRequest, notice: str, board: str, on: date) -> HttpResponse:
    """One meeting: who came, who was invited, what was decided and what is to be done."""
    found, _, of_board = read_board(request, notice, board)
    shown = next((each for each in of_board.meetings if each.on == on), None)
    if shown is None:
        raise Http404
    invited = any(each.post_pk in request.reader.post_ids for each in shown.invitations)
    context = {
        "notice": found,
        "board": of_board,
        "meeting": shown,
        "log": [entry for entry in of_board.log if entry.meeting_on == on],
        "invited": invited and not shown.held,
        "to_invite": len(of_board.seats) - len(shown.invitations),
        "past": on <= request.reader.on,
        "not_invited": _not_invited(of_board.pk, shown.pk) if shown.held or on <= request.reader.on else "",
        "evidence": _evidence(shown.pk),
        "may_open": can_see_evidence(request.reader, found),
        "can_run": can_run_meetings(request.reader, found),
        "can_decide": can_record_decisions(request.reader, found),
    }
    return render(request, "boards/meeting.html", context)


def _evidence(meeting_pk: int) -> "QuerySet[MeetingEvidence]":
    rows: QuerySet[MeetingEvidence] = MeetingEvidence.objects.filter(meeting=meeting_pk)
    return rows.select_related("document").order_by("-document__dated_on", "-pk")


@require_http_methods(["GET", "POST"])
def plan_meeting(request: ReaderRequest, notice: str, board: str) -> HttpResponse:
    """Plan a meeting; it joins the cycle whose board is on that day."""
    found, row = find_board(request, notice, board)
    require(can_run_meetings(request.reader, found))
    form = PlanMeetingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        cycle = Cycle.objects.of(found).filter(board_on=on).first()
        try:
            actions.plan_meeting(board=row, cycle=cycle, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Meeting of {words.day(on)} planned")
            return redirect("boards:meeting", notice, board, on)
    return render(request, "boards/plan_meeting.html", {"notice": found, "board": row, "form": form})


@require_POST
def invite(request: ReaderRequest, notice: str, board: str, on: date) -> HttpResponse:
    """Invite every seat that was not invited yet."""
    found, row = find_meeting(request, notice, board, on)
    require(can_run_meetings(request.reader, found))
    try:
        made = actions.send_invitations(meeting=row, by=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, f"{words.plural(len(made), 'invitation')} sent")
    return redirect("boards:meeting", notice, board, on)


@require_http_methods(["GET", "POST"])
def answer_invitation(request: ReaderRequest, notice: str, board: str, on: date) -> HttpResponse:
    """Say whether one will attend: for whoever holds an invited seat's post, an adviser too."""
    found = notice_for(request, notice)
    theirs = Invitation.objects.of(found).filter(seat__post__in=request.reader.post_ids)
    related = theirs.select_related("seat", "meeting__board").order_by("pk")
    rows = list(related.filter(meeting__board__slug=board, meeting__on=on))
    if not rows:
        raise Http404
    require(all(can_answer(request.reader, row) for row in rows))
    form = AnswerForm(posted(request), initial={"answer": rows[0].answer})
    if request.method == "POST" and form.is_valid():
        try:
            for row in rows:
                actions.answer_invitation(invitation=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Thank you: your answer is kept, and you can change it until the meeting")
            return redirect("boards:answer-invitation", notice, board, on)
    context = {"notice": found, "meeting": rows[0].meeting, "invitations": rows, "form": form}
    return render(request, "boards/answer_invitation.html", context)


@require_http_methods(["GET", "POST"])
def record_meeting(request: ReaderRequest, notice: str, board: str, on: date) -> HttpResponse:
    """Record a meeting: how each seat was filled, notes, decisions. Recorded again, it is corrected."""
    found, row = find_meeting(request, notice, board, on)
    require(can_run_meetings(request.reader, found))
    seats = list(_seats(row.board))
    form = RecordMeetingForm(posted(request), seats=seats, initial=_recorded(row))
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, found, row, form)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _conflict(request, found, row, form, seats)
        else:
            messages.success(request, f"Meeting of {words.day(on)} recorded")
            return redirect("boards:meeting", notice, board, on)
    context = {"notice": found, "meeting": row, "form": form, "not_invited": _not_invited(row.board_id, row.pk)}
    return render(request, "boards/record_meeting.html", context)


def _not_invited(board_pk: int, meeting_pk: int) -> str:
    """The warning that a meeting lacks invitations for which the notice asks each time; "" when none is missing."""
    seats = Seat.objects.filter(board=board_pk, invited_each_time=True).exclude(invitations__meeting=meeting_pk)
    seats = seats.select_related("organisation").order_by("order", "pk")
    missing = [f"{seat.title} ({seat.organisation})" for seat in seats]
    if not missing:
        return ""
    return (
        "The notice asks for an invitation to each meeting. For this one none is recorded to "
        f"{words.listed(missing, 'or')}."
    )


def _seats(board: Board) -> list[Seat]:
    return list(board.seats.select_related("organisation").order_by("order", "pk"))


def _recorded(row: Meeting) -> dict[str, str | int]:
    """What is recorded already, as the form's beginning."""
    recorded: dict[str, str | int] = {"notes": row.notes, "seen_version": row.version}
    for seat, how in Attendance.objects.filter(meeting=row).values_list("seat_id", "attended"):
        recorded[f"seat_{seat}"] = how
    return recorded


def _record(request: ReaderRequest, notice: Notice, row: Meeting, form: RecordMeetingForm) -> None:
    at = clock.now()
    actions.record_meeting(
        meeting=row,
        attendance=form.attendance,
        notes=form.cleaned_data["notes"],
        by=request.user,
        at=at,
        seen_version=form.cleaned_data["seen_version"],
    )
    for sent_as, text in form.decisions:
        actions.record_decision(
            notice=notice,
            authority=Authority.BOARD,
            decided_on=row.on,
            text=text,
            meeting=row,
            by=request.user,
            at=at,
            sent_as=sent_as,
        )


def _conflict(
    request: ReaderRequest, notice: Notice, row: Meeting, form: RecordMeetingForm, seats: list[Seat]
) -> HttpResponse:
    """Somebody else recorded it meanwhile: both records side by side, and what was typed in a form that can be sent."""
    stored = Meeting.objects.select_related("recorded_by").get(pk=row.pk)
    now = _recorded(stored)
    differences = [Difference("Notes", stored.notes, form.cleaned_data["notes"])]
    for seat in seats:
        before, after = now.get(f"seat_{seat.pk}"), form.attendance[seat.pk]
        if before != after:
            differences.append(Difference(seat.title, Attended(str(before)).label if before else "", after.label))
    typed = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
    context = {
        "what": f"the meeting of {words.day(row.on)}",
        "by": stored.recorded_by.name if stored.recorded_by else "",
        "at": stored.recorded_at,
        "differences": differences,
        "form": RecordMeetingForm(seats=seats, initial={**typed, "seen_version": stored.version}),
        "button": "Save mine",
        "discard_href": reverse("boards:meeting", args=[notice.slug, row.board.slug, row.on]),
    }
    return render(request, "errors/409.html", context, status=409)
