"""The pages of evidence."""

from evidence.views.documents import add_document, document, documents, download
from evidence.views.published import publish_voice, published_voices, unpublish_voice
from evidence.views.voices import add_voice, answer_voice, correct_wave, voices

__all__ = [
    "add_document",
    "add_voice",
    "answer_voice",
    "correct_wave",
    "document",
    "documents",
    "download",
    "publish_voice",
    "published_voices",
    "unpublish_voice",
    "voices",
]
