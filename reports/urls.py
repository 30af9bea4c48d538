"""The addresses of the report pages."""

from django.urls import path

from reports import views

app_name = "reports"
VERSION = "reports/<int:number>/versions/<int:version>/"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/<int:number>/", views.report, name="report"),
    path("reports/<int:number>/statement/", views.statement, name="statement"),
    path("reports/<int:number>/judgements/<str:area>/", views.judgement, name="judgement"),
    path("reports/<int:number>/commentary/<str:letter>/", views.commentary, name="commentary"),
    path("reports/<int:number>/commentary/<str:letter>/ask/", views.ask_commentary, name="ask-commentary"),
    path("reports/<int:number>/prepare/", views.prepare, name="prepare"),
    path("reports/<int:number>/feedback/", views.feedback, name="feedback"),
    path("reports/<int:number>/feedback/<uuid:uid>/", views.answer_feedback, name="answer-feedback"),
    path(VERSION, views.version, name="version"),
    path(f"{VERSION}send/", views.send, name="send"),
    path(f"{VERSION}clear/", views.clear, name="clear"),
    path(f"{VERSION}approve/", views.approve, name="approve"),
    path(f"{VERSION}approval/", views.approval, name="approval"),
    path(f"{VERSION}issue/", views.issue, name="issue"),
    path(f"{VERSION}submit/", views.submit, name="submit"),
    path(f"{VERSION}submit/by-hand/", views.submit_by_hand, name="submit-by-hand"),
    path(f"{VERSION}share/", views.share, name="share"),
    path(f"{VERSION}correct/", views.correct, name="correct"),
    path(f"{VERSION}withdraw/", views.withdraw, name="withdraw"),
    path(f"{VERSION}pdf/<slug:purpose>/", views.pdf, name="pdf"),
    path(f"{VERSION}pdf/<slug:purpose>/try-again/", views.try_again, name="try-again"),
]
