"""Tables of the competencies app, one noun per module."""

from competencies.models.bank import Item, ItemBank
from competencies.models.estimates import Estimate, Measurement
from competencies.models.evidence import Evidence
from competencies.models.frameworks import Competency, CompetencyGroup, CrosswalkEntry, Framework, Level, LevelDescription
from competencies.models.publishing import AuditMark, Contribution, Contributor, Figure, Snapshot
from competencies.models.topics import Topic, TopicAlias, TopicTagged

__all__ = [
    "AuditMark",
    "Competency",
    "CompetencyGroup",
    "Contribution",
    "Contributor",
    "CrosswalkEntry",
    "Estimate",
    "Evidence",
    "Figure",
    "Framework",
    "Item",
    "ItemBank",
    "Level",
    "LevelDescription",
    "Measurement",
    "Snapshot",
    "Topic",
    "TopicAlias",
    "TopicTagged",
]
