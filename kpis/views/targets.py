"""Rebasing a KPI's targets, with the decision that agreed it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock, ledger
from boards.models import Authority, Decision
from govuk import words
from govuk.parts import Difference
from kpis import actions, permissions, shown
from kpis.actions import TargetRow
from kpis.forms.targets import RebaseForm
from kpis.reading import KpiReading, TargetReading, planned
from kpis.views.finding import conflict, find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require

LONGEST = 110


@require_http_methods(["GET", "POST"])
def rebase_targets(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Write down targets that a decision has changed: what each one asks for is shown before it is saved."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_rebase(request.reader, row))
    decisions = _citable(request, found)
    asked: dict[str, Any] = {
        "baseline": reading.baseline.value if reading.baseline else None,
        "decisions": [(pk, _named(each)) for pk, each in decisions.items()],
    }
    sent = posted(request)
    form = RebaseForm(sent, rows=_rows(reading.targets), initial={"seen_version": row.version}, **asked)
    if sent is not None and {"more", "change"} & set(sent):
        form.unjudged()
    elif request.method == "POST" and form.is_valid():
        plan = planned(reading, [(each.label, each.due_on, each.rule) for each in form.rows], found.deliver_by)
        decision = decisions[form.cleaned_data["decision"]]
        if form.cleaned_data["checked"] != _digest(plan, decision):
            return _check(request, found, reading, form, plan, decision)
        try:
            seen = form.cleaned_data["seen_version"]
            actions.rebase_targets(
                kpi=row, targets=form.rows, decision=decision, by=request.user, at=clock.now(), seen_version=seen
            )
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            if not _said_before(reading, form.rows, decision):
                again = {"decision": decision.pk, "seen_version": row.version}
                fresh = RebaseForm(initial=again, rows=form.rows, **asked)
                return conflict(request, row, fresh, _differences(reading, form.rows, decision))
            return redirect("kpis:kpi", notice, code)
        else:
            messages.success(request, f"Targets of {code} rebased by decision {decision.number}")
            return redirect("kpis:kpi", notice, code)
    targets, earlier = shown.targets(reading)
    context = {"notice": found, "kpi": reading, "form": form, "rows": targets, "earlier": earlier}
    context["decisions"] = [(_headed(each), each.text) for each in decisions.values()]
    return render(request, "kpis/rebase_targets.html", {**context, "baseline": reading.shown(asked["baseline"])})


def _citable(request: ReaderRequest, notice: Notice) -> dict[int, Decision]:
    """The decisions by which targets may be rebased, newest first."""
    rows = Decision.objects.visible_to(request.reader).of(notice).order_by("-decided_on", "-number")
    declining = actions.declining(notice.pk)
    return {each.pk: each for each in rows if actions.may_rebase(each) and each.pk not in declining}


def _headed(decision: Decision) -> str:
    return f"{decision.number}: {Authority(decision.authority).label}, {words.day(decision.decided_on)}"


def _named(decision: Decision) -> str:
    said = " ".join(decision.text.split())
    return f"{_headed(decision)}: {said[:LONGEST]}…" if len(said) > LONGEST else f"{_headed(decision)}: {said}"


def _rows(targets: tuple[TargetReading, ...]) -> list[TargetRow]:
    return [_row(each) for each in targets]


def _digest(plan: tuple[TargetReading, ...], decision: Decision) -> str:
    """Of everything that the check shows: where a baseline was approved meanwhile, it is shown anew."""
    told = [(each.label, each.due_on, each.rule, each.value, each.oddities) for each in plan]
    return ledger.digest(f"{told} {decision.pk}")


def _check(
    request: ReaderRequest,
    notice: Notice,
    kpi: KpiReading,
    form: RebaseForm,
    plan: tuple[TargetReading, ...],
    decision: Decision,
) -> HttpResponse:
    """What the rows ask for, before they are saved; the fields travel on unseen."""
    kept, before = _rows(kpi.targets), _rows(plan)
    fresh = [each for each, row in zip(plan, before, strict=True) if row not in kept]
    gone = [each for each in kpi.targets if _row(each) not in before]
    today = request.reader.on
    context = {
        "notice": notice,
        "kpi": kpi,
        "rows": [shown.shown_target(kpi, each, kpi.baseline) for each in plan],
        "fresh": [each.due_on for each in fresh],
        "gone": [shown.shown_target(kpi, each, kpi.baseline) for each in gone],
        "passed": [each.due_on for each in (*fresh, *gone) if each.due_on < today],
        "after": [f"{each.label} of {words.day(each.due_on)}" for each in gone if each.due_on < today],
        "decision": decision,
        "authority": words.lower_first(Authority(decision.authority).label),
        "sent": [*form.sent, ("checked", _digest(plan, decision))],
        "meanwhile": bool(form.cleaned_data["checked"]),
    }
    return render(request, "kpis/check_targets.html", context)


def _row(target: TargetReading) -> TargetRow:
    return TargetRow(target.label, target.due_on, target.rule)


def _said_before(kpi: KpiReading, rows: list[TargetRow], decision: Decision) -> bool:
    """Whether just this was saved already: the form was sent twice."""
    return _rows(kpi.targets) == rows and kpi.targets[0].decision == decision.number


def _differences(kpi: KpiReading, rows: list[TargetRow], decision: Decision) -> list[Difference]:
    now = kpi.targets[0] if kpi.targets else None
    agreed = f"Decision {now.decision}" if now and now.decision else "Printed in the plan"
    return [
        Difference("Targets", _told(_rows(kpi.targets)), _told(rows)),
        Difference("Which decision agreed them?", agreed, f"Decision {decision.number}"),
    ]


def _told(rows: list[TargetRow]) -> str:
    return "\n".join(f"{words.day(row.due_on)}: {row.label}, {row.rule or 'blank'}" for row in rows)
