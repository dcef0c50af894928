"""The Word template in use, and what it may name."""

from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from job_profiles.models import DescriptionTemplate

SHIPPED = Path(settings.BASE_DIR) / "data" / "profiles" / "description.docx"
# Names of a template, in French: who edits it is no programmer. Each with what it gives.
NAMES: tuple[tuple[str, Any], ...] = (
    ("titre", _("Titre de l’emploi")),
    ("profil", _("Nom du profil")),
    ("code", _("Code du profil")),
    ("famille", _("Famille")),
    ("corps_emploi", _("Corps d’emploi")),
    ("version", _("Numéro de la version")),
    ("etat", _("État de la version et date d’entrée en vigueur")),
    ("adresse", _("Adresse permanente de la version")),
    ("imprime", _("Jour où le document est produit")),
    ("avis", _("Avertissement\xa0: proposition, version retirée… Vide si la version est en vigueur")),
    ("mission", _("Mission")),
    ("responsabilites", _("Responsabilités, une liste")),
    ("livrables", _("Livrables habituels, une liste")),
    ("outils", _("Outils de travail, une liste")),
    ("indicateurs", _("Indicateurs, une liste")),
    ("competences", _("Compétences, une liste\xa0: nom, groupe, niveau, genre, pouvoir, pourquoi")),
    ("mobilites", _("Mobilité de carrière, une liste\xa0: profil, note")),
    ("changement", _("Ce qui change avec cette version")),
)


def in_use() -> DescriptionTemplate | None:
    return DescriptionTemplate.objects.filter(in_use=True).select_related("given_by").first()


def open_in_use() -> IO[bytes]:
    """The template in use, open for reading; the shipped one where none was given or its file is gone."""
    given = in_use()
    if given is not None:
        try:
            return given.file.open("rb")  # type: ignore[no-any-return]
        except OSError:
            pass
    return SHIPPED.open("rb")


def example_values() -> dict[str, Any]:
    """Every name with an example, to try a template on."""
    values: dict[str, Any] = {name: f"[{name}]" for name, _words in NAMES}
    competency = {name: f"[{name}]" for name in ("nom", "groupe", "niveau", "genre", "pouvoir", "pourquoi")}
    lists = dict.fromkeys(("responsabilites", "livrables", "outils", "indicateurs"), ["[premier]", "[second]"])
    return values | lists | {"competences": [competency], "mobilites": [{"profil": "[profil]", "note": "[note]"}]}
