"""The project's addresses and the floor."""

from django.urls import include, path

from benchmarks.floor import floor
from network.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("_plancher/", floor, name="floor"), path("", include("network.urls"))]
