"""What one lets others see of a result, and what others let one see."""

from django.urls import URLPattern, path

from learning.views import shares

urlpatterns: list[URLPattern] = [
    path("diagnostic/<int:pk>/partager/", shares.share_create, name="share-create"),
    path("diagnostic/partages/", shares.share_list, name="share-list"),
    path("diagnostic/partages/<int:pk>/retirer/", shares.share_revoke, name="share-revoke"),
    path("diagnostic/partages-avec-moi/", shares.shared_list, name="shared-list"),
    path("diagnostic/partages-avec-moi/<int:pk>/", shares.shared_detail, name="shared-detail"),
]
