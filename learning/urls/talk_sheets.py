"""The talk sheet: made by the person, shown to whom the person chooses."""

from django.urls import URLPattern, path

from learning.views import talk_sheets

urlpatterns: list[URLPattern] = [
    path("diagnostic/<int:pk>/feuille/", talk_sheets.talk_sheet_edit, name="talk-sheet-edit"),
    path("diagnostic/feuilles/<int:pk>/", talk_sheets.talk_sheet_detail, name="talk-sheet-detail"),
    path("diagnostic/feuilles/<int:pk>.pdf", talk_sheets.talk_sheet_pdf, name="talk-sheet-pdf"),
    path("diagnostic/feuilles/<int:pk>/montrer/", talk_sheets.talk_sheet_show, name="talk-sheet-show"),
    path("diagnostic/feuilles/<int:pk>/supprimer/", talk_sheets.talk_sheet_delete, name="talk-sheet-delete"),
]
