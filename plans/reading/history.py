"""Everything that was ever written of one action and of what hangs on it: who, when and why, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Field, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from notices.rows import NoticeRow
from plans.models import (
    Accountability,
    Action,
    ActionArea,
    ActionClause,
    ActionEvidence,
    ActionVoice,
    Completion,
    Milestone,
)

MADE, EDITED, TAKEN_AWAY = "+", "~", "-"
Kinds = Mapping[str, tuple[type[NoticeRow], str, Mapping[str, str]]]
"""Kind → its rows, how they name what they hang on, and what is read of them; in the order in which one verb writes
them."""
# of an action itself: what names it in the database, and what has no meaning of its own
NOT_TOLD: Final = frozenset({"id", "uid", "version", "order", "sent_as"})


def _own_fields() -> "list[Field[Any, Any]]":
    """An action's own values; rows that it points to are named one by one."""
    return [each for each in Action._meta.concrete_fields if not each.is_relation and each.name not in NOT_TOLD]


KINDS: Final[Kinds] = {
    "action": (
        Action,
        "id",
        {
            **{field.name: field.name for field in _own_fields()},
            "section": "section__letter",
            "section_title": "section__title",
            "lead": "lead__name",
        },
    ),
    "accountable": (
        Accountability,
        "action_id",
        {"post": "post__title", "organisation": "organisation__name", "printed": "printed", "order": "order"},
    ),
    "area": (ActionArea, "action_id", {"code": "area__code", "title": "area__title", "order": "area__order"}),
    "clause": (
        ActionClause,
        "action_id",
        {"number": "clause__number", "confirmed": "confirmed_at", "order": "clause__order"},
    ),
    "milestone": (
        Milestone,
        "action_id",
        {"label": "label", "due_on": "due_on", "text": "text", "met_on": "met_on"},
    ),
    "evidence": (
        ActionEvidence,
        "action_id",
        {"title": "document__title", "kind": "document__kind", "dated_on": "document__dated_on"},
    ),
    "voice": (ActionVoice, "action_id", {"said": "voice__said", "group": "voice__group"}),
    "completion": (Completion, "action_id", {"state": "state", "answer": "answer"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it was written: `sign` is + made, ~ edited, - taken away. Names are today's: an entry keeps the ids.

    `said` holds plain values: dates as they are written in JSON, None for what was empty.
    """

    kind: str
    pk: int
    at: datetime
    number: int
    sign: str
    by: str
    why: str
    said: Mapping[str, Any]


def read_history(action: Action) -> list[Entry]:
    """Oldest first; what one verb wrote at one moment in the order of KINDS."""
    return entries(KINDS, action.pk)


def entries(kinds: Kinds, pk: int) -> list[Entry]:
    """What was written of these kinds of rows that hang on the one with this id, oldest first; what one verb wrote at
    one moment in the order of the kinds."""
    first, *rest = (_written(kind, *told, pk) for kind, told in kinds.items())
    places = {kind: place for place, kind in enumerate(kinds)}
    found = [Entry(*row) for row in first.union(*rest, all=True)]
    return sorted(found, key=lambda entry: (entry.at, places[entry.kind], entry.number))


def _written(
    kind: str, model: type[NoticeRow], names_it: str, fields: Mapping[str, str], pk: int
) -> "QuerySet[Any, Any]":
    rows = model.history.filter(**{names_it: pk})
    written: QuerySet[Any, Any] = rows.order_by().values_list(
        Value(kind),
        "id",
        "history_date",
        "history_id",
        "history_type",
        Coalesce("history_user__name", Value("")),
        Coalesce("history_change_reason", Value("")),
        JSONObject(**{name: F(path) for name, path in fields.items()}),
    )
    return written
