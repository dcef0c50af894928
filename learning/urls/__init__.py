"""Addresses of the learning app, under /apprentissage/."""

from django.urls import URLPattern

from learning.urls import (
    campaigns,
    courses,
    desk,
    diagnostics,
    history,
    interventions,
    lead_desk,
    lessons,
    needs,
    plans,
    ratings,
    results,
    runs,
    sessions,
    shares,
    talk_sheets,
)

app_name = "learning"
urlpatterns: list[URLPattern] = [
    *sessions.urlpatterns,
    *campaigns.urlpatterns,
    *courses.urlpatterns,
    *desk.urlpatterns,
    *diagnostics.urlpatterns,
    *history.urlpatterns,
    *interventions.urlpatterns,
    *lessons.urlpatterns,
    *lead_desk.urlpatterns,
    *needs.urlpatterns,
    *plans.urlpatterns,
    *ratings.urlpatterns,
    *results.urlpatterns,
    *runs.urlpatterns,
    *shares.urlpatterns,
    *talk_sheets.urlpatterns,
]
