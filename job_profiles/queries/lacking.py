"""What a draft still lacks before ministries are asked about it."""

from django.utils.translation import gettext as _

from competencies.models import Competency
from job_profiles.models import ProfileVersion, Requirement


def retired_competencies(version: ProfileVersion) -> list[Competency]:
    """Required competencies that the framework has retired since the draft was opened."""
    needed = Requirement.objects.filter(version=version).values("competency")
    return list(Competency.objects.filter(pk__in=needed).exclude(retired_at=None).order_by("order"))


def lacking(version: ProfileVersion) -> list[str]:
    """What stands in the way of a consultation, in sentences; empty when it may be opened. Two queries."""
    said = []
    if not version.title_fr:
        said.append(_("Donnez un titre au profil."))
    if not version.mission_fr:
        said.append(_("Écrivez la mission."))
    if not version.responsibilities_fr:
        said.append(_("Nommez au moins une responsabilité."))
    if not Requirement.objects.filter(version=version).exists():
        said.append(_("Choisissez au moins une compétence requise."))
    for one in retired_competencies(version):
        words = _(
            "La compétence «\xa0%(name)s\xa0» (%(code)s) a été retirée du référentiel\xa0: ôtez-la de l’ébauche ou "
            "remplacez-la."
        )
        said.append(words % {"name": one.name, "code": one.code})
    return said
