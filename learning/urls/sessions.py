"""Sessions and seats: for who enrols, who approves, who gives them."""

from django.urls import URLPattern, path

from learning.views import approvals, attendance, enrolments, session_edits, sessions, trainer_desk

urlpatterns: list[URLPattern] = [
    path("seances/<int:pk>/", sessions.session_detail, name="session-detail"),
    path("seances/<int:pk>/inscription/", sessions.session_enrol, name="session-enrol"),
    path("seances/<int:pk>/agenda.ics", sessions.session_ics, name="session-ics"),
    path("seances/<int:pk>/presence/", attendance.session_sign_in, name="session-sign-in"),
    path("seances/<int:pk>/quotas/", session_edits.session_quotas, name="session-quotas"),
    path("inscriptions/", enrolments.enrolment_list, name="enrolment-list"),
    path("inscriptions/<int:pk>/reponse/", enrolments.enrolment_answer, name="enrolment-answer"),
    path("inscriptions/<int:pk>/annuler/", enrolments.enrolment_cancel, name="enrolment-cancel"),
    path("approbations/", approvals.approval_list, name="approval-list"),
    path("approbations/<int:pk>/", approvals.approval_detail, name="approval-detail"),
    path("formation/", trainer_desk.trainer_desk, name="trainer-desk"),
    path("formation/cours/<slug:key>/seance/", session_edits.session_create, name="session-create"),
    path("formation/seances/<int:pk>/", trainer_desk.session_desk, name="session-desk"),
    path("formation/seances/<int:pk>/modifier/", session_edits.session_edit, name="session-edit"),
    path("formation/seances/<int:pk>/annuler/", session_edits.session_cancel, name="session-cancel"),
    path("formation/seances/<int:pk>/confirmer/", trainer_desk.session_confirm, name="session-confirm"),
    path("formation/seances/<int:pk>/retirer/<int:number>/", trainer_desk.session_remove, name="session-remove"),
    path("formation/seances/<int:pk>/message/", trainer_desk.session_message, name="session-message"),
    path("formation/seances/<int:pk>/participants.csv", trainer_desk.session_export, name="session-export"),
    path("formation/seances/<int:pk>/presences/", attendance.session_attendance, name="session-attendance"),
    path("formation/seances/<int:pk>/code/", attendance.session_code, name="session-code"),
    path("formation/seances/<int:pk>/feuille.pdf", attendance.session_sheet, name="session-sheet"),
    path("formation/seances/<int:pk>/importer/", attendance.attendance_import, name="attendance-import"),
    path("formation/seances/<int:pk>/importer/<str:token>/", attendance.attendance_report, name="attendance-report"),
]
