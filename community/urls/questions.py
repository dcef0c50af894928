"""Questions looking for an answer."""

from django.urls import URLPattern, path

from community.views import routing

urlpatterns: list[URLPattern] = [
    path("aider/", routing.help_out, name="help-out"),
    path("aider/choix/", routing.help_switch, name="help-switch"),
    path("aider/questions/<int:pk>/", routing.offer_answer, name="offer-answer"),
]
