"""How long the people app keeps what it holds."""

from django.utils.translation import gettext_lazy as _

from people.actions import retention
from people.queries.registries import RetentionRule, retention_rules

for _order, (_key, _label, _keeps, _apply) in enumerate(
    [
        ("invitations", _("Invitations closes ou expirées"), _("30 jours"), retention.forget_invitations),
        ("brouillons", _("Pièces jointes jamais publiées"), _("48 heures"), retention.forget_drafts),
        ("consultations", _("Journal des consultations"), _("2 ans"), retention.forget_access_entries),
        ("partages", _("Partages finis ou retirés"), _("1 an"), retention.forget_grants),
        ("sessions", _("Sessions échues"), _("jusqu’à leur échéance"), retention.forget_sessions),
    ]
):
    retention_rules.register(RetentionRule(key=_key, order=10 + _order, label=_label, keeps=_keeps, apply=_apply))
