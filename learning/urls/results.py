"""The result of a run, whole and by competency, on screen and as files."""

from django.urls import URLPattern, path

from learning.views import results

urlpatterns: list[URLPattern] = [
    path("diagnostic/<int:pk>/resultat/", results.result_detail, name="result-detail"),
    path("diagnostic/<int:pk>/resultat.pdf", results.result_pdf, name="result-pdf"),
    path("diagnostic/<int:pk>/resultat.csv", results.result_csv, name="result-csv"),
    path("diagnostic/<int:pk>/resultat/<slug:code>/", results.result_item, name="result-item"),
]
