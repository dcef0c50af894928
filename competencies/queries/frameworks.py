"""Reads of the framework in force."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language

from competencies.models import Competency, CompetencyGroup, Framework, Level
from core.database import prepared
from core.rules.text import fold, search_words


@dataclass(frozen=True)
class GroupListing:
    """One group with those of its competencies that the filter keeps."""

    group: CompetencyGroup
    competencies: list[Competency]


def current_framework() -> Framework | None:
    """The version in force or proposed; None on an installation without default data."""
    return Framework.objects.filter(current=True).first()


def current_competencies() -> "QuerySet[Competency]":
    """Competencies that are not retired, in the order of the framework."""
    return Competency.objects.filter(retired_at=None, framework__current=True).select_related("group")


def competency_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a form, by group: code and name; one query."""
    choices: dict[str, list[tuple[str, str]]] = {}
    for competency in current_competencies().order_by("order", "code"):
        choices.setdefault(competency.group.name, []).append((competency.code, competency.name))
    return list(choices.items())


def by_code(code: str) -> "QuerySet[Competency]":
    """The competency of that code, case aside, retired ones too: their pages stay, with a note."""
    folded = Competency.objects.alias(folded_code=Lower("code")).filter(folded_code=code.lower())
    return folded.select_related("group", "framework").prefetch_related("descriptions", "crosswalk")


def by_codes(codes: "list[str] | tuple[str, ...]") -> list[Competency]:
    """Competencies of these codes that are not retired; unknown codes are left out."""
    return list(Competency.objects.filter(code__in=list(codes), retired_at=None).order_by("order"))


def levels_of(framework: Framework) -> list[Level]:
    """The four levels, from the first."""
    return list(Level.objects.filter(framework=framework).order_by("rank"))


@prepared
def level_names() -> dict[int, str]:
    """Rank to name, in the language of the page."""
    return {level.rank: level.name for level in Level.objects.filter(framework__current=True).order_by("rank")}


def kept_level_names(framework: Hashable) -> Mapping[int, str]:
    """The same, read once per process for this loading of the framework in force."""
    return _kept_level_names(framework, get_language() or "fr")


@lru_cache(maxsize=16)
def _kept_level_names(framework: Hashable, language: str) -> Mapping[int, str]:
    return MappingProxyType(level_names())


def listing(framework: Framework, text: str = "") -> list[GroupListing]:
    """Groups and competencies, narrowed to those in which every word of `text` occurs; groups left empty are dropped."""
    competencies = Competency.objects.filter(retired_at=None).order_by("order", "code").prefetch_related("descriptions")
    groups = framework.groups.order_by("order").prefetch_related(Prefetch("competencies", queryset=competencies))
    words = search_words(text) or fold(text).split()
    listed = [GroupListing(group, [one for one in group.competencies.all() if _has(one, words)]) for group in groups]
    return [one for one in listed if one.competencies]


def _has(competency: Competency, words: list[str]) -> bool:
    """Whether each word begins one of the competency's, in French or English."""
    if not words:
        return True
    texts = [competency.code, competency.name_fr, competency.name_en, competency.definition_fr, competency.definition_en]
    texts += [level.can_fr for level in competency.descriptions.all()]
    whole = " ".join(texts)
    present = set(search_words(whole)) | set(fold(whole).split())
    return all(any(one.startswith(word) for one in present) for word in words)
