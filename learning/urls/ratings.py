"""Invited ratings."""

from django.urls import URLPattern, path

from learning.views import ratings

urlpatterns: list[URLPattern] = [
    path("diagnostic/avis/", ratings.rating_list, name="rating-list"),
    path("diagnostic/avis/demander/", ratings.rating_ask, name="rating-ask"),
    path("diagnostic/avis/<int:pk>/", ratings.rating_answer, name="rating-answer"),
    path("diagnostic/avis/<int:pk>/recu/", ratings.rating_detail, name="rating-detail"),
    path("diagnostic/avis/<int:pk>/decliner/", ratings.rating_decline, name="rating-decline"),
    path("diagnostic/avis/<int:pk>/retirer/", ratings.rating_withdraw, name="rating-withdraw"),
]
