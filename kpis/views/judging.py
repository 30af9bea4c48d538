"""A person's judgement of a KPI, beside what the rules say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from govuk.parts import Difference
from kpis import actions, permissions
from kpis.forms.judging import JudgeForm, TakeBackForm
from kpis.models import JudgedState, KpiJudgement
from kpis.reading import JudgementReading
from kpis.views.finding import conflict, find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def judge_kpi(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Say how a KPI stands in one's own judgement, and why."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_judge(request.reader, row))
    form = JudgeForm(posted(request), initial={"seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.judge_kpi(kpi=row, by=request.user, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = JudgeForm(initial={**typed, "seen_version": row.version})
            return conflict(request, row, again, _differences(reading.judgement, typed["state"], typed["reason"]))
        else:
            messages.success(request, f"{code}: judged {words.lower_first(JudgedState(typed['state']).label)}")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/judge_kpi.html", {"notice": found, "kpi": reading, "form": form})


def _differences(now: JudgementReading | None, state: str, reason: str) -> list[Difference]:
    return [
        Difference("How does it stand?", now.state.label if now else "", JudgedState(state).label),
        Difference("Why do you judge it so?", now.reason if now else "", reason),
    ]


@require_http_methods(["GET", "POST"])
def take_back_judgement(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Take the standing judgement back: what the rules say stands alone again."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_judge(request.reader, row))
    standing = KpiJudgement.objects.visible_to(request.reader).of(found).filter(kpi=row, ended_at__isnull=True).first()
    if standing is None:
        messages.info(request, f"No judgement of {code} stands")
        return redirect("kpis:kpi", notice, code)
    # a judgement is never changed while it stands, so the row that was seen says more than its version
    form = TakeBackForm(posted(request), initial={"seen_version": standing.pk})
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if form.cleaned_data["seen_version"] != standing.pk:
            again = TakeBackForm(initial={"why": why, "seen_version": standing.pk})
            told = f"{JudgedState(standing.state).label}: {standing.reason}"
            return conflict(request, row, again, [Difference("The judgement that stands", told, "")])
        try:
            actions.take_back_judgement(
                judgement=standing, why=why, by=request.user, at=clock.now(), seen_version=standing.version
            )
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"The judgement of {code} was changed meanwhile: this is what stands now")
            return redirect("kpis:kpi", notice, code)
        else:
            messages.success(request, f"The judgement of {code} is taken back")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/take_back_judgement.html", {"notice": found, "kpi": reading, "form": form})
