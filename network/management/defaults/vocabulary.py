"""The framework with its crosswalk, the profiles, the organisations."""

import datetime as dt
from typing import Any

from competencies.actions.bank import load_bank
from competencies.actions.frameworks import load_framework
from competencies.queries.bank import has_bank
from competencies.queries.frameworks import current_framework
from core.search import rebuild
from job_profiles.actions.loading import load_profiles
from learning.actions.plan_templates import load_templates
from network.management.defaults.files import read_csv, read_json
from people.actions.organisations import load_organisations


def load_ministries(at: dt.datetime) -> str:
    created = load_organisations(rows=read_csv("organisations/ministeres.csv"), at=at)
    return f"{created} ajoutées" if created else "déjà chargées"


def load_competencies(at: dt.datetime, *, overwrite: bool) -> str:
    """The crosswalk's labels are read only when the version is new."""
    data = read_json("competencies/framework.json")
    current = current_framework()
    if current is not None and current.version == data["version"] and not overwrite:
        return f"version {current.version}, déjà chargée"
    framework, _written = load_framework(data=data, at=at, crosswalk=crosswalk(data), overwrite=overwrite)
    found = rebuild("competency")
    return f"version {framework.version}, {found} compétences chargées"


def load_items(at: dt.datetime) -> str:
    """The item bank, group by group; the groups are read only when the version is new."""
    head = read_json("competencies/items/bank.json")
    if has_bank(head["version"]):
        return f"version {head['version']}, déjà chargée"
    groups = [read_json(f"competencies/items/{code}.json") for code in head["groups"]]
    items = [item for group in groups for item in group["items"]]
    load_bank(version=head["version"], items=items, at=at, note_fr=head["note_fr"], note_en=head["note_en"])
    return f"version {head['version']}, {len(items)} énoncés"


def load_job_profiles(at: dt.datetime) -> str:
    written = load_profiles(
        data=read_json("profiles/profiles.json"),
        families=read_json("profiles/families.json"),
        job_classes=read_csv("competencies/quebec_corps_emploi.csv"),
        at=at,
    )
    return f"{written} versions écrites" if written else "déjà chargés"


def load_plan_templates(at: dt.datetime) -> str:
    written = load_templates(rows=read_json("learning/plan_templates.json"), at=at)
    return f"{written} ajoutés" if written else "déjà chargés"


def crosswalk(data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Per code, its ties to ESCO, to the skills of the Government of Canada and to DigComp, with labels."""
    skills = {row["key"]: row for row in read_csv("competencies/gc_skills.csv")}
    areas = read_json("competencies/digcomp3_competences.json")["areas"]
    digcomp = {entry["id"]: entry for area in areas for entry in area["competences"]}
    return {row["code"]: list(_ties(row, skills, digcomp)) for row in data["competencies"]}


def _ties(row: dict[str, Any], skills: dict[str, dict[str, str]], digcomp: dict[str, Any]) -> Any:
    if row["esco_uri"]:
        yield {"scheme": "esco", "code": row["esco_uri"], "label_fr": row["esco_label_fr"], "label_en": ""}
    for key in row["gc_skill_keys"]:
        skill = skills[key]
        official = skill["french_reworded"] == "no"
        yield {
            "scheme": "gc",
            "code": key,
            "label_fr": skill["name_fr"],
            "label_en": skill["name_en"],
            "official": official,
        }
    for code in row["digcomp"]:
        entry = digcomp[code]
        yield {"scheme": "digcomp", "code": code, "label_fr": entry["name_fr_esco"], "label_en": entry["name_30_en"]}
