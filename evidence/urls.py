"""The addresses of this app, below a notice's own."""

from django.urls import URLPattern, path

from evidence import views
from evidence.rooms import Rooms

app_name = "evidence"


def patterns(rooms: Rooms) -> list[URLPattern]:
    """The addresses, for whoever stands above and knows what documents prove and voices bear on."""
    told = {"rooms": rooms}
    return [
        path("evidence/", views.documents, told, name="documents"),
        path("evidence/add/", views.add_document, name="add-document"),
        path("evidence/<uuid:uid>/", views.document, told, name="document"),
        path("evidence/<uuid:uid>/download/", views.download, told, name="download"),
        path("voice/", views.voices, told, name="voices"),
        path("voice/add/", views.add_voice, name="add-voice"),
        path("voice/published/", views.published_voices, name="published-voices"),
        path("voice/<uuid:uid>/answer/", views.answer_voice, name="answer-voice"),
        path("voice/<uuid:uid>/numbers/", views.correct_wave, name="correct-wave"),
        path("voice/<uuid:uid>/publish/", views.publish_voice, name="publish-voice"),
        path("voice/<uuid:uid>/unpublish/", views.unpublish_voice, name="unpublish-voice"),
    ]
