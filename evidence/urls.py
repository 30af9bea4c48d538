"""The addresses of this app, below a notice's own."""

from django.urls import path

from evidence import views

app_name = "evidence"
urlpatterns = [
    path("evidence/", views.documents, name="documents"),
    path("evidence/add/", views.add_document, name="add-document"),
    path("evidence/<uuid:uid>/", views.document, name="document"),
    path("evidence/<uuid:uid>/download/", views.download, name="download"),
    path("voice/", views.voices, name="voices"),
    path("voice/add/", views.add_voice, name="add-voice"),
    path("voice/<uuid:uid>/answer/", views.answer_voice, name="answer-voice"),
]
