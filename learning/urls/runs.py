"""One run: its statements, its answers, its end."""

from django.urls import URLPattern, path

from learning.views import answers, runs

urlpatterns: list[URLPattern] = [
    path("diagnostic/<int:pk>/", runs.run_question, name="run-question"),
    path("diagnostic/<int:pk>/terminer/", runs.run_finish, name="run-finish"),
    path("diagnostic/<int:pk>/compter/", runs.run_counted, name="run-counted"),
    path("diagnostic/<int:pk>/supprimer/", runs.run_delete, name="run-delete"),
    path("diagnostic/<int:pk>/reponses/", answers.answer_list, name="answer-list"),
    path("diagnostic/<int:pk>/reponses/<int:place>/", answers.answer_edit, name="answer-edit"),
]
