"""Addresses of the learning app, under /apprentissage/."""

from django.urls import URLPattern

from learning.urls import campaigns, diagnostics, needs, ratings, runs

app_name = "learning"
urlpatterns: list[URLPattern] = [
    *campaigns.urlpatterns,
    *diagnostics.urlpatterns,
    *needs.urlpatterns,
    *ratings.urlpatterns,
    *runs.urlpatterns,
]
