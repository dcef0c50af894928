"""The profiles as their readers find them."""

from django.urls import URLPattern, path

from job_profiles.views import careers, comparisons, profiles, versions

urlpatterns: list[URLPattern] = [
    path("", profiles.profile_list, name="profile-list"),
    path("comparer/", comparisons.profile_compare, name="profile-compare"),
    path("carte/", careers.career_map, name="career-map"),
    path("<slug:key>/", profiles.profile_detail, name="profile-detail"),
    path("<slug:key>/occuper/", profiles.profile_hold, name="profile-hold"),
    path("<slug:key>/ma-distance/", profiles.my_distance, name="my-distance"),
    path("<slug:key>/historique/", versions.profile_history, name="profile-history"),
    path("<slug:key>/versions/<int:number>/", versions.version_detail, name="version-detail"),
]
