"""Intervention plans, their actions and proposals."""

from django.urls import URLPattern, path

from learning.views import intervention_actions, intervention_seats, intervention_totals, interventions, proposals

urlpatterns: list[URLPattern] = [
    path("interventions/", interventions.intervention_list, name="intervention-list"),
    path("interventions/nouveau/", interventions.intervention_create, name="intervention-create"),
    path("interventions/formations/", intervention_actions.course_options, name="intervention-courses"),
    path("interventions/ensemble/", intervention_totals.intervention_totals, name="intervention-totals"),
    path("interventions/ensemble.xlsx", intervention_totals.intervention_totals_xlsx, name="intervention-totals-xlsx"),
    path("interventions/<int:pk>/", interventions.intervention_detail, name="intervention-detail"),
    path("interventions/<int:pk>/modifier/", interventions.intervention_edit, name="intervention-edit"),
    path("interventions/<int:pk>/adopter/", interventions.intervention_adopt, name="intervention-adopt"),
    path("interventions/<int:pk>/reprendre/", interventions.intervention_reopen, name="intervention-reopen"),
    path("interventions/<int:pk>/terminer/", interventions.intervention_close, name="intervention-close"),
    path("interventions/<int:pk>/supprimer/", interventions.intervention_delete, name="intervention-delete"),
    path("interventions/<int:pk>/journal/", interventions.intervention_moves, name="intervention-moves"),
    path("interventions/<int:pk>/places/", intervention_seats.seats, name="intervention-seats"),
    path("interventions/<int:pk>/rapport.pdf", intervention_seats.report_pdf, name="intervention-pdf"),
    path("interventions/<int:pk>/classeur.xlsx", intervention_seats.report_xlsx, name="intervention-xlsx"),
    path("interventions/<int:pk>/actions/nouvelle/", intervention_actions.action_create, name="intervention-action-create"),
    path(
        "interventions/<int:pk>/actions/<int:action_pk>/", intervention_actions.action_edit, name="intervention-action-edit"
    ),
    path(
        "interventions/<int:pk>/actions/<int:action_pk>/deplacer/", intervention_actions.action_move,
        name="intervention-action-move",
    ),
    path(
        "interventions/<int:pk>/actions/<int:action_pk>/supprimer/", intervention_actions.action_delete,
        name="intervention-action-delete",
    ),
    path(
        "interventions/<int:pk>/actions/<int:action_pk>/suivi/", intervention_actions.action_follow,
        name="intervention-action-follow",
    ),
    path("interventions/<int:pk>/propositions/nouvelle/", proposals.proposal_create, name="proposal-create"),
    path("interventions/<int:pk>/propositions/<int:proposal_pk>/", proposals.proposal_detail, name="proposal-detail"),
    path("interventions/<int:pk>/propositions/<int:proposal_pk>/retenir/", proposals.proposal_take, name="proposal-take"),
]  # fmt: skip
