"""The needs map: the page, its files, one competency."""

from django.urls import URLPattern, path

from learning.views import needs, needs_competency, needs_exports

urlpatterns: list[URLPattern] = [
    path("besoins/", needs.needs_map, name="needs-map"),
    path("besoins/portrait.csv", needs_exports.needs_csv, name="needs-csv"),
    path("besoins/portrait.xlsx", needs_exports.needs_xlsx, name="needs-xlsx"),
    path("besoins/portrait.pdf", needs_exports.needs_pdf, name="needs-pdf"),
    path("besoins/<slug:code>/", needs_competency.needs_competency, name="needs-competency"),
]
