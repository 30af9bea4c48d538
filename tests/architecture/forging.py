"""Finds the choices of every form that stand for rows, and what they say to a row of the other council."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.http import HttpResponseBase

from boards.models import Decision, Meeting
from evidence.models import Document, VoiceEntry
from kpis.models import Kpi
from notices.models import Clause
from people.models import Organisation, Post, User
from plans.models import Action, Section
from tests.architecture.world import CANARY, World

# choices that are handed to a form as ids, by the name of the field
BY_NAME: dict[str, type[Model]] = {
    "owner": Post,
    "on_behalf_of": Post,
    "decision": Decision,
    "document": Document,
    "actions": Action,
    "sections": Section,
    "kpis": Kpi,
    "waves": VoiceEntry,
    "others": VoiceEntry,
    "clauses": Clause,
    "meetings": Meeting,
}
CALLED: dict[type[Model], Q] = {
    Organisation: Q(name__istartswith=CANARY),
    Post: Q(title__istartswith=CANARY),
    User: Q(name__istartswith=CANARY),
}


def choices_of_rows(answer: HttpResponseBase) -> Iterator[tuple[str, Any, type[Model]]]:
    """Each field of the page's form that chooses a row: its name, the field, and of which kind the row is."""
    form = (getattr(answer, "context", None) or {}).get("form")
    for name, field in form.fields.items() if form else ():
        if isinstance(field, forms.ModelChoiceField):
            yield name, field, field.queryset.model  # type: ignore[union-attr]
        elif isinstance(field, forms.ChoiceField) and name in BY_NAME:
            yield name, field, BY_NAME[name]


def takes_theirs(world: World, field: Any, kind: type[Model]) -> bool:
    """Whether the field takes the id of a row of the other council."""
    theirs = CALLED.get(kind) or Q(notice=world.cast.elsewhere)
    row = kind._default_manager.filter(theirs)[:1].get()
    try:
        return bool(field.clean([str(row.pk)] if isinstance(field, forms.MultipleChoiceField) else str(row.pk)))
    except forms.ValidationError:
        return False
