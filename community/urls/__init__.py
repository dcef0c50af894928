"""Addresses of the community app, one noun per module."""

from community.urls import events, library, questions, spaces, threads

app_name = "community"
urlpatterns = [*spaces.urlpatterns, *questions.urlpatterns, *threads.urlpatterns, *events.urlpatterns, *library.urlpatterns]
