"""Addresses of the competencies app, under /competences/."""

from django.urls import URLPattern, path

from competencies.views import competencies, evidence, topics

app_name = "competencies"
urlpatterns: list[URLPattern] = [
    path("", competencies.competency_list, name="competency-list"),
    path("mes-preuves/", evidence.evidence_list, name="evidence-list"),
    path("mes-preuves/declarer/", evidence.evidence_declare, name="evidence-declare"),
    path("mes-preuves/<int:pk>/corriger/", evidence.evidence_correct, name="evidence-correct"),
    path("mes-preuves/<int:pk>/visibilite/", evidence.evidence_show, name="evidence-show"),
    path("mes-preuves/<int:pk>/retirer/", evidence.evidence_withdraw, name="evidence-withdraw"),
    path("mes-preuves/<int:pk>/retablir/", evidence.evidence_restore, name="evidence-restore"),
    path("etiquettes/", topics.topic_list, name="topic-list"),
    path("etiquettes/suggestions/", topics.topic_suggest, name="topic-suggest"),
    path("etiquettes/fusionner/", topics.topic_merge, name="topic-merge"),
    path("etiquettes/<slug:slug>/", topics.topic_detail, name="topic-detail"),
    path("etiquettes/<slug:slug>/modifier/", topics.topic_edit, name="topic-edit"),
    path("etiquettes/<slug:slug>/suivre/", topics.topic_follow, name="topic-follow"),
    path("<slug:code>/", competencies.competency_detail, name="competency-detail"),
    path("<slug:code>/suivre/", competencies.competency_follow, name="competency-follow"),
]
