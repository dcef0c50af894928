"""Inclusive wording (rédaction épicène) as the OQLF advises it: doublets in full, collective nouns, « la personne ».

What it advises against (parentheses, mid-points, slashes, hyphens that cut a word) is told as such.
"""

import re
from collections.abc import Iterator

from job_profiles.rules.wording.hints import Hint, like

_DETERMINER = (
    r"(?:d[’']un|un|le|au|du|ce|cet|chaque|tout|notre|votre|son|leur|comme|de|les|aux|des|ces|nos|vos|ses|leurs|plusieurs"
    r"|et|ou)"
)
# After an article a word is a noun (each a look-behind of one width).
_LED = r"(?:(?<=\bun )|(?<=\ble )|(?<=\bau )|(?<=\bdu )|(?<=\bles )|(?<=\baux )|(?<=\bdes ))"
# Masculine → feminine, and the collective noun if there is one. Words that are verbs, adjectives or tools too stand below.
_TITLES = {
    "technicien": ("technicienne", ""), "chargé de": ("chargée de", ""), "rédacteur": ("rédactrice", ""),
    "intégrateur": ("intégratrice", ""), "coordonnateur": ("coordonnatrice", ""), "coordinateur": ("coordinatrice", ""),
    "développeur": ("développeuse", ""), "programmeur": ("programmeuse", ""), "concepteur": ("conceptrice", ""),
    "réviseur": ("réviseuse", ""), "traducteur": ("traductrice", ""), "formateur": ("formatrice", ""),
    "animateur": ("animatrice", ""), "modérateur": ("modératrice", ""), "administrateur": ("administratrice", ""),
    "vérificateur": ("vérificatrice", ""), "consultant": ("consultante", ""), "agent de": ("agente de", ""),
    "agent d’": ("agente d’", ""), "adjoint": ("adjointe", ""), "attaché de": ("attachée de", ""),
    "chef de": ("cheffe de", ""),
    "directeur de": ("directrice de", "direction"), "directeur des": ("directrice des", "direction"),
    "directeur général": ("directrice générale", "direction générale"), "ingénieur": ("ingénieure", ""),
    "préposé": ("préposée", ""), "superviseur": ("superviseuse", ""),
    "utilisateur": ("utilisatrice", ""), "citoyen": ("citoyenne", "population"), "employé": ("employée", "personnel"),
    "usager": ("usagère", ""), "candidat": ("candidate", ""), "collaborateur": ("collaboratrice", ""),
    "étudiant": ("étudiante", ""), "client": ("cliente", "clientèle"), "lecteur": ("lectrice", "lectorat"),
    "électeur": ("électrice", "électorat"),
}  # fmt: skip
# Nouns only after a determiner or before what makes them one.
_GUARDED = {
    "conseiller": ("conseillère", r"(?=\s+(?:en|stratégique|principal|pédagogique|politique|senior)\b)"),
    "expert": ("experte", r"(?=\s+(?:en|de|du)\b)"),
    "professionnel": ("professionnelle", r"(?=\s+(?:de|du|des|en)\b)"),
}  # fmt: skip
_ADJECTIVES = frozenset(("client", "utilisateur", "employé"))
_NEAR = 60
_CUT = re.compile(
    r"\b\w{3,}(?:\((?:e|es|ère|ères|ne|nes|le|les|trice|trices|euse|euses|ve|ves|fe|ière)\)s?|[·•](?:e|es|ère|ne|le|trice|euse|ve)"
    r"(?:[·•]?s)?|/(?:e|es|ère|ères|ne|nes|trice|trices|euse|euses|ve)|-(?:e|ère|ne|trice|euse)(?:-s)?|\.(?:e|ère|ne|trice|euse)"
    r"(?:\.s)?)(?![\w’'])"
)
_HE = re.compile(
    r"(?:(?<=^)|(?<=[.!?\n]\s)|(?<=\n)|(?<=;\s))Il(?=\s+(?:doit|devra|assure|participe|conseille|collabore|rédige|coordonne|gère|anime"
    r"|élabore|contribue|effectue|relève|supervise|planifie|prépare|veille|produit|conçoit|analyse|travaille|exerce|réalise)\b)"
)
_HOLDER = re.compile(
    r"(?<![\w’'])(le|du|au)\s+titulaire(?!\s+(?:d[eu’]|des)\s+(?:permis|compte|charge|droit))(?!\w)", re.IGNORECASE
)
_YOU_ARE = re.compile(
    r"(?<!\w)vous\s+êtes\s+(?:\w+ment\s+|très\s+|aussi\s+)?(passionné|motivé|reconnu|habitué|intéressé|organisé|créatif|curieux|rigoureux"
    r"|disposé|prêt|attiré|doué|stimulé|orienté|engagé|désireux)(?!\w)",
    re.IGNORECASE,
)
_MAN = re.compile(r"(?<!\w)droits\s+de\s+l[’']homme(?!\w)", re.IGNORECASE)


