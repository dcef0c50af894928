"""Events and who comes to them."""

from django.urls import URLPattern, path

from community.views import events, follow_ups, registrations

urlpatterns: list[URLPattern] = [
    path("evenements/", events.event_list, name="event-list"),
    path("evenements/nouveau/", events.event_create, name="event-create"),
    path("evenements/<int:pk>/", events.event_detail, name="event-detail"),
    path("evenements/<int:pk>/modifier/", events.event_edit, name="event-edit"),
    path("evenements/<int:pk>/publier/", events.event_publish, name="event-publish"),
    path("evenements/<int:pk>/annuler/", events.event_cancel, name="event-cancel"),
    path("evenements/<int:pk>/supprimer/", events.event_delete, name="event-delete"),
    path("evenements/<int:pk>/evenement.ics", events.event_ics, name="event-ics"),
    path("evenements/<int:pk>/inscription/", registrations.register, name="event-register"),
    path("evenements/<int:pk>/desistement/", registrations.withdraw, name="event-withdraw"),
    path("evenements/<int:pk>/participants/", registrations.participants, name="event-participants"),
    path("evenements/<int:pk>/participants/reponses/", registrations.answer_many, name="registration-answers"),
    path("evenements/<int:pk>/participants/<int:number>/", registrations.answer, name="registration-answer"),
    path("evenements/<int:pk>/presences/", registrations.attendance, name="event-attendance"),
    path("evenements/<int:pk>/participants.csv", registrations.export, name="event-export"),
    path("evenements/<int:pk>/suites/", follow_ups.follow_up, name="event-follow-up"),
    path("evenements/<int:pk>/questions/", follow_ups.questions, name="event-questions"),
]
