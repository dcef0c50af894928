"""The pages of the sectoral lead and of the strategic team."""

from django.urls import URLPattern, path

from learning.views import lead_desk, strategic_desk

urlpatterns: list[URLPattern] = [
    path("direction/", lead_desk.desk, name="lead-desk"),
    path("equipe-strategique/", strategic_desk.desk, name="strategic-desk"),
]
