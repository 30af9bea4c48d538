"""What is done to evidence: documents are added, replaced, kept, opened and attached; voices are heard and answered."""

from evidence.actions.attaching import attach, detach, follow
from evidence.actions.documents import add_document, judge, keep_file, open_document, replace_document
from evidence.actions.voices import add_voice_entry, answer_voice, correct_wave, mark_fit, mark_unfit

__all__ = [
    "add_document",
    "add_voice_entry",
    "answer_voice",
    "attach",
    "correct_wave",
    "detach",
    "follow",
    "judge",
    "keep_file",
    "mark_fit",
    "mark_unfit",
    "open_document",
    "replace_document",
]
