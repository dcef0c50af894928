"""Words and sentences of a job description made comparable, and readable again."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from core.rules.text import fold, search_words

SAMPLE = 150
_TOKEN = re.compile(r"\w+(?:[’'ʼ-]\w+)*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'ʼ](?=\w)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-ÞŒ«(])|\s*;\s+|\n+")
# Endings of one family of words, longest first; what is left keeps at least four letters.
_ENDINGS = sorted(
    """
    issements issement ements ement ations ation atrices atrice ateurs ateur itions ition utions ution ictions iction
    ibilites ibilite abilites abilite ivites ivite ites ite euses euse eurs eur trices trice antes ante ants ant entes
    ente ences ence ances ance ables able ibles ible elles elle iques ique ismes isme istes iste ives ive ifs if ages
    age ales ale aux al iennes ienne iens ien ees ee es ent er ez ir re e
    """.split(),
    key=lambda ending: (-len(ending), ending),
)
_FAMILIES = {
    "redact": "redig", "concept": "concev", "concoi": "concev", "gest": "ger", "produit": "produi", "product": "produi",
    "conseill": "conseil", "integrat": "integr", "strateg": "strategi", "maintien": "mainten", "maintenu": "mainten",
    "repons": "repond", "suivr": "suiv", "suivi": "suiv", "communic": "communiqu", "publiqu": "publi", "public": "publi",
    "evaluat": "mesur", "evalu": "mesur", "statist": "mesur", "tendanc": "tend", "planific": "planifi",
    "appliqu": "applic", "modere": "moder",
}  # fmt: skip
# Words that every job description holds, whatever the job.
COMMON = frozenset(
    """
    personne titulaire poste emploi travail tache responsabilite responsable cadre sein direction ministere organisme
    organisation gouvernement gouvernementale equipe principale principal divers diverse different differente notamment
    ainsi que afin selon lors autre tout toute tous toutes chaque aussi etc etre avoir doit devra peut peuvent sous
    aupres ministeriel ministerielle exercer effectuer realiser assurer participer contribuer permettre relative relatif
    lie liee matiere collaboration domaine annee an ans experience diplome universitaire connaissance bonne excellente
    capacite aptitude habilete requis requise exigence atout pertinente pertinent
    """.split()
)


def stem(word: str) -> str:
    """A light stem of a folded word: « rédige », « rédiger » and « rédaction » give one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    else:
        word = word[:-1] if len(word) > 4 and word[-1] in "s" else word
    return _FAMILIES.get(word, word)


_COMMON_STEMS = frozenset(stem(word) for word in COMMON)


@lru_cache(maxsize=50_000)
def _stems(token: str) -> tuple[str, ...]:
    found = (stem(word) for word in search_words(token) if len(word) > 1 and not word.isdigit())
    return tuple(word for word in found if word not in _COMMON_STEMS)


def stems(text: str) -> list[str]:
    """The stems of a text, in order, without the words that carry no sense here."""
    return [word for token in _TOKEN.findall(text) for word in _stems(token)]


def features(text: str) -> list[str]:
    """Stems and pairs of neighbours: what the vectors count. The text is parted at sentences, pairs do not cross."""
    found: list[str] = []
    for sentence in _SENTENCE.split(text):
        words = stems(sentence)
        found += words
        found += [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)]
    return found


def readable(texts: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """For each wanted feature, how the texts write it most often (ties: the shorter, then alphabetically).

    Read are SAMPLE texts, and more only while a feature has not been met: all of five hundred would tell no more.
    """
    asked = set(wanted)
    forms: dict[str, Counter[str]] = {}
    for number, text in enumerate(texts):
        if number >= SAMPLE and len(forms) == len(asked):
            break
        for sentence in _SENTENCE.split(text):
            _count_forms(sentence, asked, forms)
    return {key: min(found.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0] for key, found in forms.items()}


def _count_forms(sentence: str, asked: set[str], forms: dict[str, Counter[str]]) -> None:
    previous: tuple[str, int] | None = None
    for match in _TOKEN.finditer(sentence):
        shown = _ELIDED.sub("", match.group())
        start = match.end() - len(shown)
        for word in _stems(match.group()):
            if word in asked:
                forms.setdefault(word, Counter())[_lower(shown)] += 1
            pair = f"{previous[0]} {word}" if previous else ""
            if previous and pair in asked:
                forms.setdefault(pair, Counter())[_lower(sentence[previous[1] : match.end()])] += 1
            previous = (word, start)


def _lower(words: str) -> str:
    """In small letters, initials aside."""
    return _TOKEN.sub(lambda match: match[0] if match[0].isupper() and len(match[0]) > 1 else match[0].lower(), words)


def sentences(text: str) -> list[str]:
    """The sentences and items of a text, as they are written, those of fewer than three words left out."""
    found = (piece.strip(" \t;") for piece in _SENTENCE.split(text))
    return [piece for piece in found if len(_TOKEN.findall(piece)) >= 3]


def same_form(sentence: str) -> str:
    """What two sentences share when they say the same to the letter: folded words alone."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(sentence)))


_FRENCH = frozenset("le la les des du et une un dans pour avec sur est aux qui ses".split())
_ENGLISH = frozenset("the and of to in for with is are on or by that as an be".split())


def language_of(text: str) -> str:
    """« fr » or « en », by the little words; French unless English ones are clearly more."""
    words = re.findall(r"[a-z]+", fold(text[:20_000]))
    english = sum(1 for word in words if word in _ENGLISH)
    return "en" if english > 1.5 * sum(1 for word in words if word in _FRENCH) else "fr"


def pieces(text: str) -> list[str]:
    """Every sentence and item of a text, short ones too, without the mark that ends an item."""
    found = (piece.strip().rstrip(" ;") for piece in _SENTENCE.split(text))
    return [piece for piece in found if re.search(r"\w", piece)]
