"""Questions looking for an answer; what one missed."""

from django.urls import URLPattern, path

from community.views import catch_up, routing

urlpatterns: list[URLPattern] = [
    path("rattrapage/", catch_up.missed, name="catch-up"),
    path("rattrapage/lu/", catch_up.settle, name="catch-up-settle"),
    path("rattrapage/annuler/", catch_up.unsettle, name="catch-up-undo"),
    path("aider/", routing.help_out, name="help-out"),
    path("aider/choix/", routing.help_switch, name="help-switch"),
    path("aider/questions/<int:pk>/", routing.offer_answer, name="offer-answer"),
]
