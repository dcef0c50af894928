"""What happened to the shared vocabulary and to the ledger, in the past tense. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class FrameworkLoaded(Event):
    """A version of the framework became the current one."""

    framework_id: int
    competency_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class TopicsCreated(Event):
    topic_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class TopicChanged(Event):
    """A topic was renamed, or its English name changed."""

    topic_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class TopicsMerged(Event):
    """`merged_id` now leads to `kept_id`: the things that carried it carry the other."""

    kept_id: int
    merged_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class EvidenceRecorded(Event):
    """A new sign that a person has a competency. `source_key` lets the recording app know its own."""

    evidence_id: int
    person_id: int
    competency_id: int
    level: int | None
    kind: str
    source_key: str
    visibility: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class EvidenceCorrected(Event):
    """A row took the place of another: its level, note, date or visibility is different, or it counts again."""

    evidence_id: int
    corrected_id: int
    person_id: int
    competency_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(Event):
    """The person took a row back: it no longer counts."""

    evidence_id: int
    corrected_id: int
    person_id: int
    competency_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ItemBankInForce(Event):
    """A version of the item bank took the place of the one before."""

    bank_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class LevelsEstimated(Event):
    """New estimates of a person's levels exist. Private: subscribers tell nobody but the person."""

    person_id: int
    competency_ids: list[int]
    because: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class SnapshotAsked(Event):
    """A snapshot of figures waits to be computed, outside of any request."""

    snapshot_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class FiguresPublished(Event):
    """Figures of one family and occasion stand; they will not change. `organisation_id` empty: the government's."""

    snapshot_id: int
    family: str
    occasion: str
    organisation_id: int | None
