"""Addresses of the activity app, under /notifications/."""

from django.urls import URLPattern, path

from activity.views import (
    bookmarks,
    calendar,
    collections,
    deliveries,
    notifications,
    preferences,
    subscriptions,
    unsubscribing,
)

app_name = "activity"
urlpatterns: list[URLPattern] = [
    path("", notifications.notification_list, name="notification-list"),
    path("badge/", notifications.badge, name="notification-badge"),
    path("ouvrir/", notifications.notification_open, name="notification-open"),
    path("lire/", notifications.notification_read, name="notification-read"),
    path("preferences/", preferences.notification_preferences, name="notification-preferences"),
    path("preferences/reglages/", preferences.save_settings, name="notification-settings"),
    path("preferences/recapitulatif/", preferences.all_in_digest, name="notification-all-digest"),
    path("envois/", deliveries.delivery_list, name="delivery-list"),
    path("portee/<slug:what>/<int:pk>/", deliveries.reach, name="reach"),
    path("desabonnement/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("abonnements/", subscriptions.subscription_list, name="subscription-list"),
    path("abonnements/niveau/", subscriptions.set_level, name="subscription-level"),
    path("suivre/", subscriptions.follow, name="follow"),
    path("signets/", bookmarks.bookmark_list, name="bookmark-list"),
    path("signets/garder/", bookmarks.bookmark, name="bookmark"),
    path("signets/<int:pk>/", collections.bookmark_edit, name="bookmark-edit"),
    path("signets/collections/", collections.collection_create, name="collection-create"),
    path("signets/collections/<int:pk>/nom/", collections.collection_rename, name="collection-rename"),
    path("signets/collections/<int:pk>/supprimer/", collections.collection_delete, name="collection-delete"),
    path("abonnements/plusieurs/", subscriptions.set_many, name="subscription-many"),
    path("calendrier/", calendar.calendar_page, name="calendar"),
    path("calendrier/creer/", calendar.calendar_create, name="calendar-create"),
    path("calendrier/fermer/", calendar.calendar_revoke, name="calendar-revoke"),
    path("calendrier/<str:token>.ics", calendar.calendar_feed, name="calendar-feed"),
]
