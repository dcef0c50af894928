"""Addresses of the job_profiles app, under /profils-emploi/."""

from django.urls import URLPattern, path

from job_profiles.views import profiles

app_name = "job_profiles"
urlpatterns: list[URLPattern] = [
    path("", profiles.profile_list, name="profile-list"),
    path("<slug:key>/", profiles.profile_detail, name="profile-detail"),
]
