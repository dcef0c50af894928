"""Who may enter: invitations, organisations found by a claim or a mail domain, the cast of a demonstration."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet

from core.rules.text import fold
from people.enums import OrganisationKind, RoleKind
from people.models import Invitation, Organisation, Person
from people.permissions import holds_network_wide, roles_of


def token_digest(token: str) -> str:
    """What the database keeps of the token of an invitation: it cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of_token(token: str) -> Invitation | None:
    """The invitation that this token opens, whatever its state; None when there is none."""
    return Invitation.objects.select_related("organisation", "invited_by").filter(token_digest=token_digest(token)).first()


def invitation_state(invitation: Invitation, at: dt.datetime) -> str:
    """`open`, `accepted`, `revoked` or `expired`."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.revoked_at is not None:
        return "revoked"
    return "open" if invitation.expires_at > at else "expired"


def open_invitation_for(email: str, at: dt.datetime) -> Invitation | None:
    """The invitation that this address can still accept."""
    return (
        Invitation.objects.select_related("organisation")
        .filter(email__iexact=email, accepted_at=None, revoked_at=None, expires_at__gt=at)
        .first()
    )


def inviting_scope(person: Person | None, on: dt.date) -> set[int] | None:
    """Ids of the organisations that the person may invite for; None: all of them; empty: none."""
    if person is None or not person.is_active:
        return set()
    if holds_network_wide(person, RoleKind.ADMINISTRATOR, on):
        return None
    return {
        held.organisation_id
        for held in roles_of(person)
        if held.role == RoleKind.SECTORAL_LEAD
        and held.organisation_id is not None
        and held.from_on <= on
        and (held.to_on is None or held.to_on >= on)
    }


def may_invite(person: Person | None, on: dt.date) -> bool:
    """Administrators, and sectoral leads for their organisation."""
    return inviting_scope(person, on) != set()


def inviting_organisations(person: Person | None, on: dt.date) -> QuerySet[Organisation]:
    """Organisations that the person may invite for, schools left out (they have no members)."""
    scope = inviting_scope(person, on)
    found = Organisation.objects.exclude(kind=OrganisationKind.SCHOOL)
    return found if scope is None else found.filter(pk__in=scope)


def invitations_visible_to(person: Person, on: dt.date) -> QuerySet[Invitation]:
    """Invitations of the organisations that the person invites for."""
    scope = inviting_scope(person, on)
    found = Invitation.objects.select_related("organisation", "invited_by")
    return found if scope is None else found.filter(organisation__in=scope)


def organisation_of_domain(email: str) -> Organisation | None:
    """The organisation whose mail domain ends this address (`x@equipe.mcn.gouv.qc.ca` belongs to `mcn.gouv.qc.ca`)."""
    _, _, domain = email.strip().lower().rpartition("@")
    parts = domain.split(".")
    candidates = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    condition = Q()
    for candidate in candidates:
        condition |= Q(mail_domain__iexact=candidate)
    if not candidates:
        return None
    found = Organisation.objects.filter(condition).exclude(mail_domain="")
    return max(found, key=lambda organisation: len(organisation.mail_domain), default=None)


def organisation_of_claim(value: object) -> Organisation | None:
    """The organisation that an identity provider names, by acronym, mail domain or French name."""
    values = value if isinstance(value, (list, tuple)) else [value]
    for text in (str(item).strip() for item in values if item):
        found = Organisation.objects.filter(
            Q(acronym__iexact=text) | Q(mail_domain__iexact=text, mail_domain__gt="")
        ).first()
        if found is not None:
            return found
        folded = fold(text)
        for organisation in Organisation.objects.all():
            if fold(organisation.name) == folded:
                return organisation
    return None


@dataclass(frozen=True)
class DemoCharacter:
    """One member of the cast, as the sign-in page of a demonstration shows it."""

    key: str
    given_name: str
    role_title: str
    organisation: str
    email: str


@lru_cache(maxsize=1)
def demo_cast() -> tuple[DemoCharacter, ...]:
    """The cast in its order, from the demonstration's own data."""
    entries = json.loads((settings.BASE_DIR / "data/demo/cast.json").read_text("utf-8"))
    return tuple(
        DemoCharacter(entry["key"], entry["given_name"], entry["role_title"], entry["organisation"], entry["email"])
        for entry in entries
    )


def demo_person(key: str) -> Person | None:
    """The member who plays this part in the demonstration that is loaded."""
    email = next((character.email for character in demo_cast() if character.key == key), None)
    if email is None:
        return None
    return Person.objects.active().select_related("user").filter(user__email__iexact=email, user__is_active=True).first()
