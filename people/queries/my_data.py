"""Everything the people app knows of one member, as flat rows: what « Télécharger mes données » gives.

Column names are French words, the same in both languages: the files are read by people and by programs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from people.models import AccessEntry, Attachment, Consent, Grant, Invitation, Person, ReportsTo, RoleHeld
from people.queries.registries import data_exporters

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One kind of data with its rows; `columns` in the order of the first row."""

    key: str
    label: str
    rows: Rows

    @property
    def columns(self) -> list[str]:
        return list(self.rows[0]) if self.rows else []


def sections(person: Person) -> list[Section]:
    """All that every app exports of this person, in order."""
    return [Section(exporter.key, str(exporter.label), exporter.export(person)) for exporter in data_exporters]


def _name(person: Person | None) -> str:
    return person.name if person else ""


def profile_rows(person: Person) -> Rows:
    return [
        {
            "prénom": person.given_name,
            "nom": person.family_name,
            "pronoms": person.pronouns,
            "fonction": person.role_title,
            "employeur": person.organisation.name,
            "affectation": person.assignment.name if person.assignment else "",
            "équipe": person.team.name if person.team else "",
            "présentation": person.bio,
            "parlez-moi de": ", ".join(person.ask_me_about),
            "langues": ", ".join(person.languages),
            "jours de travail (0 = lundi)": ", ".join(str(day) for day in person.working_days),
            "photo": person.photo.title if person.photo else "",
            "visibilité des parties": ", ".join(f"{part}={value}" for part, value in sorted(person.visibility.items())),
            "langue de l’interface": person.interface_language,
            "thème": person.get_theme_display(),
            "raccourcis d’une touche": person.single_keys,
            "arrivée": person.joined_at,
            "dernière visite de l’accueil": person.home_seen_at,
        }
    ]


def account_rows(person: Person) -> Rows:
    if person.user is None:
        return []
    user = person.user
    rows: Rows = [{"genre": "compte", "valeur": user.email, "créé": user.date_joined, "dernier usage": user.last_login}]
    for address in EmailAddress.objects.filter(user=user).order_by("email"):
        rows.append({"genre": "courriel", "valeur": address.email, "créé": None, "dernier usage": None})
    for account in SocialAccount.objects.filter(user=user).order_by("pk"):
        rows.append(
            {
                "genre": "compte externe",
                "valeur": account.uid,
                "créé": account.date_joined,
                "dernier usage": account.last_login,
            }
        )
    for factor in Authenticator.objects.filter(user=user).order_by("pk"):
        rows.append(
            {
                "genre": "second facteur",
                "valeur": factor.get_type_display(),
                "créé": factor.created_at,
                "dernier usage": factor.last_used_at,
            }
        )
    return rows


def link_rows(person: Person) -> Rows:
    return [{"libellé": link.label, "adresse": link.url} for link in person.links.all()]


def absence_rows(person: Person) -> Rows:
    return [
        {
            "du": absence.starts_on,
            "au": absence.ends_on,
            "remplacement": _name(absence.stand_in),
            "message": absence.message,
        }
        for absence in person.absences.select_related("stand_in")
    ]


def role_rows(person: Person) -> Rows:
    return [
        {
            "rôle": held.get_role_display(),
            "portée": held.organisation.name if held.organisation else "tout le réseau",
            "depuis": held.from_on,
            "jusqu’à": held.to_on,
            "confié par": _name(held.given_by),
        }
        for held in RoleHeld.objects.filter(person=person)
        .select_related("organisation", "given_by")
        .order_by("from_on", "pk")
    ]


def reporting_rows(person: Person) -> Rows:
    def row(link: ReportsTo, relation: str, other: Person) -> dict[str, Any]:
        return {"lien": relation, "personne": other.name, "depuis": link.from_on, "jusqu’à": link.to_on}

    above = ReportsTo.objects.filter(person=person).select_related("manager").order_by("from_on", "pk")
    below = ReportsTo.objects.filter(manager=person).select_related("person").order_by("from_on", "pk")
    return [row(link, "relève de", link.manager) for link in above] + [row(link, "dirige", link.person) for link in below]


def consent_rows(person: Person) -> Rows:
    return [
        {
            "finalité": consent.purpose,
            "version de l’avis": consent.notice_version,
            "choix": consent.get_choice_display(),
            "le": consent.at,
        }
        for consent in Consent.objects.filter(person=person).order_by("at", "pk")
    ]


def grant_rows(person: Person) -> Rows:
    def row(grant: Grant, direction: str, other: Person) -> dict[str, Any]:
        return {
            "sens": direction,
            "quoi": grant.label,
            "personne": other.name,
            "créé": grant.created_at,
            "jusqu’au": grant.until,
            "retiré": grant.revoked_at,
        }

    given = Grant.objects.filter(person=person).select_related("grantee").order_by("created_at", "pk")
    received = Grant.objects.filter(grantee=person).select_related("person").order_by("created_at", "pk")
    return [row(grant, "donné", grant.grantee) for grant in given] + [row(grant, "reçu", grant.person) for grant in received]


def access_rows(person: Person) -> Rows:
    entries = AccessEntry.objects.filter(person=person).select_related("viewer").order_by("at", "pk")
    return [{"qui": _name(e.viewer), "quoi": e.what, "pourquoi": e.reason, "le": e.at} for e in entries]


def invitation_rows(person: Person) -> Rows:
    sent = Invitation.objects.filter(invited_by=person).select_related("organisation").order_by("created_at", "pk")
    return [
        {
            "courriel": invitation.email,
            "organisation": invitation.organisation.name,
            "envoyée": invitation.created_at,
            "acceptée": invitation.accepted_at,
            "révoquée": invitation.revoked_at,
        }
        for invitation in sent
    ]


def attachment_rows(person: Person) -> Rows:
    files: Iterable[Attachment] = Attachment.objects.filter(owner=person).order_by("created_at", "pk")
    return [
        {"nom": file.name, "octets": file.size, "état": file.get_state_display(), "téléversé": file.created_at}
        for file in files
    ]


def first_visit_rows(person: Person) -> Rows:
    return [
        {"étape": step.step, "passée": step.skipped, "le": step.at} for step in person.onboarding_steps.order_by("at", "pk")
    ]
