"""Addresses of the community app, one noun per module."""

from community.urls import events, library, practices, questions, spaces, threads

app_name = "community"
urlpatterns = [
    *spaces.urlpatterns,
    *questions.urlpatterns,
    *practices.urlpatterns,
    *threads.urlpatterns,
    *library.urlpatterns,
    *events.urlpatterns,
]
