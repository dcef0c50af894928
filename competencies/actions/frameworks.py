"""Loading a version of the competency framework: codes are the keys that stay from version to version."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from competencies.events import FrameworkLoaded
from competencies.models import Competency, CompetencyGroup, CrosswalkEntry, Framework, Level, LevelDescription
from core.outbox import publish
from core.rules.text import sort_key

Data = Mapping[str, Any]


@transaction.atomic
def load_framework(
    *, data: Data, at: dt.datetime, crosswalk: Mapping[str, Sequence[Data]] | None = None, overwrite: bool = False
) -> tuple[Framework, bool]:
    """Make this version the current one; (framework, whether anything was written).

    `data` has the shape of data/competencies/framework.json. `crosswalk` maps a code to its ties (scheme, code, label_fr,
    label_en, official). A version that is loaded already is left as administrators made it, unless `overwrite`. Competencies
    keep their row: evidence stays attached; those that the new version leaves out are retired, never deleted.
    """
    known = Framework.objects.filter(version=data["version"]).first()
    if known is not None and known.current and not overwrite:
        return known, False
    Framework.objects.filter(current=True).exclude(version=data["version"]).update(current=False)
    framework, _ = Framework.objects.update_or_create(
        version=data["version"],
        defaults={
            **{name: data[name] for name in ("status", "note_fr", "note_en")},
            "current": True,
            "loaded_at": at,
        },
    )
    _load_levels(framework, data["levels"])
    groups = _load_groups(framework, data["groups"])
    competencies = _load_competencies(framework, groups, data["competencies"])
    _load_descriptions(competencies, data["competencies"])
    _load_crosswalk(competencies, crosswalk or {})
    Competency.objects.exclude(code__in=competencies).filter(retired_at=None).update(retired_at=at)
    ids = list(Competency.objects.values_list("pk", flat=True))
    publish(FrameworkLoaded(framework_id=framework.pk, competency_ids=ids, at=at))
    return framework, True


def _load_levels(framework: Framework, rows: Sequence[Data]) -> None:
    for row in rows:
        Level.objects.update_or_create(framework=framework, rank=row["rank"], defaults=_without(row, "rank"))


def _load_groups(framework: Framework, rows: Sequence[Data]) -> dict[str, CompetencyGroup]:
    groups = {}
    for row in rows:
        groups[row["code"]], _ = CompetencyGroup.objects.update_or_create(
            framework=framework, code=row["code"], defaults=_without(row, "code")
        )
    return groups


def _load_competencies(
    framework: Framework, groups: Mapping[str, CompetencyGroup], rows: Sequence[Data]
) -> dict[str, Competency]:
    names = ("name_fr", "name_en", "definition_fr", "definition_en", "order")
    wanted = [
        Competency(
            framework=framework,
            group=groups[row["group"]],
            code=row["code"],
            sort_key=sort_key(row["name_fr"]),
            retired_at=None,
            **{name: row[name] for name in names},
        )
        for row in rows
    ]
    changing = ["framework", "group", "sort_key", "retired_at", *names]
    Competency.objects.bulk_create(wanted, update_conflicts=True, unique_fields=["code"], update_fields=changing)
    return {found.code: found for found in Competency.objects.filter(code__in=[row["code"] for row in rows])}


def _load_descriptions(competencies: Mapping[str, Competency], rows: Sequence[Data]) -> None:
    wanted = [
        LevelDescription(
            competency=competencies[row["code"]], rank=level["rank"], can_fr=level["can_fr"], can_en=level["can_en"]
        )
        for row in rows
        for level in row["levels"]
    ]
    LevelDescription.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["competency", "rank"], update_fields=["can_fr", "can_en"]
    )


def _load_crosswalk(competencies: Mapping[str, Competency], ties: Mapping[str, Sequence[Data]]) -> None:
    CrosswalkEntry.objects.filter(competency__in=[found.pk for found in competencies.values()]).delete()
    CrosswalkEntry.objects.bulk_create(
        [CrosswalkEntry(competency=competencies[code], **tie) for code, rows in ties.items() for tie in rows]
    )


def _without(row: Data, key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}
