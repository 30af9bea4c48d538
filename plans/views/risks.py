"""The risk register: the matrix and the list, a risk, its reviews and mitigations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from audit.clock import day_of
from boards.forms import posts_for
from govuk.forms import Form
from govuk.parts import Difference
from govuk.words import day
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require
from people.models import Post
from plans import actions, permissions, words
from plans.forms.lists import RiskFilter
from plans.forms.risks import NO_CHANGE, CloseForm, FinishForm, MitigationForm, RaiseForm, ReviewForm
from plans.models import Mitigation, Risk
from plans.reading import RiskReading
from plans.reading.risks import read_risks, read_these_risks
from plans.views.finding import own, plan_notice, posted, stale
from sheets.download import download
from sheets.writing import Column, Value

COLUMNS = (
    Column("Ref"),
    Column("Risk"),
    Column("Cause"),
    Column("Event"),
    Column("Effect"),
    Column("Owner"),
    Column("Likelihood", "number"),
    Column("Impact", "number"),
    Column("Score", "number"),
    Column("Level"),
    Column("Score before", "number"),
    Column("Target score", "number"),
    Column("Last reviewed", "date"),
    Column("Closed", "date"),
    Column("Mitigations"),
)


@dataclass(frozen=True)
class Listed:
    """A risk with its level and how it moved."""

    risk: RiskReading

    @property
    def level(self) -> str:
        return words.level(self.risk.score)[0]

    @property
    def word(self) -> str:
        return words.level(self.risk.score)[1]

    @property
    def look(self) -> str:
        return words.LEVEL_LOOKS[self.level]

    @property
    def movement(self) -> str:
        return words.movement(self.risk.score, self.risk.previous_score)


@dataclass(frozen=True)
class Cell:
    """One field of the matrix."""

    score: int
    level: str
    word: str
    risks: list[RiskReading]


@require_safe
def risks(request: ReaderRequest, notice: str) -> HttpResponse:
    """What could stop us, how bad is it, and is it moving?"""
    found = plan_notice(request, notice)
    register = [Listed(risk) for risk in sorted(read_risks(found), key=_worst_first)]
    owners = sorted({(str(each.risk.owner_id), each.risk.owner) for each in register}, key=lambda pair: pair[1])
    filters = RiskFilter(request.GET, owners=owners)
    shown = _chosen(register, filters)
    file = download(f"risks-{found.slug}", request.GET.get("format", ""), COLUMNS, _sheet(shown))
    if file is not None:
        return file
    context = {
        "notice": found,
        "filters": filters,
        "listed": shown,
        "any": bool(register),
        "matrix": _matrix([each.risk for each in shown if not each.risk.closed_on]),
        "may_raise": permissions.can_raise_risk(request.reader, found),
    }
    return render(request, "plans/risks.html", context)


def _worst_first(risk: RiskReading) -> tuple[bool, int]:
    return risk.closed_on is not None, -risk.score


def _chosen(register: Iterable[Listed], filters: RiskFilter) -> list[Listed]:
    chosen = filters.chosen_values
    return [
        each
        for each in register
        if (chosen.get("closed") or not each.risk.closed_on)
        and chosen.get("level", each.level) == each.level
        and chosen.get("owner", str(each.risk.owner_id)) == str(each.risk.owner_id)
    ]


def _matrix(open_risks: Sequence[RiskReading]) -> list[tuple[int, str, list[Cell]]]:
    """Rows from the highest likelihood down, each with its five fields by impact."""
    return [
        (likelihood, words.SCORE_WORDS[likelihood], [_cell(open_risks, likelihood, impact) for impact in range(1, 6)])
        for likelihood in range(5, 0, -1)
    ]


def _cell(open_risks: Iterable[RiskReading], likelihood: int, impact: int) -> Cell:
    here = [
        each
        for each in open_risks
        if each.latest and (each.latest.likelihood, each.latest.impact) == (likelihood, impact)
    ]
    return Cell(likelihood * impact, *words.level(likelihood * impact), here)


def _sheet(shown: Iterable[Listed]) -> Iterator[Sequence[Value]]:
    for each in shown:
        risk, latest = each.risk, each.risk.latest
        yield (
            risk.ref,
            risk.title,
            risk.cause,
            risk.event,
            risk.effect,
            risk.owner,
            latest.likelihood if latest else None,
            latest.impact if latest else None,
            risk.score,
            each.word,
            risk.previous_score or None,
            risk.target_score,
            day_of(latest.at) if latest else None,
            risk.closed_on,
            "; ".join(mitigation.text for mitigation in risk.mitigations),
        )


def _find(request: ReaderRequest, notice: str, ref: str) -> tuple[Risk, RiskReading]:
    found = plan_notice(request, notice)
    rows = Risk.objects.visible_to(request.reader).of(found).filter(ref=ref)
    row = rows.select_related("owner").first()
    if row is None:
        raise Http404
    (told,) = read_these_risks(rows)
    return row, told


@require_safe
def risk(request: ReaderRequest, notice: str, ref: str) -> HttpResponse:
    """One risk: cause, event and effect, where it stands, what is done about it, and every review."""
    row, told = _find(request, notice, ref)
    context = {
        "notice": request.notice,
        "listed": Listed(told),
        "risk": told,
        "target": words.level(told.target_score),
        "late": [each for each in told.mitigations if each.late(request.reader.on)],
        "score_words": words.SCORE_WORDS,
        "may_review": not told.closed_on and permissions.can_review_risk(request.reader, row),
        "may_close": not told.closed_on and permissions.can_close_risk(request.reader, row),
        "mitigations": [
            (each, permissions.can_finish_mitigation(request.reader, row, each.owner_id)) for each in told.mitigations
        ],
    }
    return render(request, "plans/risk.html", context)


@require_http_methods(["GET", "POST"])
def review_risk(request: ReaderRequest, notice: str, ref: str) -> HttpResponse:
    """Review a risk: with new scores, or explicitly without a change."""
    row, told = _find(request, notice, ref)
    require(permissions.can_review_risk(request.reader, row))
    form = ReviewForm(posted(request), initial={"seen_version": row.version, **_scores(told)})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        no_change = typed.pop("outcome") == NO_CHANGE
        try:
            actions.review_risk(risk=row, no_change=no_change, by=request.user, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = ReviewForm(initial={**form.cleaned_data, "seen_version": row.version})
            return _reviewed_meanwhile(request, told, form, again)
        else:
            messages.success(request, f"{ref} reviewed{', no change' if no_change else ''}")
            return redirect("plans:risk", notice, ref)
    context = {"notice": request.notice, "listed": Listed(told), "risk": told, "form": form}
    return render(request, "plans/review_risk.html", context)


def _scores(told: RiskReading) -> dict[str, int]:
    return {"likelihood": told.latest.likelihood, "impact": told.latest.impact} if told.latest else {}


def _reviewed_meanwhile(request: ReaderRequest, told: RiskReading, form: ReviewForm, again: ReviewForm) -> HttpResponse:
    typed, now = form.cleaned_data, told.latest
    mine = f"{typed['likelihood'] or '–'} × {typed['impact'] or '–'}"
    theirs = f"{now.likelihood} × {now.impact}" if now else ""
    both = [
        Difference("Likelihood × impact", theirs, mine),
        Difference("What was said", now.text if now else "", typed["text"]),
    ]
    who = {"by": now.by, "at": now.at} if now else {}
    href = reverse("plans:risk", args=[request.notice.slug, told.ref])
    return stale(request, again, both, what=f"risk {told.ref}", button="Save my review", href=href, **who)


@require_http_methods(["GET", "POST"])
def raise_risk(request: ReaderRequest, notice: str) -> HttpResponse:
    """Put a risk on the register."""
    found = plan_notice(request, notice)
    require(permissions.can_raise_risk(request.reader, found))
    owners = _owners(found)
    form = RaiseForm(posted(request), owners=_choices(owners))
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "owner": owners[form.cleaned_data["owner"]]}
        try:
            new = actions.raise_risk(notice=found, by=request.user, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{new.ref} is on the register")
            return redirect("plans:risk", notice, new.ref)
    return render(request, "plans/raise_risk.html", {"notice": found, "form": form})


def _owners(notice: Notice) -> dict[int, Post]:
    return {post.pk: post for post in posts_for(notice)}


def _choices(owners: dict[int, Post]) -> list[tuple[int, str]]:
    return [(pk, f"{post.title} ({post.organisation})") for pk, post in owners.items()]


@require_http_methods(["GET", "POST"])
def add_mitigation(request: ReaderRequest, notice: str, ref: str) -> HttpResponse:
    """Say what is done about a risk."""
    row, told = _find(request, notice, ref)
    require(not row.closed_on and permissions.can_review_risk(request.reader, row))
    owners = _owners(request.notice)
    form = MitigationForm(posted(request), owners=_choices(owners))
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "owner": owners[form.cleaned_data["owner"]]}
        try:
            actions.add_mitigation(risk=row, by=request.user, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Mitigation added to {ref}")
            return redirect("plans:risk", notice, ref)
    return render(request, "plans/add_mitigation.html", {"notice": request.notice, "risk": told, "form": form})


@require_http_methods(["GET", "POST"])
def finish_mitigation(request: ReaderRequest, notice: str, ref: str, pk: int) -> HttpResponse:
    """Say when a mitigation was done."""
    row, told = _find(request, notice, ref)
    mitigation = own(request, Mitigation, request.notice, risk=row, pk=pk)
    require(permissions.can_finish_mitigation(request.reader, row, mitigation.owner_id))
    initial = {"seen_version": mitigation.version, "done_on": mitigation.done_on}
    form = FinishForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish_mitigation(mitigation=mitigation, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = form.cleaned_data["done_on"]
            if typed != mitigation.done_on:
                again = FinishForm(initial={"done_on": typed, "seen_version": mitigation.version})
                both = [Difference("Done on", day(mitigation.done_on) if mitigation.done_on else "", day(typed))]
                return _changed(request, told, again, both, f"a mitigation of {ref}")
            return redirect("plans:risk", notice, ref)
        else:
            messages.success(request, "Mitigation done")
            return redirect("plans:risk", notice, ref)
    context = {"notice": request.notice, "risk": told, "mitigation": mitigation, "form": form}
    return render(request, "plans/finish_mitigation.html", context)


@require_http_methods(["GET", "POST"])
def close_risk(request: ReaderRequest, notice: str, ref: str) -> HttpResponse:
    """Take a risk off the register."""
    row, told = _find(request, notice, ref)
    require(permissions.can_close_risk(request.reader, row))
    form = CloseForm(posted(request), initial={"seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_risk(risk=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            said, typed = told.latest.text if told.latest else "", form.cleaned_data["reason"]
            if not (row.closed_on and said == typed):
                again = None if row.closed_on else CloseForm(initial={"reason": typed, "seen_version": row.version})
                return _changed(request, told, again, [Difference("What was said", said, typed)], f"risk {ref}")
            return redirect("plans:risk", notice, ref)
        else:
            messages.success(request, f"{ref} is closed")
            return redirect("plans:risk", notice, ref)
    return render(request, "plans/close_risk.html", {"notice": request.notice, "risk": told, "form": form})


def _changed(
    request: ReaderRequest, told: RiskReading, again: Form | None, both: list[Difference], what: str
) -> HttpResponse:
    href = reverse("plans:risk", args=[request.notice.slug, told.ref])
    return stale(request, again, both, what=what, button="Save mine", href=href)
