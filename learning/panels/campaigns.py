"""Invitations to campaigns among a person's own data."""

from django.utils.translation import gettext_lazy as _

from learning.queries.campaigns import export_invitations
from people.queries.registries import DataExporter, data_exporters

data_exporters.register(
    DataExporter(key="campaign-invitations", order=54, label=_("Campagnes où l’on m’invite"), export=export_invitations)
)
