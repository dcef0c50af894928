"""Two descriptions side by side: profiles, versions, ministries' variants."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.models import Competency, CompetencyGroup
from competencies.models.frameworks import in_language
from core.database import prepared
from job_profiles.enums import AdoptionKind, Article
from job_profiles.models import Adoption, AdoptionDifference, JobProfile, ProfileVersion
from job_profiles.models.versions import LINES
from job_profiles.queries.profiles import profile_read_by, readable, requirements_of
from job_profiles.queries.versions import moves_of, version_of
from job_profiles.rules import side_by_side
from job_profiles.rules.levels import Gain, gains, means
from job_profiles.rules.references import Reference
from job_profiles.rules.side_by_side import Pair
from people.models import Person

_NAMES = """
SELECT (SELECT max(loaded_at) FROM competencies_framework WHERE current),
  (SELECT md5(string_agg(profile::text, '' ORDER BY profile.id)) FROM job_profiles_jobprofile profile)
"""
# Articles that are text, in the order in which they are read.
TEXTS = (
    Article.TITLE, Article.MISSION, Article.RESPONSIBILITIES, Article.DELIVERABLES, Article.TOOLS, Article.INDICATORS,
    Article.MOVES,
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The level that one side asks for."""

    level: int
    essential: bool


@dataclass(frozen=True)
class Side:
    """One description as it is compared: the version's, or a ministry's own where its variation says something else.

    `key` stands for all that it says, but for names that other rows give (`names_of_today`).
    """

    reference: Reference
    profile: JobProfile
    version: ProfileVersion
    adoption: Adoption | None

    @property
    def key(self) -> Hashable:
        version = self.version
        return version.pk, version.edit, version.state, self.adoption.pk if self.adoption else None, self.ref

    @cached_property
    def texts(self) -> dict[str, str]:
        changed = {one.article: one.text for one in self._differences if one.competency_id is None}
        return _texts(self.version) | changed

    @cached_property
    def asked(self) -> dict[int, Asked]:
        asked = {one.competency_id: Asked(one.level, one.essential) for one in requirements_of(self.version)}
        for one in self._differences:
            if one.competency_id is None:
                continue
            known = asked.pop(one.competency_id, None)
            if one.level is not None:
                asked[one.competency_id] = Asked(one.level, known.essential if known else True)
        return asked

    @property
    def _differences(self) -> list[AdoptionDifference]:
        return list(self.adoption.differences.all()) if self.adoption else []

    @property
    def ref(self) -> str:
        return str(self.reference)

    @property
    def specific(self) -> bool:
        """A version by its number or a ministry's variant, not simply what one reads."""
        return self.ref != self.profile.key

    @property
    def levels(self) -> dict[int, int]:
        return {competency: one.level for competency, one in self.asked.items()}


@dataclass(frozen=True)
class LevelRow:
    """One competency on both sides, None where it is not asked for."""

    competency: Competency
    left: Asked | None
    right: Asked | None

    @property
    def steps(self) -> int:
        """Levels from left to right, below 0 when the right asks for less."""
        return (self.right.level if self.right else 0) - (self.left.level if self.left else 0)

    @property
    def same(self) -> bool:
        return self.left == self.right

    @property
    def words(self) -> str:
        """The difference from left to right."""
        if self.same:
            return _("Pareil")
        if self.left is None:
            return _("B seulement")
        if self.right is None:
            return _("A seulement")
        if not self.steps:
            return _("Devient essentielle") if self.right.essential else _("Devient un atout")
        words = ngettext("%(n)s niveau de plus", "%(n)s niveaux de plus", self.steps)
        if self.steps < 0:
            words = ngettext("%(n)s niveau de moins", "%(n)s niveaux de moins", -self.steps)
        return words % {"n": abs(self.steps)}


@dataclass(frozen=True)
class GroupRows:
    """Competencies of one group, and the mean level that each side asks for over the whole group."""

    group: CompetencyGroup
    rows: list[LevelRow]
    left_mean: float
    right_mean: float

    @property
    def differs(self) -> bool:
        return any(not row.same for row in self.rows)


@dataclass(frozen=True)
class ArticleRows:
    """One article, row by row."""

    article: Article
    pairs: list[Pair]

    @property
    def label(self) -> str:
        return str(self.article.label)

    @property
    def words(self) -> str:
        """« 3 changés, 1 dans A seulement »; « identique »."""
        fates: Counter[str] = Counter(pair.fate for pair in self.pairs)
        fates.update({"left": fates["apart"], "right": fates["apart"]})
        said = [
            ngettext("%(n)s passage changé", "%(n)s passages changés", fates["changed"]) % {"n": fates["changed"]},
            _("%(n)s dans A seulement") % {"n": fates["left"]},
            _("%(n)s dans B seulement") % {"n": fates["right"]},
        ]
        told = [words for words, fate in zip(said, ("changed", "left", "right"), strict=True) if fates[fate]]
        return ", ".join(told) or _("identique")


