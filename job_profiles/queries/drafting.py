"""Drafts: the owner's desk, what stands beside the articles of one draft, hints on its French."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from competencies.models import Competency, LevelDescription
from competencies.queries.frameworks import current_framework
from job_profiles.enums import Article, ChangeState, VersionState
from job_profiles.models import ArticleAnswer, ChangeProposal, JobProfile, MinistryAnswer, ProfileVersion, Requirement, Round
from job_profiles.models.versions import IN_THE_MAKING, TEXTS
from job_profiles.rules import wording
from people.models import Person


@dataclass(frozen=True)
class DeskRow:
    """One version under way, with its last round and what it waits for."""

    version: ProfileVersion
    round: Round | None
    asked: int
    answered: int
    unreplied: int

    @property
    def step(self) -> str:
        """What comes next: write, follow, reply, submit, wait, in_force."""
        if self.version.state == VersionState.APPROVED:
            return "in_force"
        if self.version.state == VersionState.DRAFT:
            return "write"
        if self.version.submitted_at is not None:
            return "wait"
        if self.round is not None and self.round.closed_at is None:
            return "follow"
        return "reply" if self.unreplied else "submit"


def desk() -> list[DeskRow]:
    """Versions under way, those that wait for the owner first; four queries."""
    versions = list(
        ProfileVersion.objects.filter(state__in=(*IN_THE_MAKING, VersionState.APPROVED))
        .select_related("profile", "edited_by")
        .order_by("profile__order", "number")
    )
    last: dict[int, Round] = {}
    for one in Round.objects.filter(version__in=versions).order_by("number"):
        last[one.version_id] = one
    counts = {
        row["round"]: row
        for row in MinistryAnswer.objects.filter(round__in=last.values())
        .values("round")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(submitted_at__isnull=False)))
    }
    waiting = dict(
        ArticleAnswer.objects.filter(answer__round__version__in=versions, replied_at=None)
        .exclude(position="agree")
        .values_list("answer__round__version")
        .annotate(number=Count("pk"))
    )
    rows = []
    for version in versions:
        one_round = last.get(version.pk)
        counted: dict[str, Any] = dict(counts.get(one_round.pk, {})) if one_round else {}
        rows.append(
            DeskRow(version, one_round, counted.get("asked", 0), counted.get("answered", 0), waiting.get(version.pk, 0))
        )
    order = ("reply", "submit", "write", "follow", "wait", "in_force")
    return sorted(rows, key=lambda row: order.index(row.step))


def without_draft() -> "QuerySet[JobProfile]":
    """Profiles on which nobody works: a draft may be opened."""
    under_way = ProfileVersion.objects.filter(profile=OuterRef("pk"), state__in=IN_THE_MAKING)
    return JobProfile.objects.exclude(Exists(under_way)).order_by("order", "key")


def visible_to(person: Person) -> "QuerySet[ProfileVersion]":
    """Versions in the making that the person may see, with what their pages show."""
    rows = ProfileVersion.objects.visible_to(person).filter(state__in=IN_THE_MAKING)
    return rows.select_related("profile", "based_on__profile", "edited_by", "framework")


def before(version: ProfileVersion) -> ProfileVersion | None:
    """What the draft is held against: the version in force, else the one that it was drawn from."""
    in_force = ProfileVersion.objects.filter(profile=version.profile_id, state=VersionState.IN_FORCE).first()
    return in_force or version.based_on


@dataclass
class Beside:
    """What stands beside one article of a draft: observations of ministries, proposals of members that were kept."""

    observations: list[ArticleAnswer] = field(default_factory=list)
    changes: list[ChangeProposal] = field(default_factory=list)


def beside(version: ProfileVersion) -> dict[str, Beside]:
    """By article; two queries."""
    found: dict[str, Beside] = {article.value: Beside() for article in Article}
    rows = ArticleAnswer.objects.filter(answer__round__version=version, answer__round__closed_at__isnull=False)
    for row in rows.exclude(position="agree").select_related("answer__organisation", "answer__round", "competency"):
        found[row.article].observations.append(row)
    for change in version.carried_changes.filter(state=ChangeState.ACCEPTED).select_related("author").order_by("created_at"):
        found[change.article].changes.append(change)
    return {key: value for key, value in found.items() if value.observations or value.changes}


def kept_competencies(version: ProfileVersion) -> list[Competency]:
    """Those that a form may choose: of the framework, and retired ones that the version still asks for; two queries."""
    framework = current_framework()
    asked = Requirement.objects.filter(version=version).values("competency")
    known = Competency.objects.filter(Q(retired_at=None, framework=framework) | Q(pk__in=asked)).select_related("group")
    return list(known.prefetch_related("descriptions").order_by("order", "code"))


def can_sentence(competency: Competency, rank: int) -> LevelDescription | None:
    """« You can » of one level; the descriptions are to be prefetched."""
    return next((one for one in competency.descriptions.all() if one.rank == rank), None)


@dataclass(frozen=True)
class Hinted:
    """One hint on one field; `name` is its signed place in a form: field, start, end."""

    field: str
    hint: wording.Hint

    @property
    def name(self) -> str:
        return f"{self.field}|{self.hint.start}|{self.hint.end}"

    @property
    def key(self) -> str:
        """By which one that was set aside is known again."""
        return f"{self.field}|{self.hint.code}|{self.hint.found}"


def hints_of(texts: Mapping[str, Any], *, ignored: set[str]) -> dict[str, list[Hinted]]:
    """Hints on the French of each field, those set aside left out."""
    found: dict[str, list[Hinted]] = {}
    for name in TEXTS:
        key = f"{name}_fr"
        rows = [Hinted(key, hint) for hint in wording.hints(str(texts.get(key) or ""))]
        found[key] = [row for row in rows if row.key not in ignored]
    return found


def applied(text: str, hint: wording.Hint) -> str:
    """The text with the hint's proposal in the place of what was found."""
    return text[: hint.start] + hint.proposal + text[hint.end :]
