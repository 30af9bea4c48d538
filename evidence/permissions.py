"""Who may do what with evidence and voices."""

from evidence.models import Document
from notices.models import Notice
from notices.permissions import can_see_evidence
from notices.reader import Reader
from notices.roles import WHOLE, WORKING, Role

HEARS = frozenset({Role.LEAD, Role.OFFICE, Role.PARTICIPATION_LEAD, Role.FORUM})
ANSWERS = frozenset({Role.LEAD, Role.OFFICE, Role.PARTICIPATION_LEAD})


def can_add_document(reader: Reader, notice: Notice) -> bool:
    """Add a file or a link: lead, programme office, those who work on the plan, and a chair or accountable officer
    who stands for a post, because an action of theirs may need its proof."""
    if reader.is_any(notice.pk, WORKING | {Role.LEAD, Role.OFFICE}):
        return True
    return reader.is_any(notice.pk, WHOLE) and bool(reader.post_ids)


def can_open_document(reader: Reader, notice: Notice, document: Document) -> bool:
    """Download a file of evidence. One that belongs to something else opens there alone."""
    return not document.keeper and can_see_evidence(reader, notice)


def can_add_voice(reader: Reader, notice: Notice) -> bool:
    """Write down what a group said: lead, programme office, participation lead, parent carer forum."""
    return reader.is_any(notice.pk, HEARS)


def can_answer_voice(reader: Reader, notice: Notice) -> bool:
    """Say what was decided or changed because of it."""
    return reader.is_any(notice.pk, ANSWERS)
