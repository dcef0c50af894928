"""The sheet of a session to sign by hand: what the PDF says."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.formatting import day
from learning.models import Session
from learning.queries.sessions import when_words


def sheet_for_pdf(session: Session, rows: Sequence[Any], at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/sign_in_sheet.typ reads. Needs never stand on a sheet that goes round the room."""
    meetings = list(session.meetings.all())
    trainers = [one.name for one in session.trainers.all()]
    return {
        "title": session.course.title,
        "authors": trainers or [session.course.provider.name],
        "language": (get_language() or "fr")[:2],
        "lead": " · ".join(part for part in (when_words(meetings), session.place or _("En ligne")) if part),
        "trainers": ", ".join(trainers),
        "columns": [day(timezone.localdate(one.starts_at), year=False) for one in meetings[:6]],
        "rows": [{"name": row.person.name, "place": row.organisation.acronym} for row in rows],
        "words": {
            "title": _("Feuille de présence"),
            "name": _("Nom"),
            "place": _("Organisation"),
            "nobody": _("Aucune inscription pour le moment."),
            "printed": _("Maillage · produit le %(day)s") % {"day": day(timezone.localdate(at))},
        },
    }
