"""One run over a corpus: near-duplicates with their shared sentences, groups, implied competencies."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from job_profiles.rules.similarity.implication import imply
from job_profiles.rules.similarity.resemblance import clusters_of, near_pairs, similarities
from job_profiles.rules.similarity.shared import SENTENCES_SHOWN, SentenceIndex, shared_sentences
from job_profiles.rules.similarity.texts import Description, Findings, ReferenceCompetency

# (done, total), out of TOTAL: what each part takes of the time, measured.
Progress = Callable[[int, int], None]
TOTAL = 100


def find(
    descriptions: Sequence[Description],
    competencies: Sequence[ReferenceCompetency] = (),
    progress: Progress | None = None,
) -> Findings:
    """All proposals for these descriptions. `progress` is called with rising figures, the last one (TOTAL, TOTAL)."""
    report = progress or _silent
    ordered = sorted(descriptions, key=lambda description: description.key)
    report(0, TOTAL)
    if not ordered:
        report(TOTAL, TOTAL)
        return Findings()
    scores, bodies, names = similarities(ordered)
    report(25, TOTAL)
    pairs = near_pairs(ordered, scores, bodies, names)
    clusters = clusters_of([description.key for description in ordered], scores)
    report(40, TOTAL)
    index = SentenceIndex((description.key, description.text) for description in ordered)
    report(50, TOTAL)
    alike = index.alike(_part(report, 50, 80))
    pairs = [
        replace(pair, sentences=tuple(shared_sentences(index, alike, pair.first, pair.second)[:SENTENCES_SHOWN]))
        for pair in pairs
    ]
    report(85, TOTAL)
    implied = imply(index, competencies, _part(report, 85, 99))
    report(TOTAL, TOTAL)
    return Findings(pairs, clusters, implied)


def _silent(done: int, total: int) -> None:
    pass


def _part(report: Progress, start: int, end: int) -> Progress:
    def inner(done: int, total: int) -> None:
        report(start + (end - start) * done // max(total, 1), TOTAL)

    return inner
