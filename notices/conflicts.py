"""Why a verb did not do what it was asked: a rule said no, or somebody else wrote meanwhile."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID, uuid4

from django import forms
from django.db import models
from django.http import QueryDict

from govuk import words
from people.refused import Refused

# Refused is defined lower, where people's own verbs can raise it
__all__ = ["ChangedMeanwhile", "Refused", "SentBefore", "refuse_repeated", "sent_before", "show_refusal"]

Row = TypeVar("Row", bound=models.Model)


class ChangedMeanwhile(Exception):
    """Somebody else wrote since the form was opened. `row` is as it is stored now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row} was changed meanwhile")
        self.row = row


class SentBefore(Refused):
    """The form was sent before, and it said something else then: a tab that was gone back to, or a replay."""

    def __init__(self) -> None:
        super().__init__(
            "This form was sent already, with other words, and what stands here now is not saved. Look at it, then "
            "send it once more"
        )


def show_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Show a refusal as the form's error, at its field where the form has it."""
    if isinstance(refused, SentBefore):
        anew = QueryDict(mutable=True)
        anew.update(form.data)
        anew[form.add_prefix("sent_as")] = str(uuid4())
        form.data = anew
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)


def sent_before(kind: type[Row], sent_as: UUID | None, notice_id: int, /, **said: object) -> Row | None:
    """The row that the same form made when it was sent first; ask under the chain's lock. `said` is what tells it from
    another: sent again with other words, or about something else, it must not pass for saved. Raises SentBefore then.
    """
    row: Row | None = kind._base_manager.filter(sent_as=sent_as).first() if sent_as else None
    if row is None:
        return None
    told = {"notice_id": notice_id} | {name: _plain(value) for name, value in said.items()}
    if any(_plain(getattr(row, name)) != value for name, value in told.items()):
        raise SentBefore
    return row


def _plain(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def refuse_repeated(before: models.Model | None, row: models.Model, fields: Iterable[str], said_at: str = "") -> None:
    """Raises Refused when a row says in these fields just what the one before says: a form that was gone back to and
    sent again, which `sent_as` cannot know. `said_at` names the field that holds its moment, if it has one."""
    if before is None or any(getattr(before, name) != getattr(row, name) for name in fields):
        return
    when = f" on {words.moment(getattr(before, said_at))}" if said_at else ""
    raise Refused(f"Just this was saved{when}, and nothing was saved a second time: change something to save it anew")
