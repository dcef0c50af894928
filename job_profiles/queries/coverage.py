"""Which ministry uses the reference, how, since when, and what is to be looked at again."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from competencies.models import Competency
from core.rules.differences import Part, compare
from job_profiles.enums import AdoptionKind, Article
from job_profiles.models import Adoption, AdoptionDifference, JobProfile, ProfileVersion, Requirement
from job_profiles.models.versions import LINES
from job_profiles.queries.imports import MINISTRIES
from job_profiles.queries.profiles import standing_versions
from people.models import Organisation

# Articles whose text a ministry may vary; levels stand under COMPETENCIES.
TEXT_ARTICLES = ("title", "mission", *LINES)
REVIEW = "review"


@dataclass(frozen=True)
class Use:
    """What one ministry says of one profile. Without a declaration: not yet."""

    organisation: Organisation
    profile: JobProfile
    standing: ProfileVersion | None
    adoption: Adoption | None
    today: dt.date

    @property
    def kind(self) -> str:
        return self.adoption.kind if self.adoption else AdoptionKind.NOT_YET.value

    @property
    def label(self) -> str:
        return str(AdoptionKind(self.kind).label)

    @property
    def outdated(self) -> bool:
        """It was declared for another version than the one that is read now."""
        used = self.adoption is not None and self.adoption.kind != AdoptionKind.NOT_YET
        return used and (self.standing is None or self.adoption.version_id != self.standing.pk)  # type: ignore[union-attr]

    @property
    def to_review(self) -> bool:
        """Outdated, or its own date of review has come."""
        due = self.adoption.review_on if self.adoption else None
        return self.outdated or (due is not None and due <= self.today)

    def matches(self, use: str) -> bool:
        return not use or (self.to_review if use == REVIEW else self.kind == use)


@dataclass(frozen=True)
class Asked:
    use: str = ""
    profile: str = ""
    organisation: str = ""


@dataclass
class Overview:
    """Ministries by profile. `counts`: uses per kind, and how many are to be reviewed."""

    profiles: list[JobProfile]
    rows: list[tuple[Organisation, list[Use]]]
    counts: dict[str, int] = field(default_factory=dict)


def ministries() -> list[Organisation]:
    """Those that the strategy covers, by name."""
    return list(Organisation.objects.filter(kind__in=MINISTRIES, covered=True).order_by("sort_key", "pk"))


def overview(asked: Asked, today: dt.date) -> Overview:
    """The whole table, in four queries whatever its size; rows without an asked use are left out."""
    profiles = [one for one in JobProfile.objects.order_by("order", "key") if not asked.profile or one.key == asked.profile]
    standing = standing_versions(profile.pk for profile in profiles)
    profiles = [profile for profile in profiles if profile.pk in standing]
    places = [one for one in ministries() if not asked.organisation or one.acronym == asked.organisation]
    said = {
        (one.organisation_id, one.profile_id): one
        for one in Adoption.objects.current().select_related("version").filter(profile__in=profiles)
    }
    rows, counts = [], Counter[str]()
    for place in places:
        uses = [
            Use(place, profile, standing.get(profile.pk), said.get((place.pk, profile.pk)), today) for profile in profiles
        ]
        counts.update(use.kind for use in uses)
        counts[REVIEW] += sum(use.to_review for use in uses)
        if any(use.matches(asked.use) for use in uses):
            rows.append((place, uses))
    return Overview(profiles, rows, dict(counts))


def of_profile(profile: JobProfile, today: dt.date) -> list[tuple[Use, list[str]]]:
    """Each ministry's use of one profile, with the articles in which it varies; four queries."""
    standing = standing_versions([profile.pk]).get(profile.pk)
    current = Adoption.objects.current().filter(profile=profile).select_related("version", "declared_by")
    said = {one.organisation_id: one for one in current}
    varied = AdoptionDifference.objects.filter(adoption__in=[one.pk for one in said.values()])
    articles: dict[int, list[str]] = {}
    order = list(Article.values)
    for adoption, article in sorted(
        varied.order_by().values_list("adoption", "article").annotate(Count("pk")).values_list("adoption", "article"),
        key=lambda pair: (pair[0], order.index(pair[1])),
    ):
        articles.setdefault(adoption, []).append(str(Article(article).label))
    uses = [Use(place, profile, standing, said.get(place.pk), today) for place in ministries()]
    return [(use, articles.get(use.adoption.pk, []) if use.adoption else []) for use in uses]


def current_adoption(profile: JobProfile, organisation: Organisation) -> Adoption | None:
    rows = Adoption.objects.current().filter(profile=profile, organisation=organisation)
    return rows.select_related("version__profile", "declared_by").prefetch_related("differences__competency").first()


def earlier_adoptions(profile: JobProfile, organisation: Organisation) -> list[Adoption]:
    """Words that a later one ended, the newest first."""
    rows = Adoption.objects.filter(profile=profile, organisation=organisation).exclude(ended_at=None)
    return list(rows.select_related("version", "declared_by").order_by("-declared_at", "-pk"))


@dataclass(frozen=True)
class TextVariation:
    article: str
    label: str
    parts: list[Part]


@dataclass(frozen=True)
class LevelVariation:
    """Levels of one competency: the reference's and the ministry's; None: not asked for."""

    competency: Competency
    reference: int | None
    own: int | None


def text_variations(adoption: Adoption) -> list[TextVariation]:
    """Each article that the ministry wrote otherwise, word by word against the version it was declared for."""
    texts = {one.article: one.text for one in adoption.differences.all() if one.competency_id is None}
    return [
        TextVariation(
            article, str(Article(article).label), compare(getattr(adoption.version, f"{article}_fr"), texts[article])
        )
        for article in TEXT_ARTICLES
        if article in texts
    ]


def level_variations(adoption: Adoption) -> list[LevelVariation]:
    """Each competency that the ministry asks for at another level, or adds, or leaves out; one query."""
    own = {one.competency_id: one for one in adoption.differences.all() if one.competency_id is not None}
    asked = dict(Requirement.objects.filter(version=adoption.version_id).values_list("competency", "level"))
    rows = [LevelVariation(one.competency, asked.get(key), one.level) for key, one in own.items() if one.competency]
    return sorted(rows, key=lambda row: (row.competency.order, row.competency.code))


def reference_levels(version: ProfileVersion) -> list[Requirement]:
    """What the version asks for, in the order of the framework."""
    rows = Requirement.objects.filter(version=version).select_related("competency")
    return list(rows.order_by("competency__order", "competency__code"))
