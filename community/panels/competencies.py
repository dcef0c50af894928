"""What hangs on a competency or a topic: questions and discussions, spaces."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.models import Space, Thread
from competencies.models import Competency, Topic
from competencies.queries.attachments import Attached, competency_panels, topic_panels
from people.models import Person

SHOWN = 6


class ThreadsPanel:
    key, order, icon = "threads", 30, "messages-square"
    label = _("Questions et discussions")
    empty = _("Les questions et les discussions qui en parlent paraîtront ici.")
    template = "community/panels/about_threads.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def load(self, target: Competency | Topic, viewer: Person, at: dt.datetime) -> Attached:
        rows: Any = Thread.objects.visible_to(viewer).filter(**{self.field: target})
        return Attached(rows=list(rows.select_related("space").recent()[:SHOWN]))


class SpacesPanel:
    key, order, icon = "spaces", 40, "users"
    label = _("Espaces")
    empty = _("Les espaces qui s’y consacrent paraîtront ici.")
    template = "community/panels/about_spaces.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def load(self, target: Competency | Topic, viewer: Person, at: dt.datetime) -> Attached:
        rows = Space.objects.findable_by(viewer).active().filter(**{self.field: target})
        return Attached(rows=list(rows.order_by("-last_activity_at", "-id")[:SHOWN]))


competency_panels.register(ThreadsPanel("competencies"))
competency_panels.register(SpacesPanel("competencies"))
topic_panels.register(ThreadsPanel("topics"))
topic_panels.register(SpacesPanel("topics"))
