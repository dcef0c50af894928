"""On a member's profile: what they wrote lately, as far as the viewer may read it."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.queries import replies as reply_queries
from community.queries import threads as thread_queries
from people.models import Person
from people.queries.registries import Place, profile_panels

SHOWN = 5


@profile_panels.register_class
class Contributions:
    key, order, part, default_visibility = "contributions", 40, "", "network"
    place: Place = "main"
    label = _("Contributions récentes")
    template = "community/panels/contributions.html"

    def context(self, person: Person, viewer: Person, at: dt.datetime) -> dict[str, Any] | None:
        threads: list[dict[str, Any]] = [
            {"title": one.title, "url": one.get_absolute_url(), "space": one.space, "at": one.created_at, "is_reply": False,
             "is_question": one.is_question, "accepted": False}
            for one in thread_queries.written_by(person, viewer, SHOWN)
        ]  # fmt: skip
        replies: list[dict[str, Any]] = [
            {"title": one.thread.title, "url": one.get_absolute_url(), "space": one.thread.space, "at": one.created_at,
             "is_reply": True, "is_question": False, "accepted": one.thread.accepted_id == one.pk}
            for one in reply_queries.given_by(person, viewer, SHOWN)
        ]  # fmt: skip
        rows = sorted([*threads, *replies], key=lambda row: row["at"], reverse=True)[:SHOWN]
        return {"rows": rows} if rows else None
