"""Self-paced courses: followed by learners, written and reviewed by trainers."""

from django.urls import URLPattern, path

from learning.views import editions, followings, lesson_files, quizzes, reviews

_FOLLOW = "cours/<slug:key>/suivre/"
_QUIZ = f"{_FOLLOW}questionnaires/<str:quiz>/"

urlpatterns: list[URLPattern] = [
    path("mes-cours/", followings.following_list, name="following-list"),
    path(_FOLLOW, followings.course_follow, name="course-follow"),
    path(f"{_FOLLOW}commencer/", followings.course_start, name="course-start"),
    path(f"{_FOLLOW}fin/", followings.course_completed, name="course-completed"),
    path(f"{_FOLLOW}lecons/<str:lesson>/", followings.lesson_detail, name="lesson-detail"),
    path(f"{_FOLLOW}lecons/<str:lesson>/terminer/", followings.lesson_finish, name="lesson-finish"),
    path(_QUIZ, quizzes.quiz_detail, name="quiz-detail"),
    path(f"{_QUIZ}commencer/", quizzes.quiz_start, name="quiz-start"),
    path(f"{_QUIZ}demander/", quizzes.quiz_ask, name="quiz-ask"),
    path(f"{_QUIZ}essais/<int:number>/garder/", quizzes.quiz_save, name="quiz-save"),
    path(f"{_QUIZ}essais/<int:number>/envoyer/", quizzes.quiz_send, name="quiz-send"),
    path(f"{_QUIZ}essais/<int:number>/", quizzes.quiz_result, name="quiz-result"),
    path(f"{_FOLLOW}reponses/<int:pk>/reprendre/", quizzes.answer_again, name="answer-again"),
    path("fichiers-de-cours/<uuid:key>/<str:name>", lesson_files.lesson_file, name="lesson-file"),
    path("formation/cours/", editions.writing_list, name="writing-list"),
    path("formation/cours/<slug:key>/ecrire/", editions.writing_open, name="writing-open"),
    path("formation/cours/<slug:key>/apercu/", editions.writing_preview, name="writing-preview"),
    path("formation/cours/<slug:key>/publier/", editions.edition_publish, name="edition-publish"),
    path("formation/cours/<slug:key>/suivi/", editions.edition_figures, name="edition-figures"),
    path("formation/relecture/", reviews.review_list, name="review-list"),
    path("formation/relecture/<int:pk>/", reviews.review_detail, name="review-detail"),
    path("formation/relecture/essais/<int:pk>/accorder/", reviews.attempts_grant, name="attempts-grant"),
]
