"""A plan comes in from the council's document as a lead would bring it: every doubt is settled, then it is entered."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bringing import actions, answerable
from bringing.actions.entering import seen_of
from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.reading import Asks
from bringing.settling import Answer, How, keys
from config.demo.replay.world import Told
from config.demo.story.from_files import TYPED, WHOSE
from plans.models import Plan
from sheets.reading import read_file


def bring_in(told: Told, path: Path, plan: Plan | None, *, at: datetime) -> PlanDraft:
    """The file as a draft, with every doubt settled as a lead who has the plan at hand would: what was read is right,
    what nobody knows is left open, the rest is typed."""
    content = path.read_bytes()
    file = actions.keep_draft(
        notice=told.notice,
        plan=plan,
        name=path.name,
        content=content,
        document=read_file(path.name, content),
        by=told.leader,
        at=at,
        sent_as=uuid4(),
    )
    actions.say(file=file, answers=_answers(told, check(file)), by=told.leader, at=at, seen={})
    return file


def enter(told: Told, file: PlanDraft, new: actions.New | None, *, note: str, at: datetime) -> actions.Entered:
    """Enter what was settled, all that differs from what stands."""
    seen = seen_of(check(file))
    settled = actions.Settled()
    return actions.enter_plan(file=file, new=new, settled=settled, note=note, by=told.leader, at=at, seen=seen)


def _answers(told: Told, checked: Checked) -> dict[str, Answer]:
    answers = {each.key: Answer(_how(each.asks, checked.may_be_right(each))) for each in checked.left}
    known = keys(checked.read)
    for number, kpi in enumerate(checked.read.kpis):
        for field, text in TYPED.get(kpi.code.value, {}).items():
            path = f"kpis/{number}/{field}"
            answers[known[path]] = Answer(How.CORRECTED, {path: text})
    for post in checked.unknown:
        whose = told.world.organisations[WHOSE[post.name]].name
        answers |= dict([answerable.answered(post.name, answerable.A_POST, whose)])
    return answers


def _how(asks: Asks, right: bool) -> How:
    return How.RIGHT if right and asks is not Asks.BLANK_TARGET else How.OPEN
