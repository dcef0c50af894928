"""People of a file, in bulk: accounts, profiles, teams, roles, managers."""

import datetime as dt
from collections.abc import Callable, Iterator

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from core.outbox import publish
from core.rules.text import fold, sort_key
from people.actions.imports.reporting import carry_out_managers
from people.events import PeopleChanged, PeopleJoined
from people.models import Invitation, Organisation, Person, RoleHeld, Team, User
from people.queries.imports.people import PeoplePlan, PersonPlan

CHUNK = 1000
FIELDS = [
    "given_name",
    "family_name",
    "sort_key",
    "folded_name",
    "role_title",
    "languages",
    "organisation",
    "assignment",
    "team",
]


def carry_out_people(
    plan: PeoplePlan, *, by: Person | None, at: dt.datetime, on: dt.date, say: Callable[[str], None]
) -> None:
    """Everything of the plan. Accounts get no password: their owners come in by the government's sign-in, or set one."""
    _make_teams(plan.rows)
    new = [row for row in plan.rows if row.person is None]
    known = [row for row in plan.rows if row.person is not None]
    for chunk in _chunks(new):
        _create(chunk, at)
        say(_("%(count)d personnes ajoutées") % {"count": len(chunk)})
    for chunk in _chunks(known):
        _change(chunk)
        say(_("%(count)d personnes mises à jour") % {"count": len(chunk)})
    _give_roles(plan.rows, by=by, on=on)
    carry_out_managers(plan.managers, at=at, on=on)
    if new:
        publish(PeopleJoined(person_ids=[row.person.pk for row in new if row.person], at=at))
    if known:
        publish(PeopleChanged(person_ids=[row.person.pk for row in known if row.person], at=at))


def _chunks(rows: list[PersonPlan]) -> Iterator[list[PersonPlan]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _place(row: PersonPlan) -> Organisation:
    """Where the person will work."""
    place = row.values.get("assignment") or row.values.get("organisation")
    if isinstance(place, Organisation):
        return place
    assert row.person is not None
    return row.person.workplace


def _make_teams(rows: list[PersonPlan]) -> None:
    """Teams that a line names and that do not exist yet, once each."""
    wanted: dict[tuple[int, str], Team] = {}
    for row in rows:
        if row.team_name:
            place = _place(row)
            wanted.setdefault((place.pk, row.team_name.casefold()), Team(organisation=place, name=row.team_name))
    Team.objects.bulk_create(wanted.values(), batch_size=CHUNK)
    for row in rows:
        if row.team_name:
            row.values["team"] = wanted[(_place(row).pk, row.team_name.casefold())]


def _create(rows: list[PersonPlan], at: dt.datetime) -> None:
    emails = [row.email for row in rows]
    users: dict[str, User] = {}
    for user in User.objects.alias(key=Lower("email")).filter(key__in=emails):
        users[user.email.lower()] = user
    missing = [User(email=email, password=make_password(None)) for email in emails if email not in users]
    User.objects.bulk_create(missing)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in missing
    )
    users.update({user.email: user for user in missing})
    people = [_folded(Person(user=users[row.email], joined_at=at, **row.values)) for row in rows]
    for row, person in zip(rows, Person.objects.bulk_create(people), strict=True):
        row.person = person
    open_ones = Invitation.objects.annotate(key=Lower("email")).filter(key__in=emails, accepted_at=None, revoked_at=None)
    open_ones.update(accepted_at=at)


def _change(rows: list[PersonPlan]) -> None:
    people = []
    for row in rows:
        assert row.person is not None
        for name, value in row.values.items():
            setattr(row.person, name, value)
        if row.person.assignment_id == row.person.organisation_id:
            row.person.assignment = None
        people.append(_folded(row.person))
    Person.objects.bulk_update(people, FIELDS, batch_size=500)


def _folded(person: Person) -> Person:
    """Bulk operations pass by save(): the keys for ordering and comparing are set here."""
    person.sort_key = sort_key(f"{person.family_name} {person.given_name}")
    person.folded_name = fold(person.name)
    return person


def _give_roles(rows: list[PersonPlan], *, by: Person | None, on: dt.date) -> None:
    held = [
        RoleHeld(person=row.person, role=role, organisation=place, from_on=on, given_by=by)
        for row in rows
        for role, place in row.roles
    ]
    RoleHeld.objects.bulk_create(held, batch_size=2000, ignore_conflicts=True)
