"""Job profiles in the search: in both languages, by what their standing version says."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.search import Document, Hit, sources
from job_profiles.models import JobProfile, ProfileVersion
from job_profiles.models.versions import LINES
from job_profiles.queries.profiles import standing_versions


@sources.register_class
class ProfileSource:
    """Profiles that have something to read; every member reads all of them."""

    key = facet = "job_profile"
    order = 35
    label = _("Profils d’emploi")
    template = "job_profiles/search/profile.html"
    bulky = False

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        profiles = JobProfile.objects.select_related("family", "job_class")
        if ids is not None:
            profiles = profiles.filter(pk__in=ids)
        found = list(profiles)
        versions = standing_versions(profile.pk for profile in found)
        for profile in found:
            if version := versions.get(profile.pk):
                yield _document(profile, version)

    def present(self, viewer: Any, hits: list[Hit]) -> None:
        ids = [hit.object_id for hit in hits]
        found, versions = JobProfile.objects.select_related("family").in_bulk(ids), standing_versions(ids)
        for hit in hits:
            if profile := found.get(hit.object_id):
                hit.shown["profile"] = profile
                hit.shown["version"] = versions.get(profile.pk)
                hit.shown["url"] = profile.get_absolute_url()


def _document(profile: JobProfile, version: ProfileVersion) -> Document:
    names = [profile.code, profile.name_en, version.title_fr, version.title_en]
    if profile.family:
        names.append(profile.family.name_fr)
    if profile.job_class:
        names.append(profile.job_class.title_fr)
    texts = [version.mission_fr, *(str(getattr(version, f"{name}_fr")) for name in LINES), version.mission_en]
    return Document(
        object_id=profile.pk,
        title=profile.name_fr,
        keywords=" ".join(name for name in names if name),
        text=" ".join(texts),
        at=version.decided_at or version.created_at,
        weight=1.5,
    )
