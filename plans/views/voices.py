"""Which actions a voice bears on: the report prints their refs behind what was said."""

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
from plans.models import Action
from plans.views.finding import own, plan_notice, posted


@require_http_methods(["GET", "POST"])
def name_actions(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Name the actions that what somebody said bears on."""
    found = plan_notice(request, notice)
    require(permissions.can_name_actions(request.reader, found))
    entry = own(request, VoiceEntry, found, uid=uid)
    rows = Action.objects.visible_to(request.reader).of(found).select_related("plan").in_plan_order()
    named = list(rows.filter(voices__voice=entry))
    others = {row.pk: row for row in rows if row not in named}
    offered = {row.pk: row for row in rows} if request.method == "POST" else others  # a second click names them again
    form = NameActionsForm(posted(request), actions=[(pk, f"{row.ref} {row.title}") for pk, row in offered.items()])
    if request.method == "POST" and form.is_valid():
        chosen = [offered[pk] for pk in form.cleaned_data["actions"]]
        actions.link_voices(voice=entry, actions=chosen, by=request.user, at=clock.now())
        messages.success(request, f"What was said bears on {', '.join(row.ref for row in chosen)}")
        return redirect("evidence:voices", found.slug)
    context = {"notice": found, "entry": entry, "named": named, "others": others, "form": form}
    return render(request, "plans/name_actions.html", context)
