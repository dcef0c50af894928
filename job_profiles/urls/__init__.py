"""Addresses of the job_profiles app, under /profils-emploi/. The order counts: a profile's key comes last."""

from django.urls import URLPattern

from job_profiles.urls import drafting, exports, harmonisation, reading

app_name = "job_profiles"
urlpatterns: list[URLPattern] = [
    *exports.urlpatterns,
    *drafting.urlpatterns,
    *harmonisation.urlpatterns,
    *reading.urlpatterns,
]
