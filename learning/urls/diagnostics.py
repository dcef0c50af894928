"""The diagnostic of one person: where it stands, on and off, what is asked, all of it away."""

from django.urls import URLPattern, path

from learning.views import diagnostics, targets

urlpatterns: list[URLPattern] = [
    path("diagnostic/", diagnostics.diagnostic_home, name="diagnostic-home"),
    path("diagnostic/activer/", diagnostics.diagnostic_switch, name="diagnostic-switch"),
    path("diagnostic/supprimer/", diagnostics.diagnostic_delete, name="diagnostic-delete"),
    path("diagnostic/nouveau/", targets.run_start, name="run-start"),
]
