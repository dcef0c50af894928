"""Tables of the competencies app, one noun per module."""

from competencies.models.evidence import Evidence
from competencies.models.frameworks import Competency, CompetencyGroup, CrosswalkEntry, Framework, Level, LevelDescription
from competencies.models.topics import Topic, TopicAlias, TopicTagged

__all__ = [
    "Competency",
    "CompetencyGroup",
    "CrosswalkEntry",
    "Evidence",
    "Framework",
    "Level",
    "LevelDescription",
    "Topic",
    "TopicAlias",
    "TopicTagged",
]
