"""The addresses of the board pages."""

from datetime import date

from django.urls import path, register_converter

from boards import views


class DayConverter:
    """A day in an address: 2024-01-16."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

app_name = "boards"
urlpatterns = [
    path("boards/", views.boards, name="boards"),
    path("boards/<slug:board>/", views.board, name="board"),
    path("boards/<slug:board>/plan/", views.plan_meeting, name="plan-meeting"),
    path("boards/<slug:board>/log/add/", views.add_log_entry, name="add-log-entry"),
    path("boards/<slug:board>/log/<int:number>/", views.update_log_entry, name="update-log-entry"),
    path("boards/<slug:board>/decisions/add/", views.record_decision, name="record-decision"),
    path("boards/<slug:board>/decisions/<int:number>/ratify/", views.ratify, name="ratify"),
    path("boards/<slug:board>/<day:on>/", views.meeting, name="meeting"),
    path("boards/<slug:board>/<day:on>/record/", views.record_meeting, name="record-meeting"),
    path("boards/<slug:board>/<day:on>/invite/", views.invite, name="invite"),
    path("boards/<slug:board>/<day:on>/answer/", views.answer_invitation, name="answer-invitation"),
]
