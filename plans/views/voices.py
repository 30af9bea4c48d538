"""Which actions and sections a voice bears on: the report prints the actions' refs behind what was said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.models import VoiceEntry
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.forms.voices import NameActionsForm
from plans.models import Action, Section
from plans.views.finding import own, plan_notice, posted


@require_http_methods(["GET", "POST"])
def name_actions(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Name the actions and sections that what somebody said bears on, and take back wrong ones."""
    found = plan_notice(request, notice)
    require(permissions.can_name_actions(request.reader, found))
    entry = own(request, VoiceEntry, found, uid=uid)
    rows = Action.objects.visible_to(request.reader).of(found).in_plan_order()
    parts = Section.objects.visible_to(request.reader).of(found).order_by("order", "pk")
    there: dict[int, Action] = {row.pk: row for row in rows}
    letters: dict[int, Section] = {row.pk: row for row in parts}
    named = [row.pk for row in rows.filter(voices__voice=entry)], [row.pk for row in parts.filter(voices__voice=entry)]
    form = NameActionsForm(
        posted(request),
        actions=[(pk, f"{row.ref} {row.title}") for pk, row in there.items()],
        sections=[(pk, f"Section {row}") for pk, row in letters.items()],
        named=named,
    )
    if request.method == "POST" and form.is_valid():
        chosen = [there[pk] for pk in there if pk in form.wanted("actions", named[0])]
        whole = [letters[pk] for pk in letters if pk in form.wanted("sections", named[1])]
        actions.name_bearing(voice=entry, actions=chosen, sections=whole, by=request.user, at=clock.now())
        said = ", ".join([*(row.ref for row in chosen), *(f"section {row.letter}" for row in whole)])
        messages.success(request, f"What was said bears on {said or 'nothing in the plan yet'}")
        return redirect("evidence:voices", found.slug)
    context = {"notice": found, "entry": entry, "form": form, "offered": bool(there or letters)}
    return render(request, "plans/name_actions.html", context)
