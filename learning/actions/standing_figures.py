"""The figures of the whole network outside campaigns: asked of the publisher once ten people have changed since the last."""

import datetime as dt

from django.utils.translation import gettext, override

from competencies.actions.publishing import STANDING, take_snapshot
from competencies.models import Snapshot
from job_profiles.models import ProfileVersion
from job_profiles.queries.profiles import asked_by_profile


def ask_for_standing_figures(*, at: dt.datetime) -> Snapshot | None:
    """The snapshot that was asked for; None while fewer than ten people changed. Again: the one under way."""
    labels = {}
    for language in ("fr", "en"):
        with override(language):
            labels[language] = gettext("Diagnostics hors campagne")
    asked = asked_by_profile(ProfileVersion.objects.standing())
    return take_snapshot(occasion=STANDING, label_fr=labels["fr"], label_en=labels["en"], asked=asked, at=at)
