"""People: the directory, profiles, files, and what is each one's own."""

from typing import Any

from django.utils import timezone

from people.queries.consents import purposes
from people.queries.registries import onboarding_steps
from tests.architecture.matrix_community import READERS
from tests.architecture.rows import FORM, MOVED, NOT_ALLOWED_PUBLIC, OK, PUBLIC, Row, act, everyone, only, page
from tests.architecture.world import PASSWORD, World
from tests.factories.files import document

LEADS = ("farid", "gisele", "olga")


def _amina(w: World) -> dict[str, Any]:
    return {"pk": w.cast.amina.pk}


def _attachment(name: str) -> Any:
    return lambda w: {"key": getattr(w, name).key, "name": getattr(w, name).name}


def _file(name: str) -> Any:
    return lambda w: {"path": w.first_files[name]}


def _step(w: World) -> dict[str, Any]:
    return {"key": next(iter(onboarding_steps)).key}


def _purpose(w: World) -> dict[str, Any]:
    return {"purpose": next(one.key for one in purposes if not one.is_needed)}


def _consent(w: World, me: Any) -> dict[str, Any]:
    return {"choice": "withdrawn", "version": purposes[_purpose(w)["purpose"]].version}


def _role(w: World, me: Any) -> dict[str, Any]:
    return {"role": "trainer", "organisation": "", "from_on": timezone.localdate().isoformat(), "to_on": ""}


def _newcomer(w: World, me: Any) -> dict[str, Any]:
    return {"given_name": "Nadia", "family_name": "Fictive", "password": "une phrase facile à retenir"}


def _waiting(w: World) -> dict[str, Any]:
    return {"token": w.waiting_import()}


def _list(w: World, me: Any) -> dict[str, Any]:
    return {"file": document("membres.csv", "courriel;prénom;nom;organisation\n".encode())}


ROWS: list[Row] = [
    # The account and what is private: each one sees one's own, there is no address of somebody else's.
    page("people:account-home"),
    Row("people:preferences", everyone(), everyone(), data=lambda w, me: {"theme": "dark", "single_keys": "on"}),
    act("people:preferences-theme", post=everyone(), data=lambda w, me: {"theme": "dark"}),
    page("people:privacy"),
    page("people:grant-list"),
    act("people:grant-revoke", lambda w: {"pk": w.grant.pk}, post=only("amina", otherwise=404)),
    page("people:access-log"),
    act("people:consent-decide", _purpose, post=everyone(), data=_consent),
    page("people:my-data"),
    page("people:my-data-json"),
    page("people:my-data-csv"),
    Row(
        "people:account-delete", everyone(), everyone(),
        data=lambda w, me: {"confirmation": "SUPPRIMER", "password": PASSWORD},
    ),
    Row("people:account-deleted", PUBLIC, NOT_ALLOWED_PUBLIC),
    # Invitations: administrators, and sectoral leads for their organisation.
    Row(
        "people:invitation-list", only("farid", "olga", otherwise=403), only("farid", "olga", otherwise=403),
        data=lambda w, me: {"emails": "quelqu-un@exemple.test", "organisation": w.cast.amina.organisation_id},
    ),
    act("people:invitation-revoke", lambda w: {"pk": w.invitation.pk}, post=only("farid", "olga", otherwise=404)),
    Row(
        "people:invitation-accept", everyone(409, nobody=OK), everyone(409, nobody=OK), lambda w: {"token": w.token},
        "ouverte", data=_newcomer,
    ),
    Row(
        "people:invitation-accept", everyone(404, nobody=404), everyone(404, nobody=404), lambda w: {"token": "0" * 64},
        "inconnue", data=_newcomer,
    ),
    Row(
        "people:demo-enter", NOT_ALLOWED_PUBLIC, PUBLIC, data=lambda w, me: {"person": "bruno"}, demo=True,
    ),
    # The directory and profiles: every member.
    page("people:person-list"),
    page("people:person-export", get=only(*LEADS, otherwise=403)),
    page("people:person-mentions", query="?q=bru"),
    page("people:stand-ins", query="?stand_in=bru"),
    page("people:person-me", get=everyone(MOVED)),
    Row("people:person-edit", everyone(), everyone(FORM)),
    page("people:organisation-list"),
    page("people:organisation-detail", lambda w: {"acronym": w.cast.amina.organisation.acronym}),
    page("people:person-detail", _amina),
    page("people:person-photo", _amina, note="portrait"),
    page("people:person-photo", lambda w: {"pk": w.cast.bruno.pk}, note="sans portrait", get=everyone(MOVED)),
    page("people:onboarding", get=everyone(MOVED)),
    Row("people:onboarding-step", everyone(), everyone(), _step, data=lambda w, me: {"passer": "1"}),
    # Roles and reporting lines: administrators.
    Row("people:person-roles", only("olga", otherwise=403), only("olga", otherwise=403), _amina, data=_role),
    act(
        "people:role-end", lambda w: {"pk": w.cast.esther.pk, "held_pk": w.role.pk}, post=only("olga", otherwise=403)
    ),
    act("people:access-end", _amina, post=only("olga", otherwise=403), data=lambda w, me: {"accord": "1"}),
    act(
        "people:manager-set", _amina, post=only("olga", otherwise=403),
        data=lambda w, me: {"stand_in": "", "since": timezone.localdate().isoformat()},
    ),
    # Imports: administrators, and each one's own file.
    Row("people:import-start", only("olga", otherwise=403), only("olga", otherwise=403), data=_list),
    page("people:import-model", lambda w: {"kind": "people"}, get=only("olga", otherwise=403)),
    page("people:import-report", _waiting, get=only("olga", otherwise=403)),
    page("people:import-report-file", _waiting, get=only("olga", otherwise=403)),
    act("people:import-confirm", _waiting, post=only("olga", otherwise=403)),
    # Files: whoever reads the text; a draft, its owner.
    act("people:attachment-upload", post=everyone(), data=lambda w, me: {"file": document("note.txt")}),
    page("people:attachment", _attachment("published"), note="espace caché", get=only(*READERS, otherwise=404)),
    page("people:attachment", _attachment("draft"), note="brouillon", get=only("amina", otherwise=404)),
    page("people:library-image", _file("library"), note="médiathèque"),
    page("people:library-image", _file("portrait"), note="portrait", get=only("olga", otherwise=404)),
    page("people:library-file", _file("library_original"), note="médiathèque"),
    page("people:library-file", _file("portrait_original"), note="portrait", get=only("olga", otherwise=404)),
]  # fmt: skip
