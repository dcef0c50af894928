"""Addresses of the people app.

`sign_in_patterns` are django-allauth's views under French addresses: they keep allauth's own names (`account_login`…) and so
stand outside the namespace; `network/urls.py` includes them under `/compte/`.
"""

from django.urls import URLPattern, URLResolver, path

from people.views import files

app_name = "people"

# Accounts, privacy, preferences: everything under /compte/ that is ours.
account_patterns: list[URLPattern | URLResolver] = []

# Members, directory, profile, files, imports, first visit.
member_patterns: list[URLPattern | URLResolver] = [
    path("membres/<int:pk>/photo/", files.photo, name="person-photo"),
    path("fichiers/televerser/", files.upload, name="attachment-upload"),
    path("fichiers/images/<path:path>", files.library_image, {"folder": "images"}, name="library-image"),
    path(
        "fichiers/original_images/<path:path>", files.library_image, {"folder": "original_images"}, name="library-original"
    ),
    path("fichiers/<uuid:key>/<str:name>", files.attachment, name="attachment"),
]

# django-allauth, in French (no namespace).
sign_in_patterns: list[URLPattern | URLResolver] = []

urlpatterns: list[URLPattern | URLResolver] = [*account_patterns, *member_patterns]
