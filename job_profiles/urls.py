"""Addresses of the job_profiles app."""

from django.urls import URLPattern

app_name = "job_profiles"
urlpatterns: list[URLPattern] = []
