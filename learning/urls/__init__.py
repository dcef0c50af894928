"""Addresses of the learning app, under /apprentissage/."""

from django.urls import URLPattern

from learning.urls import campaigns, diagnostics, ratings, runs

app_name = "learning"
urlpatterns: list[URLPattern] = [
    *campaigns.urlpatterns,
    *diagnostics.urlpatterns,
    *ratings.urlpatterns,
    *runs.urlpatterns,
]
