"""Why a verb did not do what it was asked: a rule said no, or somebody else wrote meanwhile."""

from django import forms
from django.db import models

from people.refused import Refused

__all__ = ["ChangedMeanwhile", "Refused"]  # Refused is defined lower, where people's own verbs can raise it


class ChangedMeanwhile(Exception):
    """Somebody else wrote since the form was opened. `row` is as it is stored now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row} was changed meanwhile")
        self.row = row


def show_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Show a refusal as the form's error, at its field where the form has it."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
