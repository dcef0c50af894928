"""Personal data about spaces: what « Télécharger mes données » gives, what an erasure takes, what time takes."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from community.actions import exports, invitations
from community.queries import my_spaces
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules


def _forget_invitations(person: Person) -> int:
    return invitations.forget_person(person=person)


def _forget_exports(person: Person) -> int:
    return exports.forget_person(person=person)


def _forget_old_invitations(at: dt.datetime, dry_run: bool) -> int:
    return invitations.forget_old(at=at, dry_run=dry_run)


_EXPORTERS = [
    ("community-invitations", _("Invitations à des espaces"), my_spaces.invitation_rows, _forget_invitations),
    ("community-invitation-rounds", _("Groupes que j’ai invités"), my_spaces.round_rows, None),
    ("community-exports", _("Espaces que j’ai exportés"), my_spaces.export_rows, _forget_exports),
    ("community-shelf", _("Ressources que j’ai épinglées"), my_spaces.shelf_rows, None),
]
for _order, (_key, _label, _export, _erase) in enumerate(_EXPORTERS):
    data_exporters.register(DataExporter(key=_key, order=70 + _order, label=_label, export=_export, erase=_erase))

retention_rules.register(
    RetentionRule(
        key="community-exports",
        order=55,
        label=_("Archives d’espaces"),
        keeps=_("sept jours; la trace de l’export reste, sans contenu"),
        apply=exports.forget_old,
    )
)
retention_rules.register(
    RetentionRule(
        key="community-invitations",
        order=56,
        label=_("Invitations à des espaces"),
        keeps=_("un an après leur fin"),
        apply=_forget_old_invitations,
    )
)
