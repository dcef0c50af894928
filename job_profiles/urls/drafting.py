"""Drafts, consultations, decisions, proposals of change."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
