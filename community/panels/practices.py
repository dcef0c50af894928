"""Practice sheets on the pages of the apps below: competencies, topics, profiles, home, what to do next."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.actions import reuses as actions
from community.queries import own_practices, practice_lists
from community.queries import reuses as reuse_queries
from competencies.models import Competency, Topic
from competencies.queries.attachments import Attached, competency_panels, topic_panels
from competencies.queries.next_steps import NextStep, next_steps
from core.templatetags.formatting import day
from people.models import Person
from people.queries.registries import DataExporter, Place, data_exporters, home_panels, profile_panels

SHOWN, OF_PERSON = 6, 4


def _library(**asked: str | int) -> str:
    return f"{reverse('community:practice-list')}?{urlencode(asked)}"


class PracticesPanel:
    """Sheets that carry a competency or a topic, the most useful first."""

    key, order, icon = "practices", 20, "file-check"
    label = gettext_lazy("Fiches de pratique")
    empty = gettext_lazy("Les fiches de pratique qui en parlent paraîtront ici.")
    template = "community/panels/about_practices.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def load(self, target: Competency | Topic, viewer: Person, at: dt.datetime) -> Attached:
        cards, count = practice_lists.about(self.field, target, viewer, on=timezone.localdate(at), limit=SHOWN)
        asked = {"competence": target.code} if isinstance(target, Competency) else {"etiquette": target.slug}
        return Attached(rows=cards, count=count, url=_library(**asked, tri="utiles") if count > len(cards) else "")


competency_panels.register(PracticesPanel("competencies"))
topic_panels.register(PracticesPanel("topics"))


@profile_panels.register_class
class PersonPractices:
    """« Ses fiches » : what the person wrote or answers for, as far as the viewer reads it."""

    key, order, part, default_visibility = "practices", 35, "", "network"
    place: Place = "main"
    label = gettext_lazy("Fiches de pratique")
    template = "community/panels/person_practices.html"

    def context(self, person: Person, viewer: Person, at: dt.datetime) -> dict[str, Any] | None:
        cards, count = practice_lists.of_person(person, viewer, on=timezone.localdate(at), limit=OF_PERSON)
        if not cards:
            return None
        return {"rows": cards, "count": count, "all_url": _library(auteur=person.pk) if count > len(cards) else ""}


@home_panels.register_class
class NewPractices:
    """« Fiches nouvelles pour vous » : about what one follows."""

    key, order = "new-practices", 30
    kept_seconds = 120
    template = "community/panels/new_practices.html"
    place: Place = "aside"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        found = practice_lists.for_you(person, at=at, on=timezone.localdate(at), limit=4)
        return {"found": found} if found else None


@next_steps.register_class
class KeepPractice:
    """A sheet that one answers for comes to its review date, or has passed it."""

    key, order = "fiche-a-revoir", 15

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        today = timezone.localdate(at)
        found = own_practices.due(person, until=today + dt.timedelta(days=30), on=today, limit=1)
        if not found:
            return None
        card, when = found[0].card, found[0].card.review_on
        assert when is not None
        words = {"day": day(when)}
        if card.due:
            reason = _("sa date de révision, le %(day)s, est passée.") % words
        else:
            reason = _("elle est à revoir le %(day)s.") % words
        if not found[0].own:
            reason = _("la personne responsable a quitté le réseau, et vous animez l’espace de la fiche.")
        return NextStep(
            title=_("Dire si votre fiche est toujours vraie") if found[0].own else _("Dire si une fiche est toujours vraie"),
            note=card.title,
            url=card.get_absolute_url(),
            reason=reason,
            action=_("Voir la fiche"),
        )


def _forget_reuses(person: Person) -> int:
    return actions.forget_reuses(person=person)


data_exporters.register(
    DataExporter(
        key="community-practice-reuses",
        order=64,
        label=gettext_lazy("Fiches de pratique que j’ai réutilisées"),
        export=reuse_queries.rows_of,
        erase=_forget_reuses,
    )
)
