"""Addresses of the people app.

`sign_in_patterns` are django-allauth's views under French addresses: they keep allauth's own names (`account_login`…) and so
stand outside the namespace; `network/urls.py` includes them under `/compte/`.
"""

from django.urls import URLPattern, URLResolver

app_name = "people"

# Accounts, privacy, preferences: everything under /compte/ that is ours.
account_patterns: list[URLPattern | URLResolver] = []

# Members, directory, profile, files, imports, first visit.
member_patterns: list[URLPattern | URLResolver] = []

# django-allauth, in French (no namespace).
sign_in_patterns: list[URLPattern | URLResolver] = []

urlpatterns: list[URLPattern | URLResolver] = [*account_patterns, *member_patterns]
