"""Personal data of the community: what « Télécharger mes données » gives, what an erasure takes, what time takes."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.actions import erasure, memberships, reactions, retention
from community.queries import my_data
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules


def _forget_memberships(person: Person) -> int:
    return memberships.forget_person(person=person, at=timezone.now())


def _forget_reactions(person: Person) -> int:
    return reactions.forget_person(person=person)


def _forget_mentions(person: Person) -> int:
    return erasure.forget_mentions(person=person)


def _forget_reading(person: Person) -> int:
    return erasure.forget_reading(person=person)


_EXPORTERS = [
    ("community-threads", _("Fils que j’ai ouverts"), my_data.thread_rows, None),
    ("community-replies", _("Réponses que j’ai écrites"), my_data.reply_rows, None),
    ("community-memberships", _("Espaces et demandes d’adhésion"), my_data.membership_rows, _forget_memberships),
    ("community-reactions", _("Réactions"), my_data.reaction_rows, _forget_reactions),
    ("community-mentions", _("Textes où l’on me nomme"), my_data.mention_rows, _forget_mentions),
    ("community-reading", _("Marques de lecture"), my_data.reading_rows, _forget_reading),
]
for _order, (_key, _label, _export, _erase) in enumerate(_EXPORTERS):
    data_exporters.register(DataExporter(key=_key, order=50 + _order, label=_label, export=_export, erase=_erase))

retention_rules.register(
    RetentionRule(
        key="community-reading",
        order=50,
        label=_("Marques de lecture"),
        keeps=_("un an après la dernière visite du fil"),
        apply=retention.forget_read_marks,
    )
)
retention_rules.register(
    RetentionRule(
        key="community-requests",
        order=51,
        label=_("Demandes d’adhésion répondues"),
        keeps=_("un an"),
        apply=retention.forget_requests,
    )
)
