"""Which competencies a description implies, at what level, and the sentences that say so."""

import re
from collections.abc import Callable, Sequence

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer

from core.rules.text import fold
from job_profiles.rules.similarity.shared import SentenceIndex
from job_profiles.rules.similarity.texts import Implied, ReferenceCompetency
from job_profiles.rules.words import features

# A sentence speaks of a competency from this score on; below, it is chance.
IMPLIED_FROM = 0.14
PASSAGES_SHOWN, PER_DESCRIPTION = 3, 12
# What a verb tells of the level: help and apply (1, 2), carry alone (3), set the course for others (4).
_CUES = (
    (4, r"\b(?:dirige|oriente|etablit|politiques?|orientations|gouvernance|expertise[- ]conseil|mentor\w*"
        r"|l'ensemble (?:du|des|de l)|a l'echelle)"),
    (3, r"\b(?:concoi\w*|elabor\w*|coordonn\w*|planifi\w*|pilot\w*|conseill\w*|analys\w*|anim\w*|forme\w?|evalu\w*"
        r"|autonom\w*)"),
    (1, r"\b(?:particip\w*|collabor\w*|assist\w*|aide\w?|contribu\w*|soutien|appui\w*|sous la supervision"
        r"|connaissance de base)"),
)  # fmt: skip
_LEVEL_CUES = tuple((level, re.compile(pattern)) for level, pattern in _CUES)


def imply(
    index: SentenceIndex,
    competencies: Sequence[ReferenceCompetency],
    progress: Callable[[int, int], None] | None = None,
) -> list[Implied]:
    """Per description its implied competencies, the strongest first, at most PER_DESCRIPTION."""
    if not competencies or not index.written:
        return []
    scores, cans = _scores(index, competencies)
    found: list[Implied] = []
    for done, (key, own) in enumerate(index.of.items(), start=1):
        found += _implied_by(key, own, scores, cans, competencies)
        if progress and done % 25 == 0:
            progress(done, len(index.of))
    return found


def _scores(index: SentenceIndex, competencies: Sequence[ReferenceCompetency]) -> tuple[numpy.ndarray, list[numpy.ndarray]]:
    """Sentences × competencies, and per competency sentences × levels. Weights come from both corpora together."""
    references = [features(_reference(competency)) for competency in competencies]
    written = [features(sentence) for sentence in index.written]
    # How telling a word is, is learned from the framework: there each competency is one text among its neighbours.
    vectorizer = TfidfVectorizer(analyzer=_same, sublinear_tf=True).fit(references)
    sentences = vectorizer.transform(written)
    # What a sentence says beyond the framework's words weighs too: its length is that of all its stems.
    known = numpy.array([len(set(words)) for words in written], dtype=float)
    covered = numpy.diff(sentences.indptr) / numpy.maximum(known, 1.0)
    scores = (sentences @ vectorizer.transform(references).T).toarray() * numpy.sqrt(numpy.minimum(covered, 1.0))[:, None]
    cans = [
        (sentences @ vectorizer.transform([features(can) for _rank, can in sorted(competency.can.items())]).T).toarray()
        if competency.can
        else numpy.zeros((len(written), 0))
        for competency in competencies
    ]
    return scores, cans


def _same(found: list[str]) -> list[str]:
    return found


def _reference(competency: ReferenceCompetency) -> str:
    """The name and the other names count twice: they are short and say the most."""
    names = "\n".join((competency.name, *competency.aliases))
    return "\n".join((names, names, competency.definition, *competency.can.values()))


def _implied_by(
    key: int,
    own: dict[int, str],
    scores: numpy.ndarray,
    cans: list[numpy.ndarray],
    competencies: Sequence[ReferenceCompetency],
) -> list[Implied]:
    places = numpy.array(list(own), dtype=int)
    if not len(places):
        return []
    ours = scores[places]
    found = []
    for column, competency in enumerate(competencies):
        order = [int(place) for place in numpy.lexsort((numpy.arange(len(places)), -ours[:, column]))]
        best = float(ours[order[0], column])
        # Several sentences that speak of it weigh more than one.
        score = best + 0.35 * sum(float(ours[place, column]) for place in order[1:3])
        if best < IMPLIED_FROM * 0.75 or score < IMPLIED_FROM * 1.25:
            continue
        passages = [own[int(places[place])] for place in order[:PASSAGES_SHOWN] if ours[place, column] >= IMPLIED_FROM * 0.6]
        level, can = _level(passages[0], cans[column][places[order[0]]], competency)
        found.append(Implied(key, competency.code, round(min(score, 1.0), 3), tuple(passages), level, passages[0], can))
    return sorted(found, key=lambda implied: (-implied.score, implied.code))[:PER_DESCRIPTION]


def _level(passage: str, likeness: numpy.ndarray, competency: ReferenceCompetency) -> tuple[int, str]:
    """The level whose « can » sentence is nearest, moved half-way to what the verb tells; 2 where nothing tells."""
    ranks = sorted(competency.can)
    if not ranks:
        return 2, ""
    folded = fold(passage)
    cue = next((level for level, pattern in _LEVEL_CUES if pattern.search(folded)), 2)
    nearest = ranks[int(numpy.argmax(numpy.round(likeness, 6)))] if likeness.max(initial=0.0) > 0.1 else cue
    level = min(ranks, key=lambda rank: (abs(rank - (nearest + cue) / 2), rank))
    return level, competency.can[level]
