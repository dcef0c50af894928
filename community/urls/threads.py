"""Threads, replies, texts."""

from django.urls import URLPattern, path

from community.views import marks, replies, similar_questions, texts, threads

urlpatterns: list[URLPattern] = [
    path("fils/", threads.thread_list, name="thread-list"),
    path("fils/nouveau/", threads.thread_create, name="thread-create"),
    path("fils/semblables/", similar_questions.similar_questions, name="thread-similar"),
    path("fils/<int:pk>/", threads.thread_detail, name="thread-detail"),
    path("fils/<int:pk>/modifier/", threads.thread_edit, name="thread-edit"),
    path("fils/<int:pk>/supprimer/", threads.thread_delete, name="thread-delete"),
    path("fils/<int:pk>/retablir/", threads.thread_restore, name="thread-restore"),
    path("fils/<int:pk>/fermer/", threads.thread_close, name="thread-close"),
    path("fils/<int:pk>/accepter/<int:reply>/", threads.thread_accept, name="thread-accept"),
    path("fils/<int:pk>/historique/", threads.thread_history, name="thread-history"),
    path("fils/<int:pk>/reponses/", replies.reply, name="thread-reply"),
    path("fils/<int:pk>/nouvelles/", replies.news, name="thread-news"),
    path("fils/<int:pk>/depuis/", replies.since, name="thread-since"),
    path("fils/<int:pk>/suivre/", marks.follow, name="thread-follow"),
    path("fils/<int:pk>/genre/", marks.kind, name="thread-kind"),
    path("fils/<int:pk>/signet/", marks.bookmark, name="thread-bookmark"),
    path("fils/<int:pk>/reaction/", marks.react, name="thread-react"),
    path("fils/<int:pk>/lu/", marks.read, name="thread-read"),
    path("reponses/<int:pk>/modifier/", replies.reply_edit, name="reply-edit"),
    path("reponses/<int:pk>/supprimer/", replies.reply_delete, name="reply-delete"),
    path("reponses/<int:pk>/retablir/", replies.reply_restore, name="reply-restore"),
    path("reponses/<int:pk>/reaction/", marks.react_to_reply, name="reply-react"),
    path("reponses/<int:pk>/historique/", replies.reply_history, name="reply-history"),
    path("apercu/", texts.preview, name="preview"),
    path("etiquettes/", texts.topic_options, name="topic-options"),
]
