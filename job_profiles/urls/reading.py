"""The profiles as their readers find them."""

from django.urls import URLPattern, path

from job_profiles.views import profiles

urlpatterns: list[URLPattern] = [
    path("", profiles.profile_list, name="profile-list"),
    path("<slug:key>/", profiles.profile_detail, name="profile-detail"),
]
