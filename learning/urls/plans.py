"""Development plans: one's own under way, those of before, those that are shown."""

from django.urls import URLPattern, path

from learning.views import goals, plan_documents, plan_sharing, plan_templates, plans, steps

urlpatterns: list[URLPattern] = [
    path("plan/", plans.plan_home, name="plan-home"),
    path("plan/nouveau/", plans.plan_create, name="plan-create"),
    path("plan/anciens/", plans.plan_history, name="plan-history"),
    path("plan/modeles/", plan_templates.plan_template_list, name="plan-template-list"),
    path("plan/modeles/nouveau/", plan_templates.plan_template_create, name="plan-template-create"),
    path("plan/modeles/<int:pk>/", plan_templates.plan_template, name="plan-template"),
    path("plan/modeles/<int:pk>/modifier/", plan_templates.plan_template_edit, name="plan-template-edit"),
    path("plan/modeles/<int:pk>/supprimer/", plan_templates.plan_template_delete, name="plan-template-delete"),
    path("plan/<int:pk>.pdf", plan_documents.plan_pdf, name="plan-pdf"),
    path("plan/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plan/<int:pk>/modifier/", plans.plan_edit, name="plan-edit"),
    path("plan/<int:pk>/objectifs/", plans.plan_goals_edit, name="plan-goals"),
    path("plan/<int:pk>/terminer/", plans.plan_close, name="plan-close"),
    path("plan/<int:pk>/reprendre/", plans.plan_reopen, name="plan-reopen"),
    path("plan/<int:pk>/supprimer/", plans.plan_delete, name="plan-delete"),
    path("plan/<int:pk>/suggestions/", goals.plan_suggestions, name="plan-suggestions"),
    path("plan/objectifs/<int:pk>/ajouter/", goals.goal_adopt, name="goal-adopt"),
    path("plan/objectifs/<int:pk>/atteint/", goals.goal_reached, name="goal-reached"),
    path("plan/<int:pk>/etapes/nouvelle/", steps.step_create, name="step-create"),
    path("plan/etapes/<int:pk>/", steps.step_edit, name="step-edit"),
    path("plan/etapes/<int:pk>/faite/", steps.step_done, name="step-done"),
    path("plan/etapes/<int:pk>/etat/", steps.step_state, name="step-state"),
    path("plan/etapes/<int:pk>/annuler/", steps.step_undo, name="step-undo"),
    path("plan/etapes/<int:pk>/deplacer/", steps.step_move, name="step-move"),
    path("plan/etapes/<int:pk>/supprimer/", steps.step_delete, name="step-delete"),
    path("plan/etapes/<int:pk>/fichiers/", steps.step_file_add, name="step-file-add"),
    path("plan/etapes/<int:pk>/fichiers/<int:file>/supprimer/", steps.step_file_remove, name="step-file-remove"),
    path("plan/<int:pk>/bilan/", plan_sharing.plan_review, name="plan-review"),
    path("plan/<int:pk>/montrer/", plan_sharing.plan_share, name="plan-share"),
    path("plan/partages/<int:pk>/retirer/", plan_sharing.plan_unshare, name="plan-unshare"),
    path("plan/<int:pk>/ententes/", plan_sharing.agreement_ask, name="agreement-ask"),
    path("plan/ententes/<int:pk>/donner/", plan_sharing.agreement_give, name="agreement-give"),
    path("plan/ententes/<int:pk>/retirer/", plan_sharing.agreement_withdraw, name="agreement-withdraw"),
    path("plan/<int:pk>/mots/", plan_sharing.plan_comment, name="plan-comment"),
    path("plan/mots/<int:pk>/supprimer/", plan_sharing.plan_comment_delete, name="plan-comment-delete"),
]
