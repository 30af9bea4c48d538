"""Taking out a figure that belongs nowhere, and all that a file brought in."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from kpis import actions, permissions, shown
from kpis.actions import Returning
from kpis.forms.withdrawing import TakeBackForm, WithdrawForm
from kpis.models import FigureImport, Kpi, Measurement
from kpis.periods import Kind, inside
from kpis.reading import KpiReading, read_as_if_withdrawn
from kpis.views.finding import Told, find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.permissions import can_see_plan, require

SHOWN_OPEN: Final = 20
"""So many figures of a file are listed without being asked for."""


@require_http_methods(["GET", "POST"])
def withdraw_measurement(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """Take a figure out, with a reason: one that was put into the wrong KPI, say."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row), _who_may(row))
    rows = Measurement.objects.visible_to(request.reader).of(found).select_related("kpi__organisation")
    figure = get_object_or_404(rows, kpi=row, uid=uid)
    form = WithdrawForm(posted(request), anew=_anew(figure, reading), initial={"seen_version": figure.version})
    if figure.corrected and not form.is_bound:
        return _gone(request, figure, reading)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_measurement(measurement=figure, by=request.user, at=clock.now(), **form.asked)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            figure = rows.get(pk=figure.pk)
            if figure.corrected:
                return _gone(request, figure, reading)
            form = WithdrawForm(
                anew=_anew(figure, reading), initial={**form.cleaned_data, "seen_version": figure.version}
            )
            messages.warning(request, "The figure was changed or released meanwhile: look again, then withdraw it")
        else:
            no_more = "never counted and waits for release no more" if figure.held else "counts no more"
            messages.success(request, f"Figure withdrawn: {_said(figure, reading)} {no_more}")
            return redirect("kpis:kpi", notice, code)
    back = actions.comes_back(figure) if figure.held else None
    context = {
        "notice": found,
        "kpi": reading,
        "said": _said(figure, reading),
        "of": _of(figure),
        "held": figure.held,
        "free": back is None or back.as_at != figure.as_at,
        "then": _then(figure, back, reading),
        "may": permissions.can_withdraw(request.reader, figure),
        "form": form,
        **_follows(request, row, figure, reading),
    }
    return render(request, "kpis/withdraw_measurement.html", context)


def _who_may(kpi: Kpi) -> str:
    """Who takes its figures out, in a sentence for who may not: it says nothing of what figures there are."""
    council = f"{kpi.data_lead.name}, who enters them" if kpi.data_lead else "a data lead of the council"
    if kpi.organisation is None:
        return f"Figures of {kpi.code} are withdrawn by {council}, or by the improvement lead"
    released = (
        f"Figures of {kpi.code} that {kpi.organisation} has released are withdrawn by a data lead of that organisation"
    )
    return f"{released}, and those that wait for its release also by {council}, or by the improvement lead"


def _follows(request: ReaderRequest, kpi: Kpi, figure: Measurement, now: KpiReading) -> dict[str, object]:
    """How the KPI and its milestones stand before and after; nothing of a figure that never counted, or that the reader
    may not take out."""
    if figure.held or not permissions.can_withdraw(request.reader, figure):
        return {}
    if actions.bears_break(figure):
        when = {"if the series still starts anew": True, "if it does not": False}
    else:
        when = {"once withdrawn": False}
    then = {
        said: read_as_if_withdrawn(kpi, request.notice, request.reader.on, figure, break_stays=stays)
        for said, stays in when.items()
    }
    return {
        "follows": shown.follows(now, then),
        "passed": shown.came_out_beside(now, then.values()),
        "whens": [words.upper_first(said) for said in when],
    }


def _anew(figure: Measurement, kpi: KpiReading) -> tuple[str, str] | None:
    """What follows where the series breaks still, and where it does not, if it starts anew with this figure."""
    if not actions.bears_break(figure):
        return None
    after, since = actions.next_standing(figure), kpi.baseline.as_at if kpi.baseline else None
    first = f"the figure of {_of(after)}" if after else "the next figure that comes"
    stays = f"the break of {words.day(figure.as_at)} stays, and {first} begins the new series"
    goes = "later figures are compared with those before it again"
    parting = [each for each in kpi.breaks if since is None or since < each.on]
    if kpi.baseline and [each.on for each in parting] == [figure.as_at]:
        aside = "stays set aside" if after else "is set aside from then on"
        return f"{stays}. The baseline {aside}", f"{goes}. The baseline counts again"
    return stays, goes


