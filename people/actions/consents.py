"""Deciding on a purpose: every decision is a row, with the version of the notice that was on the screen."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.outbox import publish
from people.enums import ConsentChoice
from people.events import ConsentDecided
from people.models import Consent, Person
from people.queries.consents import purposes


class ConsentRefused(Exception):
    """The decision was not written; the sentence says why."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def decide(*, person: Person, purpose: str, version: str, choice: ConsentChoice | str, at: dt.datetime) -> Consent:
    """Accept a purpose or take that back. One may take back at any time; accepting asks for the current notice."""
    if purpose not in purposes:
        raise ConsentRefused(_("Cette finalité n’existe pas."))
    described = purposes[purpose]
    choice = ConsentChoice(choice)
    if described.is_needed:
        raise ConsentRefused(_("Sans cela, le réseau ne peut pas tenir de compte. Vous pouvez supprimer le vôtre."))
    if choice == ConsentChoice.GIVEN:
        if version != described.version:
            raise ConsentRefused(_("L’avis a changé depuis que vous l’avez ouvert : relisez-le, puis décidez."))
        if not described.available:
            raise ConsentRefused(_("Rien ne fonctionne encore pour cette finalité."))
    # Decisions of one person follow each other: the newest counts.
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    latest = Consent.objects.filter(person=person, purpose=purpose).order_by("-at", "-id").first()
    if latest is not None and latest.choice == choice and latest.notice_version == version:
        return latest
    consent = Consent.objects.create(person=person, purpose=purpose, notice_version=version[:20], choice=choice, at=at)
    publish(ConsentDecided(person_id=person.pk, purpose=purpose, choice=choice, at=at))
    return consent
