"""The addresses of pages across rooms."""

from django.urls import path

from desk import evidence, views

app_name = "desk"
urlpatterns = [
    path("", views.my_work, name="my-work"),
    path("reminders/", views.choose_reminders, name="choose-reminders"),
    path("legend/", views.legend, name="legend"),
    path("notices/", views.notices, name="notices"),
    path("notices/<slug:notice>/", views.dashboard, name="dashboard"),
    path("notices/<slug:notice>/notice/", views.notice, name="notice"),
    path("notices/<slug:notice>/people/posts/<int:pk>/", views.handover, name="handover"),
    path("notices/<slug:notice>/calendar/", views.calendar, name="calendar"),
    path("notices/<slug:notice>/evidence/<uuid:uid>/proves/", evidence.prove, name="prove"),
    path("notices/<slug:notice>/evidence/<uuid:uid>/replace/", evidence.replace_document, name="replace-document"),
]
