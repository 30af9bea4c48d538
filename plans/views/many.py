"""Updating many actions on one page: a row each, saved row by row; what is typed in the others stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit import clock
from boards.cycles import cycle_for
from boards.models import Cycle
from govuk.forms import Unsent
from govuk.parts import Difference
from govuk.words import listed
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from plans import actions, permissions, words
from plans.actions.update import NEEDS_RECOVERY, why_late
from plans.forms.many import RowForm
from plans.forms.updates import carried_forward, said_of
from plans.models import Action, Plan, Update, UpdateDraft
from plans.rating import Impact
from plans.reading import ActionReading, UpdateReading
from plans.reading.actions import read_actions
from plans.views.drafting import as_typed, beyond_row, in_row, mark
from plans.views.finding import FailingKpis, own, plan_notice, posted, told_day
from plans.views.update import asked_of

SAVE, UNCHANGED, ALL = "save", "unchanged", "all"
CARRIED: Final = ("impact_text", "next_steps", "needed")


@dataclass
class Row:
    """An action on the page. `draft` is what its reader has kept for it, `beyond` what of the draft has no room in the
    row, which then leads to the whole form; `saved` is what was saved of it just now; `conflicts` show both texts when
    somebody else wrote meanwhile."""

    action: Action
    told: ActionReading
    form: RowForm
    draft: UpdateDraft | None = None
    beyond: list[str] = field(default_factory=list)
    saved: Update | None = None
    conflicts: list[Difference] = field(default_factory=list)

    @property
    def may_be_explained(self) -> bool:
        """Whether the facts warn, or what was chosen is better than they suggest."""
        return self.told.suggestion.rating in NEEDS_RECOVERY or self.form.asks_why

    @property
    def may_be_unchanged(self) -> bool:
        return self.told.latest is not None

    @property
    def is_sent(self) -> bool:
        """Whether somebody has sent it now, and not left it as a draft or before signing in again."""
        return self.form.is_bound and not isinstance(self.form.data, Unsent)

    @property
    def is_drafted(self) -> bool:
        """Whether the row began with the draft as it stands now: then nothing of it is lost when the row is saved."""
        return self.draft is not None and self.form["of_draft"].value() == mark(self.draft)

    @property
    def drafted(self) -> str:
        """The text of the draft."""
        return str(as_typed(self.draft).get("text", "")) if self.draft else ""


@require_http_methods(["GET", "POST"])
def update_many(request: ReaderRequest, notice: str, plan: str, failing_kpis: FailingKpis) -> HttpResponse:
    """Update the actions of one's own, or as the programme office those of everybody, row by row."""
    found = plan_notice(request, notice)
    shown = own(request, Plan, found, slug=plan)
    cycle = cycle_for(found, clock.now())
    told = read_actions(_theirs(request, found, shown), request.reader.on, failing_kpis(found, request.reader.on))
    done = {each.pk for each in told if _is_done(each, cycle)}
    drafts = actions.drafts_of([each.pk for each in told], request.reader)
    every = _rows(request, found, told, drafts)
    rows = [row for row in every if row.action.pk not in done or (row.form.is_written and not row.is_drafted)]
    if request.method == "POST":
        _save(request, rows, posted(request) or QueryDict())
        begun = [row for row in rows if row.is_sent and not row.saved and _goes_on(row)]
        if not begun and any(row.saved for row in rows):
            return _saved(request, found, shown, rows)
    _lead_on(rows)
    context = {
        "notice": found,
        "plan": shown,
        "rows": rows,
        "done": [each for each in told if each.pk in done - {row.action.pk for row in rows}],
        "drafts": drafts,
        "form": next((row.form for row in rows if row.form.errors), None),
        "forms": [row.form for row in rows],
        "legend": words.legend(),
    }
    return render(request, "plans/update_many.html", context)


def _goes_on(row: Row) -> bool:
    """Whether something of the row waits to be saved."""
    return bool(row.form.errors or row.conflicts or row.form.is_begun)


def _theirs(request: ReaderRequest, notice: Notice, plan: Plan) -> Any:
    reader = request.reader
    rows = Action.objects.visible_to(reader).of(notice).filter(plan=plan)
    if permissions.writes_for_all(reader, notice):
        return rows
    accountable = Action.objects.of(notice).accountable_to(reader).values("pk")
    return rows.filter(Q(lead=reader.user.pk) | Q(pk__in=accountable))


def _is_done(told: ActionReading, cycle: Cycle | None) -> bool:
    """Complete or claimed to be, or updated in this round."""
    updated = cycle is not None and told.latest is not None and told.latest.cycle_id == cycle.pk
    return told.waits or told.complete or updated


def _rows(
    request: ReaderRequest, notice: Notice, every: Sequence[ActionReading], drafts: Mapping[int, UpdateDraft]
) -> Iterator[Row]:
    found = Action.objects.of(notice).filter(pk__in=[each.pk for each in every])
    stored = found.select_related("notice").prefetch_related("accountabilities__post").in_bulk()
    for told in every:
        action, draft, sent = stored[told.pk], drafts.get(told.pk), posted(request)
        # what another person's hand-over or completion has taken off the page may be missing from what was sent
        here = sent if sent is not None and f"{told.pk}-sent_as" in sent else None
        begins_with = draft if here is None else None
        typed = in_row(begins_with, str(told.pk)) if begins_with else here
        row = Row(action, told, _form(request, action, told, typed), draft)
        if begins_with:
            row.beyond = beyond_row(begins_with, carried_forward(action, told.latest), row.form.fields)
        yield row


