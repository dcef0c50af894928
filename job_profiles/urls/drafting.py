"""Drafts, consultations, decisions, proposals of change."""

from django.urls import URLPattern, path

from job_profiles.views import answers, changes, consultations, decisions, draft_form, drafting, observations

urlpatterns: list[URLPattern] = [
    path("ebauches/", drafting.draft_list, name="draft-list"),
    path("ebauches/ouvrir/", drafting.draft_open, name="draft-open"),
    path("ebauches/nouveau/", drafting.draft_create, name="draft-create"),
    path("ebauches/competence/", draft_form.draft_competency, name="draft-competency"),
    path("ebauches/<int:pk>/", draft_form.draft_edit, name="draft-edit"),
    path("ebauches/<int:pk>/apercu/", drafting.draft_preview, name="draft-preview"),
    path("ebauches/<int:pk>/comparer/", drafting.draft_compare, name="draft-compare"),
    path("ebauches/<int:pk>/jeter/", drafting.draft_discard, name="draft-discard"),
    path("ebauches/<int:pk>/consulter/", consultations.round_create, name="round-create"),
    path("ebauches/<int:pk>/soumettre/", decisions.version_submit, name="version-submit"),
    path("ebauches/<int:pk>/reprendre/", decisions.version_take_back, name="version-take-back"),
    path("consultations/", consultations.round_list, name="round-list"),
    path("consultations/<int:pk>/", consultations.round_detail, name="round-detail"),
    path("consultations/<int:pk>/fermer/", consultations.round_close, name="round-close"),
    path("consultations/<int:pk>/prolonger/", consultations.round_extend, name="round-extend"),
    path("consultations/<int:pk>/commenter/", observations.comment_post, name="comment-post"),
    path("consultations/<int:pk>/observations/", observations.observation_list, name="observation-list"),
    path("consultations/<int:pk>/repondre/<str:acronym>/", answers.round_answer, name="round-answer"),
    path("consultations/observations/<int:pk>/", observations.observation_reply, name="observation-reply"),
    path("consultations/commentaires/<int:pk>/retirer/", observations.comment_delete, name="comment-delete"),
    path("consultations/versions/<int:pk>/decision/", decisions.version_decide, name="version-decide"),
    path("consultations/versions/<int:pk>/retirer/", decisions.version_retire, name="version-retire"),
    path("propositions/", changes.change_list, name="change-list"),
    path("propositions/<int:pk>/", changes.change_detail, name="change-detail"),
    path("propositions/<int:pk>/retirer/", changes.change_withdraw, name="change-withdraw"),
    path("<slug:key>/identite/", drafting.profile_edit, name="profile-edit"),
    path("<slug:key>/proposer/", changes.change_create, name="change-create"),
    path("<slug:key>/versions/<int:number>/journal/", decisions.version_log, name="version-log"),
]
