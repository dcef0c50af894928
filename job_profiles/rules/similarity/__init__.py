"""Which descriptions resemble each other, which sentences they share, which competencies they imply.

TF-IDF vectors of stems and pairs of stems, compared by cosine; no outside service. The same input gives the same output.
Scores run from 0 to 1 and say how much of the words two texts share, weighted by how telling the words are here.
"""

from job_profiles.rules.similarity.assistant import Progress, find
from job_profiles.rules.similarity.implication import IMPLIED_FROM, imply
from job_profiles.rules.similarity.resemblance import NEAR_FROM, clusters_of, near_pairs
from job_profiles.rules.similarity.shared import shared_sentences
from job_profiles.rules.similarity.texts import Description, Findings, Implied, Pair, ReferenceCompetency, SharedSentence

__all__ = [
    "IMPLIED_FROM", "NEAR_FROM", "Description", "Findings", "Implied", "Pair", "Progress", "ReferenceCompetency",
    "SharedSentence", "clusters_of", "find", "imply", "near_pairs", "shared_sentences",
]  # fmt: skip