@dataclass(frozen=True)
class Comparison:
    left: Side
    right: Side
    articles: list[ArticleRows]
    groups: list[GroupRows]
    competencies: dict[int, Competency]

    @property
    def gained(self) -> list[tuple[Competency, Gain[int]]]:
        """What is to be gained to go from the left to the right."""
        return [(self.competencies[gain.key], gain) for gain in gains(self.left.levels, self.right.levels)]

    @property
    def axes(self) -> list[str]:
        return [one.group.name for one in self.groups]

    @property
    def left_means(self) -> list[float]:
        return [one.left_mean for one in self.groups]

    @property
    def right_means(self) -> list[float]:
        return [one.right_mean for one in self.groups]


class SideMissing(Exception):
    """Nothing of that name, or nothing that the viewer may read."""


def side_of(reference: Reference, viewer: Person) -> Side:
    """What the reference names. Raises SideMissing."""
    try:
        version, adoption = _named(reference, viewer)
    except (JobProfile.DoesNotExist, ProfileVersion.DoesNotExist, Adoption.DoesNotExist) as error:
        raise SideMissing from error
    return Side(reference, version.profile, version, adoption)


@prepared
def names_of_today() -> Hashable:
    """What stands for the names of profiles and competencies: another value when one of them changed."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        return tuple(cursor.fetchone())


def _texts(version: ProfileVersion) -> dict[str, str]:
    """Each article in the language of the page; lists hold one item a line."""
    texts = {
        str(name): in_language(*(str(getattr(version, f"{name}_{language}")) for language in ("fr", "en")))
        for name in TEXTS
        if name != Article.MOVES
    }
    return texts | {str(Article.MOVES): "\n".join(_("%(name)s\xa0: %(note)s") % row for row in _moves(version))}


def _moves(version: ProfileVersion) -> list[dict[str, str]]:
    return [{"name": move.to.name, "note": move.note} for move in moves_of(version)]


def _named(reference: Reference, viewer: Person) -> tuple[ProfileVersion, Adoption | None]:
    if reference.number:
        return version_of(viewer, reference.key, reference.number), None
    if reference.acronym:
        rows = Adoption.objects.current().filter(kind=AdoptionKind.VARIATION, profile__key=reference.key)
        rows = rows.select_related("version__profile", "organisation").prefetch_related("differences")
        adoption = rows.get(organisation__acronym__iexact=reference.acronym)
        return adoption.version, adoption
    _profile, version = profile_read_by(viewer, reference.key)
    if version is None:
        raise ProfileVersion.DoesNotExist
    return version, None


def compare(left: Side, right: Side) -> Comparison:
    """Articles and levels; six queries."""
    ids = {*left.asked, *right.asked}
    found = Competency.objects.filter(pk__in=ids).select_related("group").order_by("order", "code")
    competencies = {one.pk: one for one in found}
    articles = [(article, _aligned(article, left.texts[article], right.texts[article])) for article in TEXTS]
    said = [ArticleRows(article, pairs) for article, pairs in articles if pairs]
    return Comparison(left, right, said, _groups(left, right, competencies), competencies)


def _aligned(article: Article, left: str, right: str) -> list[Pair]:
    if article in (*LINES, Article.MOVES):
        return side_by_side.lists(_lines(left), _lines(right))
    return side_by_side.texts(left.strip(), right.strip())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _groups(left: Side, right: Side, competencies: dict[int, Competency]) -> list[GroupRows]:
    """By group, in the order of the framework; means over every competency that the group has today."""
    by_group: dict[int, list[LevelRow]] = {}
    for one in competencies.values():
        row = LevelRow(one, left.asked.get(one.pk), right.asked.get(one.pk))
        by_group.setdefault(one.group_id, []).append(row)
    members: dict[int, set[int]] = {group: {row.competency.pk for row in rows} for group, rows in by_group.items()}
    current = Competency.objects.filter(group__in=by_group, retired_at=None)
    for group, competency in current.values_list("group_id", "pk"):
        members[group].add(competency)
    lefts, rights = means(left.levels, members), means(right.levels, members)
    return [
        GroupRows(rows[0].competency.group, rows, lefts[group], rights[group])
        for group, rows in sorted(by_group.items(), key=lambda one: one[1][0].competency.group.order)
    ]


@dataclass(frozen=True)
class Choice:
    """One entry of the form: a reference, the profile, and which version or ministry (None: what one reads)."""

    reference: str
    profile: JobProfile
    version: ProfileVersion | None = None
    adoption: Adoption | None = None


def choices(viewer: Person, chosen: Iterable[Side]) -> tuple[list[JobProfile], list[Choice]]:
    """Profiles with something to read, by family; versions and variants of those that are chosen. Three queries."""
    ids = {side.profile.pk for side in chosen}
    standing = ProfileVersion.objects.standing().values("profile")
    profiles = readable(viewer).filter(pk__in=standing).select_related("family").order_by("family__order", "rank", "order")
    versions = ProfileVersion.objects.visible_to(viewer).filter(profile__in=ids).select_related("profile")
    variants = Adoption.objects.current().filter(kind=AdoptionKind.VARIATION, profile__in=ids)
    found = [
        Choice(str(Reference(one.profile.key, one.number)), one.profile, version=one)
        for one in versions.order_by("profile__order", "-number")
    ]
    found += [
        Choice(str(Reference(one.profile.key, acronym=one.organisation.acronym)), one.profile, adoption=one)
        for one in variants.select_related("profile", "organisation").order_by("profile__order", "organisation__acronym")
    ]
    return list(profiles), found
