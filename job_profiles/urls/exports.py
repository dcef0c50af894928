"""Documents of a version, their template, the own work, what a change touches."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
