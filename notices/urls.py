"""The addresses of this app, below a notice's own."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/give/", views.give_access, name="give-access"),
    path("people/access/<uuid:uid>/end/", views.end_access, name="end-access"),
    path("people/posts/<int:pk>/hand-over/", views.hand_post, name="hand-post"),
    path("people/posts/<int:pk>/delegate/", views.delegate_post, name="delegate-post"),
    path("people/holders/<int:pk>/end/", views.end_holding, name="end-holding"),
    path("people/holders/<int:pk>/take-back/", views.take_back_handover, name="take-back-handover"),
    path("people/delegates/<int:pk>/end/", views.end_delegation, name="end-delegation"),
    path("obligations/<slug:code>/", views.obligation, name="obligation"),
    path("obligations/<slug:code>/confirm/", views.confirm_anchor, name="confirm-anchor"),
    path("obligations/<slug:code>/record/", views.record_fulfilment, name="record-fulfilment"),
    path("mail/", views.mails, name="mails"),
    path("mail/<int:pk>/", views.mail, name="mail"),
    path("mail/<int:pk>/file/", views.mail_file, name="mail-file"),
    path("mail/<int:pk>/send-again/", views.send_mail_again, name="send-mail-again"),
]
