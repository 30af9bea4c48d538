"""What waits for somebody on pages that the story's last day leaves without anything."""

from datetime import date

from config.demo.story import NOW
from config.demo.story.cast import DEVON
from notices.reader import Reader
from people.models import User
from plans.actions import ask_date_change, take_chairs_action
from plans.models import Action, DueDateChange
from reports.actions.opening import leave_feedback
from reports.models import Report

NEXT_SUMMER = date(2024, 6, 28)
QUESTION = "Which schools have not answered yet?"


def let_things_wait() -> None:
    """A date to be decided on A8, a chair's action on D4 to be ratified, an adviser's question to be answered."""
    _ask("A8")
    take_chairs_action(change=_ask("D4"), agreed=True, text="Agreed until the summer.", reader=_reader("chair"), at=NOW)
    report = Report.objects.get(notice__slug=DEVON, number=3)
    leave_feedback(report=report, text=QUESTION, sent_as=None, by=_reader("dfe").user, at=NOW)


def _ask(ref: str) -> DueDateChange:
    return ask_date_change(
        action=Action.objects.get(notice__slug=DEVON, ref=ref),
        reader=_reader("officer"),
        at=NOW,
        to_due_on=NEXT_SUMMER,
        reason="The provider begins in May.",
        recovery_steps="An interim team until then.",
    )


def _reader(who: str) -> Reader:
    return Reader(User.objects.get(email=f"{who}@demo.example"), NOW.date())
