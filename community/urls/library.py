"""The library of practice sheets, and what readers do with a sheet."""

from django.urls import URLPattern, path

from community.views import library, practice_cycle, practice_pdf, reuses

urlpatterns: list[URLPattern] = [
    path("pratiques/", library.practice_list, name="practice-list"),
    path("pratiques/<int:pk>/reutilisations/", reuses.reuse_list, name="practice-reuse-list"),
    path("pratiques/<int:pk>/reutiliser/", reuses.reuse, name="practice-reuse"),
    path("pratiques/<int:pk>/reutiliser/retirer/", reuses.withdraw, name="practice-reuse-withdraw"),
    path("pratiques/<int:pk>/utile/", reuses.useful, name="practice-useful"),
    path("pratiques/<int:pk>/confirmer/", practice_cycle.confirm, name="practice-confirm"),
    path("pratiques/<int:pk>/pdf/", practice_pdf.practice_pdf, name="practice-pdf"),
]
