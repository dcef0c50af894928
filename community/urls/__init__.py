"""Addresses of the community app, one noun per module."""

from community.urls import events, library, spaces, threads

app_name = "community"
urlpatterns = [*spaces.urlpatterns, *threads.urlpatterns, *events.urlpatterns, *library.urlpatterns]
