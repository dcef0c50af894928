"""Addresses of the catalogue: courses, what is said of them, what is wished for."""

from django.urls import path

from learning.views import course_list, course_states, course_texts, courses, wishes

urlpatterns = [
    path("cours/", course_list.course_list, name="course-list"),
    path("cours/nouvelle/", course_texts.course_create, name="course-create"),
    path("cours/miennes/", course_texts.course_own, name="course-own"),
    path("cours/titres/", course_texts.course_options, name="course-options"),
    path("cours/formateurs/", course_texts.trainer_options, name="trainer-options"),
    path("cours/demandes/", wishes.wish_demand, name="wish-demand"),
    path("cours/souhaits/", wishes.wish_list, name="wish-list"),
    path("cours/souhaits/nouveau/", wishes.wish_create, name="wish-create"),
    path("cours/souhaits/semblables/", wishes.wish_similar, name="wish-similar"),
    path("cours/souhaits/<int:pk>/moi-aussi/", wishes.wish_join, name="wish-join"),
    path("cours/souhaits/<int:pk>/retirer/", wishes.wish_withdraw, name="wish-withdraw"),
    path("cours/souhaits/<int:pk>/repondre/", wishes.wish_answer, name="wish-answer"),
    path("cours/<slug:key>/", courses.course_detail, name="course-detail"),
    path("cours/<slug:key>/modifier/", course_texts.course_edit, name="course-edit"),
    path("cours/<slug:key>/historique/", course_states.course_history, name="course-history"),
    path("cours/<slug:key>/publier/", course_states.course_publish, name="course-publish"),
    path("cours/<slug:key>/retirer/", course_states.course_retire, name="course-retire"),
    path("cours/<slug:key>/supprimer/", course_states.course_delete, name="course-delete"),
    path("cours/<slug:key>/avis/", courses.course_rate, name="course-rate"),
    path("cours/<slug:key>/avis/retirer/", courses.course_rating_delete, name="course-rating-delete"),
    path("cours/<slug:key>/montrer/", courses.course_show, name="course-show"),
    path("cours/<slug:key>/mon-plan/", courses.course_plan, name="course-plan"),
    path("cours/<slug:key>/souhait/", wishes.session_wish, name="course-wish"),
]
