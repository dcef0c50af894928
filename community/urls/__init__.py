"""Addresses of the community app, one noun per module."""

from community.urls import spaces, threads

app_name = "community"
urlpatterns = [*spaces.urlpatterns, *threads.urlpatterns]
