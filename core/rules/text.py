"""French text made comparable: folding for search and for ordering.

The same folding runs on what is indexed and on what is asked, so that « accessibilite », « l'ecole » and « coeur » find.
PostgreSQL's French stemmer then works on folded words; the plurals that it splits are brought together here first.
"""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"})
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_WORD = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
# Plurals and spellings that the stemmer splits, and the field's synonyms: one form stands for all.
_SAME = {
    "travaux": "travail", "journaux": "journal", "baux": "bail", "coraux": "corail", "emaux": "email", "vitraux": "vitrail",
    "yeux": "oeil", "cieux": "ciel", "medias": "media", "mail": "courriel", "mails": "courriel", "email": "courriel",
    "emails": "courriel", "e-mail": "courriel", "e-mails": "courriel", "newsletter": "infolettre",
    "newsletters": "infolettre", "podcast": "balado", "podcasts": "balado", "baladodiffusion": "balado",
    "hashtag": "mot-clic",
    "hashtags": "mot-clic", "mots-clics": "mot-clic", "feedback": "retroaction", "chatbot": "robot conversationnel",
    "chatbots": "robot conversationnel", "ia": "ia intelligence artificielle", "phishing": "hameconnage",
    "cookie": "temoin connexion", "cookies": "temoin connexion", "seo": "referencement", "ux": "ux experience utilisateur",
    "faq": "faq foire questions", "cms": "cms gestion contenu",
}  # fmt: skip
_STOP = frozenset(
    """
    a au aux avec ce ces cet cette comment d dans de des du elle en entre est et etre eu faire fait faut font il ils j je
    l la le les leur leurs lui ma mais me mes moi mon n ne nos notre nous on ont ou par pas peut plus pour pourquoi qu
    quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur t ta te tes toi ton tu un une va vers
    vos votre vous y
    the of to and in is for with how what
    """.split()
)


def one_line(text: str) -> str:
    """A title or a name as it is kept: ordinary spaces and line ends collapsed, no-break spaces as they are, no NUL."""
    return _BLANK.sub(" ", text.replace("\x00", "")).strip()


def strip_accents(text: str) -> str:
    """Letters without accents and ligatures opened, case kept: « Œuvre » gives « OEuvre »."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case, no accent, no ligature, straight apostrophe: the form for comparing."""
    return strip_accents(text).casefold()


def sort_key(text: str) -> str:
    """What names and titles are ordered and paged by (the database's collation is never relied on)."""
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def normalise_word(word: str) -> str:
    """One folded word brought to the form that is indexed: irregular plurals, -aux/-al, plain plurals, synonyms."""
    if word in _SAME:
        return _SAME[word]
    if len(word) > 5 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    if len(word) > 3 and word[-1] in "sx" and not word.endswith(("ss", "us", "is", "eux")):
        return word[:-1]
    if len(word) > 5 and word.endswith("eux"):
        return word[:-1]
    return word


def search_words(text: str) -> list[str]:
    """The folded, normalised words of a text, without those that carry no sense. Order and repeats are kept."""
    folded = _ELISION.sub("", fold(text))
    words: list[str] = []
    for match in _WORD.finditer(folded):
        word = match.group()
        if word in _SAME:
            words.extend(_SAME[word].split())
            continue
        for part in re.split(r"[._-]", word) if not word.isdigit() else [word]:
            if part and part not in _STOP:
                words.extend(normalise_word(part).split())
    return words


def search_text(text: str) -> str:
    """The same as one string, to hand to `to_tsvector`."""
    return " ".join(search_words(text))
