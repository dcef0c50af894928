"""Invitations to campaigns among a person's own data."""

from django.utils.translation import gettext_lazy as _

from learning.actions.campaign_dates import forget_invitations
from learning.queries.campaigns import export_invitations
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules

data_exporters.register(
    DataExporter(key="campaign-invitations", order=54, label=_("Campagnes où l’on m’invite"), export=export_invitations)
)
retention_rules.register(
    RetentionRule(
        key="campaign-invitations", order=67, label=_("À qui une campagne a été envoyée"), keeps=_("60 jours après sa fin"),
        apply=forget_invitations,
    )
)  # fmt: skip
