"""Loading organisations as default data. What administrators changed since is left as it is."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from core.outbox import publish
from core.rules.text import sort_key
from people.enums import OrganisationKind
from people.events import OrganisationChanged
from people.models import Organisation


@transaction.atomic
def load_organisations(*, rows: Iterable[Mapping[str, str]], at: dt.datetime, covered: bool = True) -> int:
    """Make the organisations that are missing, by acronym; returns how many. `rows`: the columns of data/organisations/.

    `covered` says whether the strategy aims at them (schools and invited bodies: no).
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
