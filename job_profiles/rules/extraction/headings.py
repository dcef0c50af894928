"""What a heading of a job description says, in the variants that ministries and bodies use, French and English."""

import re

from core.rules.text import fold
from job_profiles.rules.extraction.lines import without_number

# Folded words that name a section. The weaker ones give way: « Rôle et responsabilités » is about responsibilities.
_STRONG = {
    "mission": "mission sommaire resume finalite raison but summary purpose overview objectif objectifs mandat mandate",
    "responsibilities": "responsabilite responsabilites attribution attributions tache taches activite activites duty duties"
    " responsibility responsibilities task tasks accountabilities",
    "deliverables": "livrable livrables deliverable deliverables output outputs realisations productions"
    " produits",
    "tools": "outil outils logiciel logiciels technologique technologiques technologie technologies tool tools software"
    " technology",
    "indicators": "indicateur indicateurs indicator indicators kpi",
    "requirements": "exigence exigences connaissance connaissances competence competences habilete habiletes"
    " aptitude aptitudes qualification qualifications scolarite experience experiences formation diplome diplomes profil"
    " requirement requirements skills skill knowledge abilities education atouts atout qualites savoir-faire"
    " savoir-etre admission",
    "other": "contexte remuneration salaire horaire avantages particularites remarques renseignements context benefits"
    " salary schedule supervision reports remarque historique approbation signature signatures annexe annexes",
}  # fmt: skip
_WEAK = {
    "mission": "role roles description presentation position",
    "responsibilities": "fonction fonctions defi defis",
    "other": "conditions condition milieu lieu equipe informations information",
}
_QUALIFIERS = frozenset(
    """
    a au aux avec d de des du en et l la le les ou par pour s sa ses son sur un une vos votre qui que vous nous of the and
    for to in or your our emploi poste travail titulaire charge principal principale principales principaux general generale
    generales generaux specifique specifiques typique typiques attendu attendus attendue attendues requis requise requises
    recherche recherchee recherchees recherches souhaite souhaites souhaitee souhaitees particuliere particulieres courant
    courants courante utilise utilises utilisee utilisees essentiel essentiels essentielle essentielles prioritaires confiees
    confie associees associes lie lies liees sommaire minimales minimale minimum etre titre ministere organisation unite
    direction administrative administratif rendement performance suivi succes reussite mesure mesures resultat resultats
    habituels habituelles normales quotidiennes professionnelle professionnelles professionnel professionnels personnelles
    personnelle techniques technique comportementales relationnelles academique pertinente pertinentes interets
    main key core job position work typical expected required desired preferred essential general duties role
    """.split()
)
_PHRASES = {
    "ce que vous ferez": "responsibilities", "vos taches": "responsibilities",
    "ce que l'on attend de vous": "responsibilities",
    "what you will do": "responsibilities", "what you'll do": "responsibilities", "vos principaux defis": "responsibilities",
    "environnement de travail et outils": "tools", "environnement technologique": "tools",
    "environnement numerique": "tools",
    "mesures de succes": "indicators", "mesures de rendement": "indicators", "resultats attendus": "deliverables",
    "produits livrables": "deliverables", "success measures": "indicators", "performance measures": "indicators",
    "qui vous etes": "requirements", "ce que nous recherchons": "requirements", "votre profil": "requirements",
    "nature du travail": "mission", "a propos du poste": "mission", "pourquoi ce poste": "mission",
    "about the role": "mission", "about you": "requirements", "who you are": "requirements",
    "conditions d'admission": "requirements",
    "criteres de reussite": "indicators", "criteres d'evaluation": "indicators", "a propos de nous": "other",
    "environnement de travail": "other", "lieu de travail": "other", "conditions de travail": "other", "about us": "other",
    "working conditions": "other", "liens hierarchiques": "other", "situation hierarchique": "other",
    "mots-cles": "other", "inconvenients": "other", "autres": "other", "divers": "other", "notes": "other",
}  # fmt: skip
_WORDS = {word: (section, 2) for section, words in _STRONG.items() for word in words.split()} | {
    word: (section, 1) for section, words in _WEAK.items() for word in words.split()
}
_TITLE = re.compile(
    r"(?:titre|intitule)(?: (?:de l'|d'|du |de la )?(?:emploi|poste|fonction|profil))?(?: \(.*\))?"
    r"|(?:appellation|designation)(?: d'emploi| de l'emploi| du poste)?|poste|emploi|nom du poste|fonction"
    r"|(?:job|position) title|title|position"
)
_DOCUMENT = re.compile(
    r"(?:description|profil|fiche|definition)(?: sommaire)?(?: d'|(?: de)? l'| de | du | des )"
    r"(?:emploi|poste|fonction|tache)s?"
    r"|job description|job profile|position description|description des taches"
)
_ORGANISATION = re.compile(
    r"(?:ministere|organisme)(?: (?:ou|et|/) ?(?:organisme|ministere))?|organisation|employeur"
    r"|ministry|department|organization"
)
_OTHER_LABEL = re.compile(
    r"direction(?: generale)?|unite administrative|service|classification|classe d'emploi|corps d'emploi|categorie d'emploi"
    r"|date|numero(?: du poste| de poste| d'emploi)?|superieur immediat|superieure immediate|superviseur|version|titulaire"
    r"|secteur|statut(?: d'emploi)?|lieu(?: de travail)?|port d'attache|echelle salariale|branch|reports to|mise a jour"
    r"|date de mise a jour"
)
MAX_WORDS = 9


def heading_words(text: str) -> str:
    """Folded, without number, trailing punctuation or bold marks: what the tables above are written in."""
    return fold(without_number(text.strip("*_ \t"))).strip(" :.–—-*_\u00a0\u202f").replace("\u00a0", " ")


def section_of(text: str) -> str | None:
    """The section that a heading opens; None if the text is no heading that we know."""
    folded = heading_words(text)
    if folded in _PHRASES:
        return _PHRASES[folded]
    words = re.findall(r"[a-z0-9]+(?:-[a-z]+)*", re.sub(r"\b(?:d|l|qu|s|n)'", "", folded))
    if not words or len(words) > MAX_WORDS or re.search(r"[.!?;:]\s+\S", without_number(text)):
        return None
    found = [_WORDS[word] for word in words if word in _WORDS]
    if not found or any(word not in _WORDS and word not in _QUALIFIERS for word in words):
        return None
    return max(found, key=lambda pair: pair[1])[0]


def label_of(text: str) -> str | None:
    """« title », « document », « organisation » or « detail » for the label of a field at the top of a form."""
    folded = heading_words(text)
    for pattern, name in (
        (_TITLE, "title"), (_DOCUMENT, "document"), (_ORGANISATION, "organisation"), (_OTHER_LABEL, "detail"),
    ):  # fmt: skip
        if pattern.fullmatch(folded):
            return name
    return None
