"""Addresses of the activity app."""

from django.urls import URLPattern

app_name = "activity"
urlpatterns: list[URLPattern] = []
