"""A version laid out in one language: what the PDF, the Word document and the CSV say, in the same words."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.templatetags.formatting import day
from job_profiles.enums import Article, VersionState
from job_profiles.models.versions import IN_THE_MAKING, LINES
from job_profiles.queries.records import Record, spoken

CSV_HEADER = ("code", "profil", "version", "etat", "competence", "nom", "groupe", "niveau", "genre", "pouvoir", "pourquoi")
AUTHOR = "Maillage"


def language_of_page() -> str:
    return (get_language() or "fr")[:2]


def title_of(record: Record, language: str) -> str:
    return str(spoken(record.data["title"], language) or spoken(record.data["name"], language))


def filename(record: Record, extension: str) -> str:
    return f"profil-{record.data['key']}-v{record.data['version']}.{extension}"


def state_words(record: Record) -> str:
    """« En vigueur depuis le 3 décembre 2026 »."""
    data = record.data
    since = dt.date.fromisoformat(data["effective_on"]) if data["effective_on"] else None
    if data["state"] == VersionState.IN_FORCE and since:
        return _("En vigueur depuis le %(day)s") % {"day": day(since)}
    if data["state"] == VersionState.APPROVED and since:
        return _("Approuvée, en vigueur le %(day)s") % {"day": day(since)}
    return str(VersionState(data["state"]).label)


def notice(record: Record) -> str:
    """What a reader must know before relying on it; empty for a version in force."""
    state = record.data["state"]
    if state == VersionState.PROPOSAL:
        return _("Proposition\xa0: les ministères ne l’ont pas encore approuvée.")
    if state in IN_THE_MAKING:
        return _("Texte en préparation\xa0: il peut encore changer.")
    if state == VersionState.RETIRED:
        return _("Version retirée\xa0: une autre la remplace. Vérifiez à l’adresse ci-dessous.")
    if state == VersionState.APPROVED:
        return _("Approuvée, pas encore en vigueur.")
    return ""


def importance(needed: dict[str, Any]) -> str:
    return _("Essentielle") if needed["essential"] else _("Atout")


def level_words(needed: dict[str, Any], language: str) -> str:
    return f"{needed['level']} · {spoken(needed['level_name'], language)}"


def printed_words(record: Record, at: dt.datetime) -> str:
    values = {"address": record.data["address"], "day": day(timezone.localdate(at)), "digest": record.digest}
    return _("%(address)s · produit le %(day)s · empreinte %(digest)s") % values


def facts(record: Record, language: str) -> list[dict[str, str]]:
    """Label, value, address ("" for none)."""
    data, job_class = record.data, record.data["job_class"]
    number = f" ({job_class['number']})" if job_class and job_class["number"] else ""
    rows = [
        (_("Profil"), f"{spoken(data['name'], language)} ({data['code']})", ""),
        (_("Famille"), spoken(data["family"], language), ""),
        (_("Corps d’emploi"), f"{spoken(job_class, language)}{number}" if job_class else "", ""),
        (_("État"), f"{state_words(record)}, {_('version %(number)s') % {'number': data['version']}}", ""),
        (_("Classification nationale des professions"), ", ".join(data["cnp"]), ""),
        (_("Adresse permanente"), data["address"], data["address"]),
    ]
    return [{"label": f"{label}{_(' : ')}", "value": value, "url": url} for label, value, url in rows if value]


def sections(record: Record, language: str) -> list[dict[str, Any]]:
    rows = [(str(Article(name).label), spoken(record.data[name], language)) for name in LINES]
    return [{"title": title, "items": items} for title, items in rows if items]


def groups(record: Record, language: str) -> list[dict[str, Any]]:
    """Requirements by group, in the order of the framework."""
    found: dict[str, list[dict[str, str]]] = {}
    for needed in record.data["competencies"]:
        found.setdefault(spoken(needed["group"], language), []).append(
            {
                "name": spoken(needed["name"], language),
                "level": level_words(needed, language),
                "kind": importance(needed),
                "can": spoken(needed["can"], language),
                "why": spoken(needed["why"], language),
            }
        )
    return [{"name": name, "rows": rows} for name, rows in found.items()]


def for_pdf(record: Record, *, language: str, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/job_profile.typ reads."""
    data = record.data
    return {
        "title": title_of(record, language),
        "authors": [AUTHOR],
        "keywords": [spoken(needed["name"], language) for needed in data["competencies"]],
        "language": language,
        "notice": notice(record),
        "facts": facts(record, language),
        "mission": spoken(data["mission"], language),
        "sections": sections(record, language),
        "groups": groups(record, language),
        "moves": [
            {"name": f"{spoken(move['name'], language)}{_(' : ')}", "note": spoken(move["note"], language)}
            for move in data["moves"]
        ],
        "change": spoken(data["change_note"], language),
        "words": {
            "kind": f"{_('Description d’emploi harmonisée')} · {state_words(record)}",
            "mission": str(Article.MISSION.label),
            "competencies": str(Article.COMPETENCIES.label),
            "levels": _("Niveaux\xa0: %(levels)s.")
            % {"levels": ", ".join(f"{n} {name}" for n, name in level_names().items())},
            "columns": [_("Compétence"), _("Niveau"), _("Genre"), _("Ce qu’on sait faire, et pourquoi il le faut")],
            "moves": str(Article.MOVES.label),
            "change": _("Ce qui change avec cette version"),
            "printed": printed_words(record, at),
        },
    }


def for_word(record: Record, *, language: str, at: dt.datetime) -> dict[str, Any]:
    """What a Word template may name (job_profiles/queries/templates.py, NAMES)."""
    data, job_class = record.data, record.data["job_class"]
    return {
        "titre": title_of(record, language),
        "profil": spoken(data["name"], language),
        "code": data["code"],
        "famille": spoken(data["family"], language),
        "corps_emploi": spoken(job_class, language) if job_class else "",
        "version": data["version"],
        "etat": state_words(record),
        "adresse": data["address"],
        "imprime": day(timezone.localdate(at)),
        "avis": notice(record),
        "mission": spoken(data["mission"], language),
        "responsabilites": spoken(data["responsibilities"], language),
        "livrables": spoken(data["deliverables"], language),
        "outils": spoken(data["tools"], language),
        "indicateurs": spoken(data["indicators"], language),
        "competences": [
            {
                "nom": row["name"],
                "groupe": group["name"],
                "niveau": row["level"],
                "genre": row["kind"],
                "pouvoir": row["can"],
                "pourquoi": row["why"],
            }
            for group in groups(record, language)
            for row in group["rows"]
        ],
        "mobilites": [
            {"profil": spoken(move["name"], language), "note": spoken(move["note"], language)} for move in data["moves"]
        ],
        "changement": spoken(data["change_note"], language),
    }


def csv_rows(record: Record, language: str) -> list[list[Any]]:
    """One row per required competency, columns of CSV_HEADER."""
    data = record.data
    return [
        [
            data["code"], title_of(record, language), data["version"], state_words(record), needed["code"],
            spoken(needed["name"], language), spoken(needed["group"], language), needed["level"], importance(needed),
            spoken(needed["can"], language), spoken(needed["why"], language),
        ]
        for needed in data["competencies"]
    ]  # fmt: skip
