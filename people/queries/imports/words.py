"""The words of the dry run: columns, and the reading of cells that people write freely."""

import re
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.rules.text import sort_key
from people.enums import OrganisationKind, RoleKind, SpokenLanguage
from people.rules.imports.reading import UnreadableFile

LABELS = {
    "email": gettext_lazy("Courriel"),
    "given_name": gettext_lazy("Prénom"),
    "family_name": gettext_lazy("Nom"),
    "role_title": gettext_lazy("Fonction"),
    "organisation": gettext_lazy("Organisation"),
    "assignment": gettext_lazy("Affectation"),
    "team": gettext_lazy("Équipe"),
    "languages": gettext_lazy("Langues"),
    "manager": gettext_lazy("Gestionnaire"),
    "roles": gettext_lazy("Rôles"),
    "acronym": gettext_lazy("Sigle"),
    "name": gettext_lazy("Nom"),
    "name_en": gettext_lazy("Nom anglais"),
    "kind": gettext_lazy("Genre"),
    "covered": gettext_lazy("Visée"),
    "mail_domain": gettext_lazy("Domaine"),
}
NOBODY = {"aucun", "aucune", "personne"}
_ROLE = re.compile(r"^(?P<role>[^(:@]+?)\s*(?:[:@]\s*(?P<place>[\w-]+)|\((?P<inside>[\w-]+)\))?$")


def label(column: str) -> str:
    return str(LABELS.get(column, column))


def unreadable(error: UnreadableFile) -> str:
    """Why a file cannot be read at all, and what to do."""
    sentences = {
        "empty": _("Ce fichier est vide. Exportez-le de nouveau en CSV."),
        "binary": _("Ce fichier n’est pas du CSV. Dans votre tableur, choisissez «\u00a0Enregistrer sous… CSV\u00a0»."),
        "csv": _("Le fichier est abîmé à la ligne %(detail)s. Exportez-le de nouveau en CSV."),
        "too-long": _("Le fichier compte plus de %(detail)s lignes. Découpez-le."),
        "header": _(
            "Les en-têtes ne disent pas ce que le fichier contient (trouvés\u00a0: %(detail)s). Partez d’un modèle."
        ),
    }
    return sentences[error.reason] % {"detail": error.detail}


@lru_cache(maxsize=16)
def _known(choices: type[TextChoices], language: str | None) -> dict[str, str]:
    """Values of a closed list by what people may write for them, in one language."""
    return {sort_key(word): value for value, words in choices.choices for word in (value, str(words))}


def languages_in(cell: str) -> tuple[list[str], list[str]]:
    """Codes of the languages named in a cell, and the words that are none."""
    known = _known(SpokenLanguage, get_language())
    found: list[str] = []
    unknown: list[str] = []
    for word in re.split(r"[,;/|]+", cell):
        if word.strip():
            code = known.get(sort_key(word))
            (found if code else unknown).append(code or word.strip())
    return list(dict.fromkeys(found)), unknown


def roles_in(cell: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Pairs of role and acronym ("" for the whole network) named in a cell, and the words that are none."""
    known = _known(RoleKind, get_language())
    found: list[tuple[str, str]] = []
    unknown: list[str] = []
    for words in re.split(r"[,;|]+", cell):
        if not words.strip():
            continue
        match = _ROLE.match(words.strip())
        role = known.get(sort_key(match["role"])) if match else None
        if match is None or role is None:
            unknown.append(words.strip())
        else:
            found.append((role, match["place"] or match["inside"] or ""))
    return found, unknown


def kind_in(cell: str) -> str | None:
    """The kind of organisation that a cell names."""
    return _known(OrganisationKind, get_language()).get(sort_key(cell))


def yes_or_no(cell: str) -> bool | None:
    """« oui », « non » and their usual spellings; None for anything else."""
    word = sort_key(cell)
    if word in {"oui", "o", "vrai", "x", "1", "yes", "true"}:
        return True
    return False if word in {"non", "n", "faux", "0", "no", "false"} else None
