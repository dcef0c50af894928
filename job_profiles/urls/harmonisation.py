"""Imported descriptions, the assistant, the matrix, coverage."""

from django.urls import URLPattern, path

from job_profiles.views import comparison, coverage, descriptions, imports, matrix

urlpatterns: list[URLPattern] = [
    path("harmonisation/", descriptions.description_list, name="description-list"),
    path("harmonisation/importer/", imports.import_start, name="import-start"),
    path("harmonisation/importations/<int:pk>/", imports.import_detail, name="import-detail"),
    path("harmonisation/descriptions/<int:pk>/", descriptions.description_detail, name="description-detail"),
    path("harmonisation/descriptions/<int:pk>/modifier/", descriptions.description_edit, name="description-edit"),
    path("harmonisation/descriptions/<int:pk>/de-cote/", descriptions.description_aside, name="description-aside"),
    path("harmonisation/descriptions/<int:pk>/supprimer/", descriptions.description_delete, name="description-delete"),
    path("harmonisation/rapprochements/", comparison.pair_list, name="pair-list"),
    path("harmonisation/rapprochements/comparer/", comparison.run_start, name="run-start"),
    path("harmonisation/rapprochements/<int:pk>/avis/", comparison.pair_decide, name="pair-decide"),
    path(
        "harmonisation/rapprochements/<int:pk>/phrases/<int:place>/avis/", comparison.sentence_decide, name="sentence-decide"
    ),
    path("harmonisation/competences/<int:pk>/avis/", comparison.implied_decide, name="implied-decide"),
    path("harmonisation/matrice/", matrix.matrix, name="matrix"),
    path("couverture/", coverage.coverage, name="coverage"),
    path("couverture/csv/", coverage.coverage_csv, name="coverage-csv"),
    path("<slug:key>/couverture/", coverage.profile_coverage, name="profile-coverage"),
    path("<slug:key>/couverture/<str:acronym>/", coverage.adoption_detail, name="adoption-detail"),
    path("<slug:key>/couverture/<str:acronym>/declarer/", coverage.adoption_declare, name="adoption-declare"),
]
