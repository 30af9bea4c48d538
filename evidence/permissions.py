"""Who may do what with evidence and voices."""

from evidence.models import Document, VoiceEntry
from notices.models import Notice
from notices.permissions import can_see_evidence, can_see_plan, can_see_whole
from notices.reader import Reader
from notices.roles import PLAN_READERS, WHOLE, WORKING, Role

HEARS = frozenset({Role.LEAD, Role.OFFICE, Role.PARTICIPATION_LEAD, Role.FORUM})
ANSWERS = frozenset({Role.LEAD, Role.OFFICE, Role.PARTICIPATION_LEAD})
PUBLISHES = frozenset({Role.LEAD, Role.PARTICIPATION_LEAD})
ATTACHES = frozenset({Role.LEAD, Role.OFFICE})


def can_add_document(reader: Reader, notice: Notice) -> bool:
    """Add a file or a link: lead, programme office, those who work on the plan, and a chair or accountable officer
    who stands for a post, because an action of theirs may need its proof."""
    if reader.is_any(notice.pk, WORKING | {Role.LEAD, Role.OFFICE}):
        return True
    return reader.is_any(notice.pk, WHOLE) and bool(reader.post_ids)


def can_open_document(reader: Reader, notice: Notice, document: Document) -> bool:
    """Download a file of evidence. One that belongs to something else opens there alone."""
    return not document.keeper and can_see_evidence(reader, notice)


def can_replace_document(reader: Reader, notice: Notice, document: Document) -> bool:
    """Put a newer version in its place: who added it, lead, programme office."""
    if document.keeper or not can_add_document(reader, notice):
        return False
    return document.added_by_id == reader.user.pk or reader.is_any(notice.pk, ATTACHES)


def can_attach_anywhere(reader: Reader, notice: Notice) -> bool:
    """Say what a document proves, whatever it is: lead and programme office. Others do so for what is their own."""
    return reader.is_any(notice.pk, ATTACHES)


def can_see_downloads(reader: Reader, notice: Notice) -> bool:
    """Who took a document, and when."""
    return can_see_whole(reader, notice)


def can_add_voice(reader: Reader, notice: Notice) -> bool:
    """Write down what a group said: lead, programme office, participation lead, parent carer forum."""
    return reader.is_any(notice.pk, HEARS)


def can_answer_voice(reader: Reader, notice: Notice) -> bool:
    """Say what was decided or changed because of it."""
    return reader.is_any(notice.pk, ANSWERS)


def can_publish_voice(reader: Reader, notice: Notice, entry: VoiceEntry) -> bool:
    """Mark as fit for publishing: lead, participation lead. Words in an organisation's name are its own: whoever acts
    for it on this notice, and nobody else."""
    if entry.attributed_to_id is None:
        return reader.is_any(notice.pk, PUBLISHES)
    held = reader.roles(notice.pk) & PLAN_READERS
    return any(entry.attributed_to_id in reader.acts_for(notice.pk, role) for role in held)


def can_unpublish_voice(reader: Reader, notice: Notice, entry: VoiceEntry) -> bool:
    """Take back from publishing: whoever may publish it or write down what was said. A slip must go at once."""
    return can_add_voice(reader, notice) or can_publish_voice(reader, notice, entry)


def can_read_published(reader: Reader, notice: Notice) -> bool:
    """What was marked as fit for publishing: whoever has a role on the notice, advisers and observers too."""
    return bool(reader.roles(notice.pk))


def reads_only_published(reader: Reader, notice: Notice) -> bool:
    """Whoever is not led there by the page of all voices."""
    return can_read_published(reader, notice) and not can_see_plan(reader, notice)
