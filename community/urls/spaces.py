"""Spaces and who is in them."""

from django.urls import URLPattern, path

from community.views import memberships, spaces

urlpatterns: list[URLPattern] = [
    path("", spaces.index, name="index"),
    path("espaces/", spaces.space_list, name="space-list"),
    path("espaces/nouveau/", spaces.space_create, name="space-create"),
    path("espaces/<slug:slug>/", spaces.space_detail, name="space-detail"),
    path("espaces/<slug:slug>/reglages/", spaces.space_settings, name="space-settings"),
    path("espaces/<slug:slug>/archiver/", spaces.space_archive, name="space-archive"),
    path("espaces/<slug:slug>/joindre/", memberships.join, name="space-join"),
    path("espaces/<slug:slug>/quitter/", memberships.leave, name="space-leave"),
    path("espaces/<slug:slug>/niveau/", memberships.set_level, name="space-level"),
    path("espaces/<slug:slug>/nouvelles/", spaces.space_news, name="space-news"),
    path("espaces/<slug:slug>/mentions/", memberships.mentions, name="space-mentions"),
    path("espaces/<slug:slug>/membres/", memberships.members, name="space-members"),
    path("espaces/<slug:slug>/membres/ajouter/", memberships.add, name="member-add"),
    path("espaces/<slug:slug>/membres/retirer/", memberships.remove, name="member-remove"),
    path("espaces/<slug:slug>/membres/role/", memberships.set_role, name="member-role"),
    path("espaces/<slug:slug>/demandes/", memberships.requests, name="space-requests"),
    path("espaces/<slug:slug>/demandes/retirer/", memberships.withdraw, name="request-withdraw"),
    path("espaces/<slug:slug>/demandes/<int:pk>/", memberships.answer, name="request-answer"),
]
