"""The kinds of personal data that the people app holds. Their erasure stands in people.actions.erasure itself."""

from django.utils.translation import gettext_lazy as _

from people.queries import my_data
from people.queries.registries import DataExporter, data_exporters

for _order, (_key, _label, _export) in enumerate(
    [
        ("profil", _("Profil et préférences"), my_data.profile_rows),
        ("compte", _("Compte et moyens d’entrer"), my_data.account_rows),
        ("liens", _("Liens du profil"), my_data.link_rows),
        ("absences", _("Absences"), my_data.absence_rows),
        ("roles", _("Rôles confiés"), my_data.role_rows),
        ("hierarchie", _("Liens hiérarchiques"), my_data.reporting_rows),
        ("consentements", _("Consentements"), my_data.consent_rows),
        ("partages", _("Partages donnés et reçus"), my_data.grant_rows),
        ("consultations", _("Qui a vu quoi"), my_data.access_rows),
        ("invitations", _("Invitations envoyées"), my_data.invitation_rows),
        ("pieces-jointes", _("Pièces jointes"), my_data.attachment_rows),
        ("accueil", _("Première visite"), my_data.first_visit_rows),
    ]
):
    data_exporters.register(DataExporter(key=_key, order=10 + _order, label=_label, export=_export))