def _form(request: ReaderRequest, action: Action, told: ActionReading, sent: QueryDict | None) -> RowForm:
    return RowForm(
        sent,
        prefix=str(told.pk),
        row_name=told.ref,
        facts=told.facts,
        initial=carried_forward(action, told.latest),
        **asked_of(request, action),
    )


def _save(request: ReaderRequest, rows: list[Row], sent: QueryDict) -> None:
    """Save the row whose button was pressed, or all that were begun; the others are not judged."""
    wanted, unchanged = sent.get(SAVE, ""), sent.get(UNCHANGED, "")
    for row in rows:
        if not row.is_sent:
            continue
        if unchanged == row.told.ref:
            _save_unchanged(request, row)
        elif wanted == row.told.ref or (wanted == ALL and row.form.is_begun):
            _save_row(request, row)
        else:
            row.form.unjudged()


def _save_row(request: ReaderRequest, row: Row) -> None:
    if not row.form.is_valid():
        return
    latest: Any = row.told.latest
    carried = {name: getattr(latest, name) for name in CARRIED} if latest else {}
    carried["impact"] = Impact(latest.impact) if latest else Impact.NONE_YET
    typed = {name: value for name, value in row.form.cleaned_data.items() if name != "of_draft"}
    keeps = row.draft is not None and not row.is_drafted
    try:
        row.saved = actions.add_update(
            action=row.action, reader=request.reader, at=clock.now(), keeps_draft=keeps, **carried, **typed
        )
    except Refused as refused:
        show_refusal(row.form, refused)
    except ChangedMeanwhile:
        _show_both(row)


def _save_unchanged(request: ReaderRequest, row: Row) -> None:
    """What stands in the row as text is the sentence; of the rest only why the rating stands is asked."""
    row.form.is_valid()
    needed = {"seen_version", "sent_as", "on_behalf_of"} & set(row.form.errors)
    typed: dict[str, Any] = {
        name: row.form.cleaned_data.get(name) for name in ("seen_version", "sent_as", "on_behalf_of")
    }
    for name in set(row.form.errors) - needed:
        del row.form.errors[name]
    if needed:
        return
    latest = row.told.latest
    if latest and _choice(row.form) not in ("", latest.rating.label):
        row.form.add_error("rating", f"You chose {_choice(row.form)}, and it was {latest.rating.label}: save the row")
        return
    typed |= {"text": row.form.sentence(), "explanation": row.form.cleaned_data.get("explanation", "")}
    if latest and typed["seen_version"] == row.action.version and not _is_honest(row, latest, typed, request.reader.on):
        return
    try:
        row.saved = actions.confirm_no_change(action=row.action, reader=request.reader, at=clock.now(), **typed)
    except Refused as refused:
        show_refusal(row.form, refused)
    except ChangedMeanwhile:
        _show_both(row)


def _is_honest(row: Row, latest: UpdateReading, typed: Mapping[str, Any], today: date) -> bool:
    """Whether all is said that an update without a change has to say; what is missing is asked for."""
    if not typed["text"] and (late := why_late(row.action, today)):
        row.form.add_error("text", late)
    said = said_of(latest)
    row.form.ask_why({**said, "explanation": typed["explanation"] or said["explanation"]}, "save the row with another")
    return not row.form.errors


def _show_both(row: Row) -> None:
    """Somebody else has updated it: their words beside what was typed, which can be sent once more."""
    now: Any = row.told.latest
    typed = row.form.cleaned_data
    differences = [
        Difference("Rating", now.rating.label if now else "", _choice(row.form)),
        Difference("What happened, and why this rating?", now.text if now else "", row.form.sentence()),
        Difference("Recovery steps", now.recovery_steps if now else "", typed.get("recovery_steps", "")),
        Difference("Expected date", told_day(now.recovery_on if now else None), told_day(typed.get("recovery_on"))),
    ]
    row.conflicts = [each for each in differences if each.theirs or each.yours]
    sent = cast("QueryDict", row.form.data).copy()
    sent[row.form.add_prefix("seen_version")] = str(row.action.version)
    row.form.data = sent
    row.form.add_error(None, "Somebody else has updated this action: read what they wrote, then save yours or clear it")


def _choice(form: RowForm) -> str:
    labels: Any = form.fields["rating"].choices  # type: ignore[attr-defined]
    chosen = form["rating"].value()
    return next((label for value, label in labels if value and str(value) == str(chosen)), "")


def _saved(request: ReaderRequest, notice: Notice, plan: Plan, rows: list[Row]) -> HttpResponse:
    """Nothing else was typed: the page anew, which begins at what still waits."""
    refs = [row.told.ref for row in rows if row.saved]
    messages.success(request, f"{listed(refs)} updated")
    last = max(place for place, row in enumerate(rows) if row.saved)
    after = next((row.told.ref for row in [*rows[last + 1 :], *rows] if not row.saved), "")
    here = reverse("plans:update-many", args=[notice.slug, plan.slug])
    return redirect(f"{here}#row-{after}" if after else here)


def _lead_on(rows: list[Row]) -> None:
    """After a row was saved the next begins where the keyboard is."""
    saved = [place for place, row in enumerate(rows) if row.saved]
    if not saved or any(row.form.errors for row in rows):
        return
    after = next((row for row in [*rows[saved[-1] + 1 :], *rows] if not (row.saved or row.beyond)), None)
    if after:
        after.form.fields["rating"].widget.attrs["autofocus"] = True
