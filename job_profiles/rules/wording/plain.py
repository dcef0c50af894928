"""Plain language: long sentences, heavy phrases, verbs hidden in nouns, chains of « de », passives, unexplained initials."""

import re
from collections.abc import Iterator

from job_profiles.rules.wording.hints import Hint, like

# Words of a sentence, from which on it is better cut in two.
MAX_WORDS = 30
_SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\S)[^.!?;\n]+)*")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_HEAVY = {
    "afin de": "pour", "afin d’": "pour ", "dans le but de": "pour", "en vue de": "pour", "dans l’optique de": "pour",
    "de manière à": "pour", "de façon à": "pour", "au niveau de": "pour", "au niveau des": "pour les",
    "au niveau du": "pour le",
    "en ce qui a trait à": "pour", "en ce qui concerne": "pour", "en regard de": "pour", "relativement à": "sur",
    "par le biais de": "par", "par le biais d’": "par ", "par l’entremise de": "par", "au moyen de": "avec",
    "être en mesure de": "pouvoir", "est en mesure de": "peut", "sont en mesure de": "peuvent", "être apte à": "pouvoir",
    "dans l’éventualité où": "si", "advenant que": "si", "dans la mesure où": "si", "nonobstant": "malgré",
    "préalablement à": "avant", "postérieurement à": "après", "antérieurement à": "avant", "suite à": "après",
    "en raison du fait que": "parce que", "compte tenu du fait que": "parce que", "étant donné que": "parce que",
    "en dépit du fait que": "même si", "à l’effet que": "que", "la totalité des": "tous les",
    "la majorité des": "la plupart des", "un nombre important de": "beaucoup de", "un certain nombre de": "plusieurs",
    "à l’intérieur d’un délai de": "dans", "de concert avec": "avec", "en conformité avec": "selon",
    "conformément à": "selon", "s’avère être": "est", "s’avère": "est", "et ce,": "", "ledit": "ce", "ladite": "cette",
    "lesdits": "ces", "lesdites": "ces", "susmentionné": "ce", "susmentionnée": "cette", "subséquemment": "ensuite",
    "dans les meilleurs délais": "vite", "en temps opportun": "à temps", "sur une base quotidienne": "chaque jour",
    "sur une base régulière": "souvent", "sur une base hebdomadaire": "chaque semaine",
    "sur une base mensuelle": "chaque mois", "sur une base annuelle": "chaque année",
}  # fmt: skip
_NOUNS = {
    "gestion": "gérer", "coordination": "coordonner", "réalisation": "réaliser", "rédaction": "rédiger",
    "élaboration": "élaborer", "planification": "planifier", "animation": "animer", "mise à jour": "mettre à jour",
    "mise en ligne": "mettre en ligne", "mise en place": "mettre en place", "suivi": "suivre", "analyse": "analyser",
    "évaluation": "évaluer", "révision": "réviser", "production": "produire", "conception": "concevoir",
    "intégration": "intégrer", "diffusion": "diffuser", "vérification": "vérifier", "préparation": "préparer",
    "supervision": "superviser", "organisation": "organiser", "publication": "publier", "création": "créer",
    "modération": "modérer", "validation": "valider", "collecte": "recueillir", "entretien": "entretenir",
    "développement": "développer", "correction": "corriger", "optimisation": "optimiser",
    "implantation": "implanter",
}  # fmt: skip
_CARRIER = (
    r"(?:assur(?:e|er|ent|era)|effectu(?:e|er|ent|era)|réalis(?:e|er|ent|era)|procéd(?:er|era)\s+à|procède(?:nt)?\s+à"
    r"|voi(?:t|r|ent)\s+à|veill(?:e|er|ent)\s+à)"
)
_HEAVY_PATTERN = re.compile(
    r"(?<![\w’'])(?:"
    + "|".join(sorted((re.escape(phrase).replace("’", "[’']") for phrase in _HEAVY), key=len, reverse=True))
    + r")(?![\w])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    rf"(?<!\w)({_CARRIER})\s+(?:la\s+|le\s+|l[’']\s?|une?\s+)?({'|'.join(sorted(_NOUNS, key=len, reverse=True))})(?!\w)"
    r"(?=\s+(?:de|du|des|d[’']))",
    re.IGNORECASE,
)
_LINK = r"(?:de\s+l[’']\s?|de\s+la\s+|du\s+|des\s+|de\s+|d[’']\s?)"
_CHAIN = re.compile(rf"(?<!\w)[\w-]+\s+(?:{_LINK}[\w-]+\s+){{4,}}{_LINK}[\w-]+", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?<!\w)(?:est|sont|sera|seront|était|étaient|(?:a|ont|doit|doivent|peut|peuvent)\s+(?:été|être))\s+(?:\w+ment\s+)?"
    r"(\w{3,}(?:é|i|u|it|is|ert)e?s?)\s+par(?=\s+(?:l[ae’']|les|une?|des|cette|ce|son|sa|ses|leur))",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?<![\w.-])(?:[A-ZÀ-Ý]{2,7})(?![\w’'-]|\.\w)")
# Said as words or known to everybody who reads a job description here.
_KNOWN = frozenset(
    "HTML CSS PDF FAQ URL RSS USB SMS DVD TV GPS OK ISO CV PC JPG PNG SVG CSV XML JSON API DOCX XLSX WCAG CNP ESCO QR IA "
    "AA AAA II III IV VI VII VIII IX XI XII XIV XV XVI".split()
)


def plain_hints(text: str) -> list[Hint]:
    found = [*_long_sentences(text), *_heavy(text), *_hidden_verbs(text), *_chains(text), *_passives(text)]
    return found + list(_unexplained(text))


def _long_sentences(text: str) -> Iterator[Hint]:
    for match in _SENTENCE.finditer(text):
        count = len(_WORD.findall(match.group()))
        if count > MAX_WORDS:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield Hint("plain", "long_sentence", start, match.end(), text[start : match.end()], count=count)


def _heavy(text: str) -> Iterator[Hint]:
    for match in _HEAVY_PATTERN.finditer(text):
        key = re.sub(r"\s+", " ", match.group().lower().replace("'", "’"))
        yield Hint(
            "plain", "heavy", match.start(), match.end(), match.group(), like(match.group(), _HEAVY[key]), bool(_HEAVY[key])
        )


def _hidden_verbs(text: str) -> Iterator[Hint]:
    for match in _HIDDEN.finditer(text):
        yield Hint("plain", "hidden_verb", match.start(), match.end(), match.group(), _NOUNS[match[2].lower()])


def _chains(text: str) -> Iterator[Hint]:
    for match in _CHAIN.finditer(text):
        yield Hint("plain", "chain", match.start(), match.end(), match.group())


def _passives(text: str) -> Iterator[Hint]:
    for match in _PASSIVE.finditer(text):
        yield Hint("plain", "passive", match.start(), match.end(), match.group())


def _unexplained(text: str) -> Iterator[Hint]:
    """Initials without their full name in parentheses on either side, once each."""
    seen: set[str] = set()
    for match in _INITIALS.finditer(text):
        initials = match.group()
        if initials in _KNOWN or initials in seen or _shouted(text, match.start()):
            continue
        seen.add(initials)
        explained = rf"\(\s*{initials}\b|\b{initials}(?:[\s\u00a0]\d+)?[\s\u00a0]*\([^)]{{6,}}\)"
        if not re.search(explained, text):
            yield Hint("plain", "initials", match.start(), match.end(), initials)


def _shouted(text: str, place: int) -> bool:
    """Whether the line is a heading in capitals."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    return len(_WORD.findall(line)) > 1 and line.upper() == line