def inclusive_hints(text: str) -> list[Hint]:
    found = [*_cut_words(text), *_titles(text), *_guarded(text)]
    found += [_hint("he", match, "La personne") for match in _HE.finditer(text)]
    found += _holders(text)
    found += [_hint("you_are", match) for match in _YOU_ARE.finditer(text)]
    for match in _MAN.finditer(text):
        found.append(_hint("rights", match, like(match.group(), "droits de la personne")))
    return found


def _hint(code: str, match: re.Match[str], proposal: str = "", *, exact: bool = True) -> Hint:
    return Hint("inclusive", code, match.start(), match.end(), match.group(), proposal, exact and bool(proposal))


def _cut_words(text: str) -> Iterator[Hint]:
    """« employé(e)s », « conseiller·ère »: the OQLF advises doublets written in full."""
    for match in _CUT.finditer(text):
        yield _hint("cut_word", match)


def _titles(text: str) -> Iterator[Hint]:
    for masculine, (feminine, collective) in _TITLES.items():
        head, space, tail = masculine.partition(" ")
        for plural in ("", "s"):
            pattern = re.escape(head + plural) + (rf"\s+{re.escape(tail)}" if space else "").replace("’", "[’']")
            ending = r"" if tail.endswith("’") else r"(?![\w’'(·/.-]*\w*[(·]|\w|/)"
            for match in re.finditer(rf"(?<![\w’'-]){pattern}{ending}", text, re.IGNORECASE):
                if not _paired(text, match, feminine.split()[0], plural) and not _adjective(text, match, head):
                    yield _hint(
                        "masculine", match, _doublet(match.group(), feminine, masculine, plural, collective), exact=False
                    )


def _doublet(found: str, feminine: str, masculine: str, plural: str, collective: str) -> str:
    """« rédactrices et rédacteurs », « rédactrice ou rédacteur », or the collective noun for several people."""
    if plural and collective:
        return like(found, collective)
    head_f, space, tail = feminine.partition(" ")
    head_m = masculine.partition(" ")[0]
    link = "et" if plural else "ou"
    return like(found, f"{head_f}{plural} {link} {head_m}{plural}{space}{tail}")


def _paired(text: str, match: re.Match[str], feminine: str, plural: str) -> bool:
    """Whether the feminine stands near: then both are named already."""
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return bool(re.search(rf"(?<!\w){feminine}{plural}(?!\w)", near, re.IGNORECASE))


def _adjective(text: str, match: re.Match[str], head: str) -> bool:
    """« le service client », « les mots employés »: after a noun, without a determiner of its own; a screen reader."""
    if text[match.end() : match.end() + 3] in {" d’", " d'"} and text[match.end() + 3 :].startswith("écran"):
        return True
    before = re.search(r"(\S+)\s+$", text[: match.start()])
    return head in _ADJECTIVES and before is not None and not re.fullmatch(_DETERMINER, before[1], re.IGNORECASE)


def _guarded(text: str) -> Iterator[Hint]:
    for masculine, (feminine, follows) in _GUARDED.items():
        for plural, link in (("", "ou"), ("s", "et")):
            for match in re.finditer(
                rf"(?<![\w’'-]){masculine}{plural}{follows}|{_LED}{masculine}{plural}(?!\w)", text, re.IGNORECASE
            ):
                if _verb(text, match) or _paired(text, match, feminine, plural):
                    continue
                proposal = like(match.group(), f"{feminine}{plural} {link} {masculine}{plural}")
                yield _hint("masculine", match, proposal, exact=False)


def _verb(text: str, match: re.Match[str]) -> bool:
    """« à conseiller en tout temps », « pour conseiller »: an infinitive."""
    return bool(re.search(r"(?:\bà|pour|de|et|doit|peut|sait|faire)\s+$", text[: match.start()], re.IGNORECASE))


def _holders(text: str) -> Iterator[Hint]:
    """« Le titulaire »: the word has one form, its article does not."""
    forms = {"le": "la personne titulaire", "du": "de la personne titulaire", "au": "à la personne titulaire"}
    for match in _HOLDER.finditer(text):
        if not re.search(r"\b(?:la ou|la/|de la ou|à la ou)\s*$", text[: match.start()], re.IGNORECASE):
            yield _hint("holder", match, like(match.group(), forms[match[1].lower()]))
