"""The figures of the whole network outside campaigns: asked of the publisher once ten people have changed since the last."""

import datetime as dt

from django.utils.translation import gettext, override

from competencies.actions.publishing import STANDING, take_snapshot
from competencies.models import Snapshot
from job_profiles.models import Requirement
from job_profiles.models.versions import STANDING as STANDING_VERSIONS


def ask_for_standing_figures(*, at: dt.datetime) -> Snapshot | None:
    """The snapshot that was asked for; None while fewer than ten people changed. Again: the one under way."""
    labels = {}
    for language in ("fr", "en"):
        with override(language):
            labels[language] = gettext("Diagnostics hors campagne")
    return take_snapshot(occasion=STANDING, label_fr=labels["fr"], label_en=labels["en"], asked=_asked(), at=at)


def _asked() -> dict[str, list[int]]:
    """By profile, the competencies that the version in force, or proposed, asks for."""
    found: dict[str, list[int]] = {}
    rows = Requirement.objects.filter(version__state__in=STANDING_VERSIONS)
    for profile, competency in rows.values_list("version__profile__key", "competency").order_by("pk").distinct():
        found.setdefault(profile, []).append(competency)
    return found
