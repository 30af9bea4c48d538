"""The addresses of this app."""

from django.urls import URLPattern, path  # noqa: F401

app_name = "kpis"
urlpatterns: list[URLPattern] = []
