"""Brought plans for tests: a council's small document, drafts of it, and everything of a draft settled."""

from uuid import uuid4

from bringing import actions, answerable
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Asks
from bringing.settling import Answer, How
from notices.models import Notice
from people.models import User
from plans.models import Plan
from sheets.reading import read_file
from tests.factories import NOW


def brought(
    notice: Notice, content: bytes, by: User, *, name: str = "plan.docx", plan: Plan | None = None
) -> PlanDraft:
    """A draft of a file."""
    document = read_file(name, content)
    return actions.keep_draft(
        notice=notice, plan=plan, name=name, content=content, document=document, by=by, at=NOW, sent_as=uuid4()
    )


def settle_all(file: PlanDraft, by: User, council: str) -> None:
    """Say of each doubt that it is right, or leave it open, as the places of a row's values are; and of each unknown
    post that it is the council's."""
    checked = check(file)
    answers = {
        each.key: Answer(How.RIGHT if checked.may_be_right(each) and each.asks is not Asks.BLANK_TARGET else How.OPEN)
        for each in checked.left
    }
    for post in checked.unknown:
        kind = answerable.ITSELF if post.is_organisation.value else answerable.A_POST
        answers |= dict([answerable.answered(post.name, kind, council)])
    actions.say(file=file, answers=answers, by=by, at=NOW, seen={})
