"""A council’s small plan as a CSV file, entered, and newer files of it."""

import io
from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.urls import reverse

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
B3 = "B3,B,Ask schools,They answer,July 2024,Head of SEND"
B4 = "B4,B,Ask doctors,They answer,July 2024,Head of SEND"
KPIS = "Code,KPI,Section,Baseline,Target – End March 2024\n"
JUDGED, ANSWERED = "B-K1,Plans judged good,B,10,20\n", "B-K2,Calls answered,B,30,40\n"


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


def csv_of(cast: Cast, plan: Plan | None, text: str) -> PlanDraft:
    """A settled draft of a file that says this."""
    file = brought(cast.notice, text.encode(), cast["lead"], name="plan.csv", plan=plan)
    settle(cast, file)
    return file


def kpis_of(cast: Cast, plan: Plan, *rows: str) -> PlanDraft:
    return csv_of(cast, plan, KPIS + "".join(rows))


def steps(cast: Cast, plan: Plan | None, head: str, told: str) -> PlanDraft:
    return csv_of(cast, plan, f"{HEAD},{head}\nB1,B,Do it,Done,September 2024,Head of SEND,{told}\n")


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def address(name: str, file: PlanDraft, *args: object) -> str:
    return reverse(f"bringing:{name}", args=["devon", file.uid, *args])


def sent_as_shown(client: Client, file: PlanDraft) -> Any:
    """The page on which it is entered, sent as a browser sends it when nobody touches anything."""
    page = client.get(address("enter", file))
    form = page.context["form"]
    told = [each for group in ("changed", "changed_before") for _, some in page.context[group] for each in some]
    sent = {name: form[name].value() for name in form.fields if name != "leave"}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    return client.post(address("enter", file), sent | {"leave": [each["code"] for each in told if each["left"]]})
