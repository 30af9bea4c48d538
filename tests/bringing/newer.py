"""A council’s small plan as a CSV file, entered, and newer files of it."""

from collections.abc import Iterable
from typing import Any

from bringing import actions
from bringing.actions.entering import seen_of
from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.settling import Answer, How
from plans.models import Plan
from tests.bringing.files import brought, settle_all
from tests.cast import Cast
from tests.factories import NOW

HEAD = "Ref,Section,Action,Outcome,By when,Accountable"
FIRST = (
    "B1,B,Write the strategy,It is written,June 2024,Head of Communications",
    "B2,B,Tell families,They know,July 2024,Head of SEND",
)


def csv(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def draft(cast: Cast, rows: Iterable[str], plan: Plan | None = None, stamp: str = "") -> PlanDraft:
    file = brought(cast.notice, csv(*rows), cast["lead"], name="plan.csv", plan=plan)
    PlanDraft.objects.filter(pk=file.pk).update(stamp=stamp)
    settle(cast, file)
    return file


def settle(cast: Cast, file: PlanDraft) -> None:
    checked = check(file)
    titles = {
        f"sections/{at}/title": "Communication" for at, each in enumerate(checked.read.sections) if not each.title.value
    }
    asked = {each.key: Answer(How.CORRECTED, titles) for each in checked.left if set(each.about) & titles.keys()}
    wanted = {
        each.key: Answer(How.CORRECTED, {"title": "Our plan"}) for each in checked.left if each.about == ("title",)
    }
    actions.say(file=file, answers=asked | wanted, by=cast["lead"], at=NOW, seen={})
    settle_all(file, cast["lead"], cast.notice.council.name)


def now(file: PlanDraft) -> Checked:
    return check(PlanDraft.objects.get(pk=file.pk))


def enter(file: PlanDraft, cast: Cast, settled: actions.Settled | None = None) -> actions.Entered:
    file = PlanDraft.objects.get(pk=file.pk)
    new = None if file.plan else actions.New("Our plan", "our-plan")
    told: dict[str, Any] = {"note": "Newer", "by": cast["lead"], "at": NOW, "seen": seen_of(check(file))}
    return actions.enter_plan(file=file, new=new, settled=settled or actions.Settled(), **told)


def changes(file: PlanDraft) -> dict[str, list[tuple[str, Any, Any]]]:
    return {
        each.row.key: [(change.field, change.before, change.after) for change in each.changes]
        for each in now(file).differences
        if each.changes
    }
