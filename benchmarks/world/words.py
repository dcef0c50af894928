"""French posts for the world: real sentences of the demo world in new orders, and rare words.

Frequencies matter more than sense here: a few words stand in nearly every post, thousands stand in a handful, as in any
collection. Markdown is rendered once per stock text, as writing does.
"""

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from core.markdown import render

DATA = Path(__file__).resolve().parent.parent.parent / "data"
STOCK = 3000
_MENTION = re.compile(r"@\[[^\]]*\](\([^)]*\))?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_STARTS = (
    "bal cor dan fer gal hor jub lam mar nor pal quin ras sol tan vel zon brun clar drav flor grav plan tron vibr".split()
)
_MIDDLES = "ab ed ic ol um and esc ign ost urn all ett iff oss uqu ant erv ist orm ulp".split()
_ENDS = "age ance ure isme oir ail ent ique able eur euse ette tion ment erie ard".split()

GIVEN = (
    "Amélie Benoît Camille Denis Éloïse Félix Geneviève Hubert Isabelle Jérôme Karine Laurent Maude Nicolas Océane Patrice "
    "Rosalie Sébastien Thérèse Ulric Valérie William Xavier Yasmine Zacharie Aïcha Bogdan Chantal Djamila Étienne"
).split()
FAMILY = (
    "Arsenault Bélanger Caron Desjardins Émond Fortin Gagnon Hébert Isabel Joly Kaboré Lavoie Morin Nguyen Ouellet "
    "Pelletier Quirion Roy Savard Tremblay Urbain Vachon Wong Yelle Zerrouki Beaulieu Côté Diallo Girard Lévesque"
).split()
TITLES = [
    "Comment %s sans perdre de temps?", "Retour d’expérience : %s", "Nous cherchons un exemple de %s",
    "%s : qui l’a déjà fait?", "Bonnes pratiques pour %s", "Question sur %s", "Gabarit à partager : %s", "%s, la suite",
]  # fmt: skip
SUBJECTS = [
    "rédiger une infolettre accessible", "sous-titrer une vidéo", "préparer un calendrier éditorial",
    "répondre aux commentaires haineux", "mesurer l’audience d’un site", "réviser un rapport annuel",
    "traduire une page pour le grand public", "choisir des photos libres de droits", "planifier une campagne de recrutement",
    "tester un formulaire avec des usagers", "migrer un site vers la plateforme unifiée", "organiser une veille stratégique",
    "écrire en langage clair", "gérer une crise sur les médias sociaux", "faire approuver une publication",
    "documenter une décision", "animer une communauté de pratique", "produire un balado", "évaluer un tableau de bord",
    "former une nouvelle collègue",
]  # fmt: skip
ROLES = [
    "Conseillère en communication", "Conseiller en communication", "Designer d’expérience", "Rédactrice Web",
    "Gestionnaire de communauté", "Analyste d’audience", "Vidéaste", "Chef d’équipe numérique", "Stagiaire en communication",
]  # fmt: skip


@dataclass(frozen=True)
class Text:
    """What a post holds: Markdown and its rendering."""

    body: str
    html: str


def rare_words(count: int = 20_000) -> list[str]:
    """Words that look French and stand in few posts; the same list each time."""
    dice = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < count:
        words[dice.choice(_STARTS) + dice.choice(_MIDDLES) + dice.choice(_MIDDLES) + dice.choice(_ENDS)] = None
    return list(words)


def sentences() -> list[str]:
    """Those of the demo threads, without mentions and list marks."""
    found: list[str] = []
    for thread in json.loads((DATA / "demo" / "threads.json").read_text(encoding="utf-8")):
        for body in [thread["body"], *(reply["body"] for reply in thread["replies"])]:
            plain = _MENTION.sub("", re.sub(r"(?m)^\s*(?:\d+\.|[-*#>]+)\s+", "", body))
            found += [" ".join(sentence.split()) for sentence in _SENTENCE.split(plain) if len(sentence) > 20]
    return found


def stock(dice: random.Random) -> list[Text]:
    """Texts of one to three paragraphs, one in six with a list."""
    material, texts = sentences(), []
    for number in range(STOCK):
        paragraphs = [" ".join(dice.choices(material, k=dice.randint(1, 4))) for _ in range(dice.choice([1, 1, 2, 3]))]
        if number % 6 == 0:
            paragraphs.append("\n".join(f"- {sentence}" for sentence in dice.choices(material, k=3)))
        body = "\n\n".join(paragraphs)
        texts.append(Text(body, str(render(body))))
    return texts


class Writer:
    """Gives each post its text: one of the stock and a closing sentence with rare words."""

    def __init__(self, dice: random.Random) -> None:
        self._dice, self._stock, self._rare = dice, stock(dice), rare_words()

    def post(self) -> Text:
        base = self._dice.choice(self._stock)
        closing = f"Dossier {self._dice.choice(self._rare)}, volet {self._dice.choice(self._rare)}."
        return Text(f"{base.body}\n\n{closing}", f"{base.html}\n<p>{closing}</p>")

    def title(self) -> str:
        return self._dice.choice(TITLES) % self._dice.choice(SUBJECTS)
