"""What a version says, whole and in both languages, as plain data: the one source of every export and of the API."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from competencies.models import Level, LevelDescription
from job_profiles.enums import VersionState
from job_profiles.models import CareerMove, ProfileVersion, Requirement
from job_profiles.models.versions import LINES

FORMAT = "maillage-profil-1"
Both = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Record:
    """`data`: JSON-ready, every text as {"fr": …, "en": …}; its shape stands in docs/guides/job-profile-exports.md.

    `digest`: SHA-256 of `data`, 16 hexadecimal digits: the same digest, the same text.
    """

    data: dict[str, Any]
    digest: str

    @property
    def etag(self) -> str:
        return f'"{self.digest}"'

    def text(self, name: str, language: str) -> Any:
        return spoken(self.data[name], language)


def spoken(both: Both, language: str) -> Any:
    """One language of a text; French where the other one is empty."""
    return both.get(language) or both["fr"]


def with_parts(versions: "QuerySet[ProfileVersion]") -> "QuerySet[ProfileVersion]":
    """Versions with everything that a record reads, in a fixed number of queries."""
    requirements = Requirement.objects.select_related("competency__group").order_by("competency__order", "competency__code")
    moves = CareerMove.objects.select_related("to").order_by("to__order", "to__key")
    return versions.select_related("profile__family", "profile__job_class", "framework").prefetch_related(
        Prefetch("requirements", queryset=requirements), Prefetch("moves", queryset=moves)
    )


def records_of(versions: Sequence[ProfileVersion]) -> list[Record]:
    """Records of versions read by `with_parts`; two queries more for all of them (levels, « you can » sentences)."""
    frameworks = {version.framework_id for version in versions}
    levels = {(row.framework_id, row.rank): row for row in Level.objects.filter(framework__in=frameworks)}
    codes = {needed.competency_id for version in versions for needed in version.requirements.all()}
    can = {(row.competency_id, row.rank): row for row in LevelDescription.objects.filter(competency__in=codes)}
    return [_record(version, levels, can) for version in versions]


def record_of(version: ProfileVersion) -> Record:
    """The record of one version, whatever it was read with."""
    return records_of(list(with_parts(ProfileVersion.objects.filter(pk=version.pk))))[0]


def _record(version: ProfileVersion, levels: dict[Any, Level], can: dict[Any, LevelDescription]) -> Record:
    profile = version.profile
    data: dict[str, Any] = {
        "format": FORMAT,
        "key": profile.key,
        "code": profile.code or "",
        "version": version.number,
        "state": version.state,
        "language": version.language,
        "effective_on": _day(version.effective_on),
        "until_on": _day(version.until_on),
        "decided_on": _day(version.decided_at),
        "address": f"{settings.PUBLIC_URL.rstrip('/')}{version.get_absolute_url()}",
        "name": _both(profile, "name"),
        "family": _both(profile.family, "name") if profile.family else {"fr": "", "en": ""},
        "rank": profile.rank,
        "job_class": (
            {"number": profile.job_class.number, **_both(profile.job_class, "title")} if profile.job_class else None
        ),
        "cnp": list(profile.cnp),
        "esco": [dict(tie) for tie in profile.esco],
        "title": _both(version, "title"),
        "mission": _both(version, "mission"),
        **{name: _lines(version, name) for name in LINES},
        "change_note": _both(version, "change_note"),
        "framework": version.framework.version,
        "competencies": [_requirement(version, needed, levels, can) for needed in version.requirements.all()],
        "moves": [
            {"key": move.to.key, "name": _both(move.to, "name"), "note": _both(move, "note")} for move in version.moves.all()
        ],
    }
    packed = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    return Record(data, hashlib.sha256(packed).hexdigest()[:16])


def _requirement(
    version: ProfileVersion, needed: Requirement, levels: dict[Any, Level], can: dict[Any, LevelDescription]
) -> dict[str, Any]:
    competency = needed.competency
    level = levels.get((version.framework_id, needed.level))
    able = can.get((competency.pk, needed.level))
    return {
        "code": competency.code,
        "name": _both(competency, "name"),
        "group": _both(competency.group, "name"),
        "level": needed.level,
        "level_name": _both(level, "name") if level else {"fr": str(needed.level), "en": str(needed.level)},
        "essential": needed.essential,
        "why": _both(needed, "why"),
        "can": _both(able, "can") if able else {"fr": "", "en": ""},
    }


def _both(row: Any, name: str) -> Both:
    return {"fr": getattr(row, f"{name}_fr"), "en": getattr(row, f"{name}_en")}


def _lines(version: ProfileVersion, name: str) -> Both:
    return {
        language: [line.strip() for line in getattr(version, f"{name}_{language}").splitlines() if line.strip()]
        for language in ("fr", "en")
    }


def _day(value: dt.date | None) -> str:
    """ISO day in Québec."""
    if value is None:
        return ""
    return (timezone.localdate(value) if isinstance(value, dt.datetime) else value).isoformat()


def json_ld(record: Record) -> dict[str, Any]:
    """The same as schema.org's Occupation (https://schema.org/Occupation), French first."""
    data = record.data
    codes = [("CNP 2021", code) for code in data["cnp"]] + [("ESCO", tie["uri"]) for tie in data["esco"]]
    return {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "@id": data["address"],
        "identifier": f"{data['code'] or data['key']}-v{data['version']}",
        "name": _tagged(data["title"] if data["title"]["fr"] else data["name"]),
        "description": _tagged(data["mission"]),
        "responsibilities": list(data["responsibilities"]["fr"]),
        "skills": [
            {
                "@type": "DefinedTerm",
                "termCode": needed["code"],
                "name": _tagged(needed["name"]),
                "description": _tagged(needed["can"]),
                "inDefinedTermSet": f"Maillage {data['framework']}",
            }
            for needed in data["competencies"]
        ],
        "occupationalCategory": [
            {"@type": "CategoryCode", "inCodeSet": code_set, "codeValue": code} for code_set, code in codes
        ],
        "occupationLocation": {"@type": "AdministrativeArea", "name": "Québec"},
    }


def _tagged(both: Both) -> list[dict[str, str]]:
    """A text in both languages as JSON-LD language-tagged values."""
    return [
        {"@language": language, "@value": both[short]}
        for short, language in (("fr", "fr-CA"), ("en", "en-CA"))
        if both.get(short)
    ]


def official_versions() -> "QuerySet[ProfileVersion]":
    """What the API tells: approved once, whatever came after, newest first within a profile."""
    return ProfileVersion.objects.official().order_by("profile__key", "-number")


def current_official(key: str) -> ProfileVersion | None:
    """The version of a profile that counts today: in force, else approved, else the last that was retired."""
    return current_of(list(official_versions().filter(profile__key=key).select_related("profile")))


def current_of(versions: Sequence[ProfileVersion]) -> ProfileVersion | None:
    """Of approved versions of one profile, the one that counts today: in force, else approved, else the last retired."""
    rank = {VersionState.IN_FORCE: 0, VersionState.APPROVED: 1, VersionState.RETIRED: 2}
    return min(versions, key=lambda version: (rank[VersionState(version.state)], -version.number), default=None)
