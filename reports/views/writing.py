"""What people write beforehand: the chair's statement, the judgement on an area, the commentary on a section."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk.forms import Versioned
from govuk.parts import Difference
from notices.choices import posts_for
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Area
from notices.permissions import require
from plans.models import Section
from reports import permissions
from reports.actions import opening
from reports.forms import CommentaryForm, JudgementForm, PostForm, StatementForm
from reports.models import Commentary, Judged, Judgement, Report, VersionState
from reports.views.finding import find_report, page_of, posted, step

SENT = (VersionState.FOR_CLEARANCE, VersionState.CLEARED, VersionState.APPROVED)


def written(
    request: ReaderRequest,
    report: Report,
    form: Versioned,
    save: Callable[[dict[str, Any]], object],
    stored: Callable[[object], dict[str, Any]],
    *,
    template: str,
    done: str,
    back: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Save a text; where somebody else wrote meanwhile, show both beside each other and keep what was typed.

    A form that was sent twice finds its own text stored, and has nothing to complain about.
    """
    if request.method == "POST" and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
        try:
            save(form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile as changed:
            now = stored(changed.row)
            if any(now[name] != value for name, value in typed.items()):
                return _conflict(request, form, now, back)
            return redirect(back)
        else:
            messages.success(request, done)
            return redirect(back)
    page = {"notice": request.notice, "report": report, "form": form, "back": back, **context}
    page["cancels"] = report.versions.filter(state__in=SENT).exists()
    return render(request, template, page)


def _conflict(request: ReaderRequest, form: Versioned, now: dict[str, Any], back: str) -> HttpResponse:
    typed = form.cleaned_data
    fresh = form.__class__(initial={**typed, "seen_version": now["seen_version"]})
    differences = [
        Difference(str(form.fields[name].label), _said(name, now[name]), _said(name, typed[name]))
        for name in form.fields
        if name != "seen_version" and now[name] != typed[name]
    ]
    context = {
        "what": "this text",
        "by": now.get("by", ""),
        "at": now.get("at"),
        "differences": differences,
        "form": fresh,
        "button": "Save",
        "discard_href": back,
    }
    return render(request, "errors/409.html", context, status=409)


def _said(name: str, value: Any) -> str:
    return Judged(value).label if name == "judged" and value else str(value or "")


@require_http_methods(["GET", "POST"])
def statement(request: ReaderRequest, notice: str, number: int) -> HttpResponse:
    """The chair's statement."""
    report = find_report(request, notice, number)
    require(permissions.can_write_statement(request.reader, report))
    form = StatementForm(posted(request), initial=_statement(report))
    return written(
        request,
        report,
        form,
        lambda data: opening.write_statement(report=report, by=request.user, at=clock.now(), **data),
        _statement,
        template="reports/statement.html",
        done="Statement saved",
        back=page_of(report, request),
        context={},
    )


def _statement(row: object) -> dict[str, Any]:
    assert isinstance(row, Report)  # noqa: S101  what the verb raised with
    who = {"by": str(row.statement_by or ""), "at": row.statement_at}
    return {"text": row.statement, "seen_version": row.version, **who}


@require_http_methods(["GET", "POST"])
def judgement(request: ReaderRequest, notice: str, number: int, area: str) -> HttpResponse:
    """A person's judgement of one area."""
    report = find_report(request, notice, number)
    require(permissions.can_judge(request.reader, report))
    found = get_object_or_404(Area.objects.visible_to(request.reader).of(request.notice), code=area)
    row = report.judgements.filter(area=found).first()
    form = JudgementForm(posted(request), initial=_judgement(row) if row else {"seen_version": 0})
    return written(
        request,
        report,
        form,
        lambda data: opening.judge_area(
            report=report, area=found, by=request.user, at=clock.now(), **{**data, "judged": Judged(data["judged"])}
        ),
        _judgement,
        template="reports/judgement.html",
        done=f"Judgement saved: {found.title}",
        back=page_of(report, request),
        context={"area": found},
    )


def _judgement(row: object) -> dict[str, Any]:
    if not isinstance(row, Judgement):
        return {"judged": "", "text": "", "seen_version": 0}
    who = {"by": row.written_by.name, "at": row.written_at}
    return {"judged": row.judged, "text": row.text, "seen_version": row.version, **who}


@require_http_methods(["GET", "POST"])
def commentary(request: ReaderRequest, notice: str, number: int, letter: str) -> HttpResponse:
    """The commentary on one section: achieved, planned, help needed."""
    found = notice_for(request, notice)
    rows = Commentary.objects.visible_to(request.reader).of(found).select_related("report", "section", "asked_of")
    row: Commentary = get_object_or_404(rows, report__number=number, section__letter=letter)
    require(permissions.can_write_commentary(request.reader, row))
    sees_report = permissions.can_see_drafts(request.reader, row.report)
    return written(
        request,
        row.report,
        CommentaryForm(posted(request), initial=_commentary(row)),
        lambda data: opening.write_commentary(commentary=row, by=request.user, at=clock.now(), **data),
        _commentary,
        template="reports/commentary.html",
        done=f"Commentary saved: section {row.section.letter}",
        back=page_of(row.report, request) if sees_report else reverse("desk:my-work"),
        context={"commentary": row, "section": row.section},
    )


def _commentary(row: object) -> dict[str, Any]:
    assert isinstance(row, Commentary)  # noqa: S101  what the verb raised with
    said = {"achieved": row.achieved, "planned": row.planned, "help_needed": row.help_needed}
    return {**said, "seen_version": row.version, "by": str(row.written_by or ""), "at": row.written_at}


@require_http_methods(["GET", "POST"])
def ask_commentary(request: ReaderRequest, notice: str, number: int, letter: str) -> HttpResponse:
    """Ask a post for the commentary on a section."""
    report = find_report(request, notice, number)
    require(permissions.can_prepare(request.reader, report))
    section = get_object_or_404(Section.objects.visible_to(request.reader).of(request.notice), letter=letter)
    row = report.commentaries.filter(section=section).first()
    form = PostForm(
        posted(request), posts=posts_for(request.notice), initial={"post": row.asked_of_id if row else None}
    )
    return step(
        request,
        report,
        form,
        lambda data: opening.ask_commentary(
            report=report, section=section, of=data["post"], by=request.user, at=clock.now()
        ),
        template="reports/ask_commentary.html",
        done=f"Asked for the commentary on section {section.letter}",
        context={"section": section},
    )
