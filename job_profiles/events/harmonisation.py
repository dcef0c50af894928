"""Ministries' descriptions imported, compared, merged; the reference adopted. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class ImportAsked(Event):
    import_id: int
    file_ids: tuple[int, ...]
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ComparisonAsked(Event):
    run_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class DescriptionsMerged(Event):
    profile_id: int
    version_id: int
    description_ids: tuple[int, ...]
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AdoptionDeclared(Event):
    """A ministry's word on the reference of a profile: as it is, with a variation, not yet."""

    adoption_id: int
    profile_id: int
    organisation_id: int
    kind: str
    by_id: int
