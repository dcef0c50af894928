"""Addresses of the learning app, under /apprentissage/."""

from django.urls import URLPattern

from learning.urls import diagnostics, ratings, runs

app_name = "learning"
urlpatterns: list[URLPattern] = [
    *diagnostics.urlpatterns,
    *ratings.urlpatterns,
    *runs.urlpatterns,
]
