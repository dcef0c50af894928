"""Imported descriptions, the assistant, the matrix, coverage."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