def _then(figure: Measurement, back: Measurement | None, kpi: KpiReading) -> str:
    """What becomes of the figure whose place this one took, in a sentence; "" where it took none."""
    if figure.corrects is None:
        return ""
    if back is None:
        again = "does not come back: its day has another figure" if figure.held else "does not stand again by itself"
        return f"The one that it had corrected {again}."
    told = f"{kpi.told_row(back.uid, back.value, back.as_at)} for {_of(back)}, which it was to correct,"
    if not back.held:
        return f"{told} counts on."
    stays = "; the figure that counts now stays" if any(each.as_at == back.as_at for each in kpi.figures) else ""
    return f"{told} waits for release by {kpi.organisation} again{stays}."


def _said(figure: Measurement, kpi: KpiReading) -> str:
    value = kpi.told_row(figure.uid, figure.value, figure.as_at)
    return f"{kpi.code}, {value} for {_of(figure)}"


def _gone(request: ReaderRequest, figure: Measurement, kpi: KpiReading) -> HttpResponse:
    """It stands no more: somebody corrected, moved or withdrew it."""
    stored = Measurement.objects.get(pk=figure.pk)
    done = "withdrawn" if stored.withdrawn_at else "corrected"
    messages.info(request, f"{_said(figure, kpi)} was {done} already: this is what stands now")
    return redirect("kpis:kpi", request.notice.slug, kpi.code)


@require_http_methods(["GET", "POST"])
def take_back_import(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Withdraw all that a file brought in, with one reason."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    require(permissions.can_import(request.reader, found))
    files = FigureImport.objects.visible_to(request.reader).of(found).exclude(entered_at=None)
    file = get_object_or_404(files.select_related("notice", "entered_by"), uid=uid)
    require(permissions.can_take_back(request.reader, file))
    does = actions.taking_back(file, request.reader)
    seen = {"seen_version": file.version, "seen_figures": does.digest}
    form = TakeBackForm(posted(request), initial=seen)
    if file.taken_back_at:
        return _taken_back(request, file)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_import(file=file, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            file.refresh_from_db()
            if file.taken_back_at:
                return _taken_back(request, file)
            does = actions.taking_back(file, request.reader)
            seen = {"seen_version": file.version, "seen_figures": does.digest}
            form = TakeBackForm(initial={**form.cleaned_data, **seen})
            messages.warning(request, "Figures of this file were changed meanwhile: look again, then take it back")
        else:
            messages.success(request, f"{file.name} is taken back: {does.done or 'nothing of it stood any more'}")
            return redirect("kpis:import-figures", notice)
    told = _Returned(request, found)
    context = {
        "notice": found,
        "file": file,
        "rows": [(each.row, f"{told(each.row)} for {_of(each.row)}", told.again(each)) for each in does.standing],
        "gone": [(each.row, told.of_gone(each)) for each in does.gone],
        "again": words.listed(sorted({each.again for each in does.standing if each.again}), "or"),
        "is_short": len(does.standing) <= SHOWN_OPEN,
        "hinders": does.hinders,
        "form": form,
    }
    return render(request, "kpis/take_back_import.html", context)


class _Returned(Told):
    """The same, with what becomes of figures whose place those of a file took."""

    def again(self, each: Returning) -> str:
        """What becomes of the figure whose place one of a file took; "" where nothing does."""
        return f"{self(each.back)} {each.again}" if each.back else ""

    def of_gone(self, each: Returning) -> str:
        """The same of one that was withdrawn before its file is."""
        before = each.back or each.row.corrects
        told = f"{self(before)} for {_of(before)}" if before else ""
        return f"{told} {each.again or 'does not come back'}"


def _taken_back(request: ReaderRequest, file: FigureImport) -> HttpResponse:
    messages.info(request, f"{file.name} was taken back already")
    return redirect("kpis:import-figures", request.notice.slug)


def _of(figure: Measurement) -> str:
    return inside(figure.as_at, Kind(figure.period))
