"""The addresses of this app."""

from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("mailbox/", views.read_mailbox, name="mailbox"),
    path("typed-before/", views.typed_before, name="typed-before"),
    path("password/", views.change_password, name="change-password"),
    path("password/reset/", views.reset_password, name="reset-password"),
    path("password/reset/sent/", views.reset_sent, name="reset-sent"),
    path("password/set/<str:code>/<str:token>/", views.set_password, name="set-password"),
]
