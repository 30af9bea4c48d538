"""A draft of an update as the forms show it: in the whole form with its evidence, or in a row among many."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from govuk.forms import Unsent
from plans.forms.updates import UpdateForm
from plans.models import UpdateDraft

EVIDENCE = "evidence"  # the prefix of a document's form within that of an update
FILE = f"{EVIDENCE}-file"
SENT_AS = ("sent_as", f"{EVIDENCE}-sent_as")
REST = ("impact", "impact_text", "next_steps", "needed", "explanation")


def as_typed(draft: UpdateDraft) -> Unsent:
    """The fields as they were left, to be sent as something new: their page may have been sent since."""
    typed = {name: values for name, values in draft.fields.items() if name not in SENT_AS}
    return Unsent.of([*typed.items(), *((name, [str(uuid4())]) for name in SENT_AS)])


def in_row(draft: UpdateDraft, prefix: str) -> Unsent:
    """The same as the fields of a row, which says of which draft it is."""
    typed = [(f"{prefix}-{name}", values) for name, values in as_typed(draft).lists()]
    return Unsent.of([*typed, (f"{prefix}-of_draft", [mark(draft)])])


def mark(draft: UpdateDraft) -> str:
    """By which a draft is known that was kept anew since."""
    return draft.written_at.isoformat()


def beyond_row(draft: UpdateDraft, begins: Mapping[str, Any], shown: Iterable[str]) -> list[str]:
    """The names of what the draft holds and a row with the fields `shown` does not: what it says otherwise than the
    form `begins`, and evidence."""
    rest = [name for name in REST if name not in set(shown)]
    said = [name for name in rest if name in draft.fields and _said(draft, name) != str(begins.get(name) or "").strip()]
    named = [str(UpdateForm.base_fields[name].label) for name in said]
    return [*named, *(["Evidence"] if holds_evidence(draft) else [])]


def holds_evidence(draft: UpdateDraft) -> bool:
    """Whether a document was begun in the draft, or chosen."""
    names = [name for name in draft.fields if name.startswith(f"{EVIDENCE}-") and name not in SENT_AS]
    return any(_said(draft, name) for name in names)


def _said(draft: UpdateDraft, name: str) -> str:
    return " ".join(draft.fields[name]).strip()
