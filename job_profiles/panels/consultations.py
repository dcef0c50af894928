"""What waits for a respondent or the strategic team, on the home page; proposals and comments among a person's data."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from job_profiles.models import ArticleComment, ChangeProposal
from job_profiles.permissions import answers_for_somebody, may_decide
from job_profiles.queries import consultations, decisions
from people.models import Person
from people.queries.registries import DataExporter, Place, data_exporters, home_panels

SHOWN = 4


@home_panels.register_class
class ProfilesWaiting:
    """« À vous de répondre » for respondents, « À décider » for the strategic team; nothing for the others."""

    key, order = "profiles-waiting", 12
    kept_seconds = 60
    template = "job_profiles/panels/waiting.html"
    place: Place = "aside"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        answers, to_decide = [], []
        if answers_for_somebody(person):
            answers = consultations.to_answer(person, on=timezone.localdate(at))[:SHOWN]
        if may_decide(person):
            to_decide = list(decisions.waiting()[:SHOWN])
        return {"answers": answers, "to_decide": to_decide} if answers or to_decide else None


def export_changes(person: Person) -> list[dict[str, Any]]:
    rows = ChangeProposal.objects.filter(author=person).select_related("version__profile").order_by("created_at")
    return [
        {
            "profil": row.version.profile.name_fr, "article": row.article, "proposition": row.body, "pourquoi": row.reason,
            "etat": row.state, "reponse": row.answer, "le": row.created_at.isoformat(),
        }
        for row in rows
    ]  # fmt: skip


def export_comments(person: Person) -> list[dict[str, Any]]:
    rows = ArticleComment.objects.filter(author=person, deleted_at=None).select_related("round__version__profile")
    return [
        {
            "profil": row.round.version.profile.name_fr, "article": row.article, "commentaire": row.body,
            "le": row.created_at.isoformat(),
        }
        for row in rows.order_by("created_at")
    ]  # fmt: skip


# Work content: it stays with the description that it helped to write.
data_exporters.register(
    DataExporter(key="profile-changes", order=37, label=_("Modifications proposées aux profils"), export=export_changes)
)
data_exporters.register(
    DataExporter(key="profile-comments", order=38, label=_("Commentaires en consultation"), export=export_comments)
)
