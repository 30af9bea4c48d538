"""What changed in an action between any two of its versions: old and new side by side, with who, when and why."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from notices.middleware import ReaderRequest
from plans.forms.lists import VersionsForm
from plans.models import Action
from plans.reading.history import read_history
from plans.versions import Version, differences, versions
from plans.views.finding import plan_notice


@require_safe
def action_versions(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Choose two versions and see what differs; without a choice, what the latest one changed."""
    found = plan_notice(request, notice)
    row = get_object_or_404(Action.whole.visible_to(request.reader).of(found), plan__slug=plan, ref=ref)
    known = versions(read_history(row))
    choices = [(each.number, _named(each)) for each in known]
    older, newer = VersionsForm(request.GET, versions=choices).chosen_two(len(known))
    form = VersionsForm({"older": older, "newer": newer}, versions=choices)
    passed = [each for each in known if older < each.number <= newer]
    context = {"notice": found, "action": row, "known": known, "form": form, "passed": passed[::-1]}
    if passed:
        before, after = known[older - 1], known[newer - 1]
        context |= {"before": before, "after": after, "differences": differences(before, after)}
    return render(request, "plans/action_versions.html", context)


def _named(version: Version) -> str:
    who = f" by {version.by}" if version.by else ""
    return f"{version.named}{who}"
