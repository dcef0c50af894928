"""What the assistant compares, and its proposals as people look through them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from competencies.models import Competency
from core.pagination import KeyPage, page_by_key
from core.rules.text import search_words
from job_profiles.enums import DescriptionState, JobState, Verdict
from job_profiles.models import AssistantRun, ImpliedCompetency, LocalDescription, SimilarPair
from people.models import Person

PAGE = 30


def compared_descriptions() -> list[Any]:
    """Every description that is not set aside, its headings left out."""
    from job_profiles.rules.similarity import Description

    rows = LocalDescription.objects.exclude(state=DescriptionState.ASIDE).order_by("pk")
    return [
        Description(row.pk, row.title, "\n".join(str(text) for text in row.sections.values()) or row.text)
        for row in rows.only("pk", "title", "sections", "text")
    ]


def reference_competencies() -> list[Any]:
    """The competencies of the current framework that are not retired, with their French texts; three queries."""
    from job_profiles.rules.similarity import ReferenceCompetency

    rows = Competency.objects.filter(retired_at=None, framework__current=True)
    return [
        ReferenceCompetency(
            row.code,
            row.name_fr,
            row.definition_fr,
            {one.rank: one.can_fr for one in row.descriptions.all()},
            tuple(dict.fromkeys(tie.label_fr for tie in row.crosswalk.all() if tie.scheme == "esco" and tie.label_fr))[:2],
        )
        for row in rows.order_by("order", "code").prefetch_related("descriptions", "crosswalk")
    ]


def latest_run() -> AssistantRun | None:
    return AssistantRun.objects.select_related("by").order_by("-created_at", "-pk").first()


def unfinished_runs(*, before: dt.datetime) -> list[int]:
    """Runs that a killed worker left, or that no worker took."""
    rows = AssistantRun.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING), created_at__lt=before)
    return list(rows.values_list("pk", flat=True))


@dataclass(frozen=True)
class Asked:
    """What the list of proposals is asked for. `verdict`: a Verdict, or empty for what is still open."""

    text: str = ""
    organisation: str = ""
    verdict: str = Verdict.OPEN
    cursor: str | None = None


@dataclass
class Group:
    """Pairs of one cluster as they stand on a page, with the descriptions of the whole cluster."""

    cluster: int
    pairs: list[SimilarPair] = field(default_factory=list)
    members: list[LocalDescription] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        return [member.pk for member in self.members]


def pairs(asked: Asked) -> KeyPage[SimilarPair]:
    """One page of near-duplicates, cluster by cluster, the closest first."""
    rows = SimilarPair.objects.filter(verdict=asked.verdict or Verdict.OPEN)
    rows = rows.exclude(left__state=DescriptionState.ASIDE).exclude(right__state=DescriptionState.ASIDE)
    if asked.organisation:
        rows = rows.filter(
            Q(left__organisation__acronym=asked.organisation) | Q(right__organisation__acronym=asked.organisation)
        )
    for word in search_words(asked.text)[:8]:
        rows = rows.filter(Q(left__folded__contains=f" {word}") | Q(right__folded__contains=f" {word}"))
    joined = rows.select_related("left__organisation", "right__organisation").defer(
        "left__text", "left__folded", "left__sections", "right__text", "right__folded", "right__sections"
    )  # fmt: skip
    return page_by_key(joined, keys=("-cluster", "-score", "id"), cursor=asked.cursor, size=PAGE)


def grouped(rows: Iterable[SimilarPair]) -> list[Group]:
    """Pairs of a page by cluster, each with all of its descriptions; two queries."""
    groups: dict[int, Group] = {}
    for pair in rows:
        # A pair outside every cluster stands alone.
        groups.setdefault(pair.cluster or -pair.pk, Group(pair.cluster)).pairs.append(pair)
    members = _members([group.cluster for group in groups.values() if group.cluster])
    for group in groups.values():
        group.members = members.get(group.cluster, []) or [group.pairs[0].left, group.pairs[0].right]
    return list(groups.values())


def _members(clusters: list[int]) -> dict[int, list[LocalDescription]]:
    """Descriptions of each cluster, by organisation."""
    if not clusters:
        return {}
    ties = SimilarPair.objects.filter(cluster__in=clusters).values_list("cluster", "left", "right")
    numbers: dict[int, set[int]] = {}
    for cluster, left, right in ties:
        numbers.setdefault(cluster, set()).update((left, right))
    wanted = {number for found in numbers.values() for number in found}
    rows = LocalDescription.objects.filter(pk__in=wanted).exclude(state=DescriptionState.ASIDE)
    rows = rows.select_related("organisation").defer("text", "folded", "sections")
    by_number = {row.pk: row for row in rows}
    return {
        cluster: sorted(
            (by_number[number] for number in found if number in by_number),
            key=lambda row: (row.organisation.sort_key, row.sort_key, row.pk),
        )
        for cluster, found in numbers.items()
    }


def pair_counts() -> dict[str, int]:
    """How many proposals per verdict; one query."""
    rows = SimilarPair.objects.order_by().values("verdict").annotate(number=Count("pk"))
    return {row["verdict"]: row["number"] for row in rows}


def pair_for_page(pk: int) -> SimilarPair:
    return SimilarPair.objects.select_related("left__organisation", "right__organisation").get(pk=pk)


def near(person: Person, description: LocalDescription, limit: int = 8) -> "list[tuple[LocalDescription, SimilarPair]]":
    """The nearest other descriptions that the person may see, with the pair that says why."""
    visible = LocalDescription.objects.visible_to(person).exclude(state=DescriptionState.ASIDE).values("pk")
    rows = SimilarPair.objects.filter(Q(left=description, right__in=visible) | Q(right=description, left__in=visible))
    rows = rows.exclude(verdict=Verdict.DISMISSED).select_related("left__organisation", "right__organisation")
    ordered = rows.order_by("-score", "pk")[:limit]
    return [(pair.right if pair.left_id == description.pk else pair.left, pair) for pair in ordered]


def implied_of(descriptions: Iterable[LocalDescription]) -> "QuerySet[ImpliedCompetency]":
    """Competencies that these descriptions imply, the strongest first; those that were retired since are left out."""
    rows = ImpliedCompetency.objects.filter(description__in=[row.pk for row in descriptions], competency__retired_at=None)
    return rows.select_related("competency__group").order_by("-score", "pk")
