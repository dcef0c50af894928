"""Organisations: loaded as default data, edited one by one in /cms/ (the edit is Wagtail's, the announcement ours)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from core.outbox import publish
from core.rules.text import sort_key
from people.enums import OrganisationKind
from people.events import OrganisationChanged, PeopleChanged
from people.models import Organisation, Person


@transaction.atomic
def load_organisations(*, rows: Iterable[Mapping[str, str]], at: dt.datetime, covered: bool = True) -> int:
    """Make the organisations that are missing, by acronym; returns how many. `rows`: the columns of data/organisations/.

    What administrators changed since is left as it is. `covered`: whether the strategy aims at them (schools: no).
    """
    wanted = list(rows)
    known = set(Organisation.objects.values_list("acronym", flat=True))
    missing = [
        Organisation(
            acronym=row["acronym"],
            name=row["name_fr"],
            name_en=row.get("name_en", ""),
            sort_key=sort_key(row["name_fr"]),
            kind=OrganisationKind(row["kind"]),
            covered=covered,
            mail_domain=row.get("domain", ""),
            note=row.get("note", ""),
        )
        for row in wanted
        if row["acronym"] not in known
    ]
    for organisation in Organisation.objects.bulk_create(missing):
        publish(OrganisationChanged(organisation_id=organisation.pk, at=at))
    return len(missing)


@transaction.atomic
def announce_organisation(*, organisation: Organisation, at: dt.datetime) -> None:
    """What shows the organisation's name follows: its page, and the search entries of its people."""
    publish(OrganisationChanged(organisation_id=organisation.pk, at=at))
    people = list(Person.objects.active().filter(organisation=organisation).values_list("pk", flat=True))
    if people:
        publish(PeopleChanged(person_ids=people, at=at))
