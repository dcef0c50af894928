"""Addresses of the learning app, under /apprentissage/."""

from django.urls import URLPattern

from learning.urls import diagnostics, runs

app_name = "learning"
urlpatterns: list[URLPattern] = [
    *diagnostics.urlpatterns,
    *runs.urlpatterns,
]
