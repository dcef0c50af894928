"""Finished runs over time."""

from django.urls import URLPattern, path

from learning.views import history

urlpatterns: list[URLPattern] = [
    path("diagnostic/historique/", history.history, name="history"),
    path("diagnostic/comparer/", history.run_compare, name="run-compare"),
]
