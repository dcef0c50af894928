"""Campaigns, for those who lead them and for those who are invited."""

from django.urls import URLPattern, path

from learning.views import campaigns, invitations

urlpatterns: list[URLPattern] = [
    path("campagnes/", campaigns.campaign_list, name="campaign-list"),
    path("campagnes/nouvelle/", campaigns.campaign_create, name="campaign-create"),
    path("campagnes/apercu/", campaigns.campaign_preview, name="campaign-preview"),
    path("campagnes/<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("campagnes/<int:pk>/modifier/", campaigns.campaign_edit, name="campaign-edit"),
    path("campagnes/<int:pk>/programmer/", campaigns.campaign_schedule, name="campaign-schedule"),
    path("campagnes/<int:pk>/deprogrammer/", campaigns.campaign_unschedule, name="campaign-unschedule"),
    path("campagnes/<int:pk>/prolonger/", campaigns.campaign_extend, name="campaign-extend"),
    path("campagnes/<int:pk>/terminer/", campaigns.campaign_end, name="campaign-end"),
    path("campagnes/<int:pk>/supprimer/", campaigns.campaign_delete, name="campaign-delete"),
    path("campagnes/<int:pk>/invitation/", invitations.campaign_invitation, name="campaign-invitation"),
    path("campagnes/<int:pk>/decliner/", invitations.campaign_decline, name="campaign-decline"),
]
