"""How practice sheets show in the feed and among what one follows and keeps; a next step for who has something to read;
personal data of who writes and reads them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activity.queries.feed import Line
from activity.queries.feed_kinds import Mark, feed_kinds
from activity.queries.targets import TargetCard, target_kinds
from community.actions.practices import forgetting
from community.queries import own_practices, practice_data
from community.queries import practices as queries
from competencies.queries.next_steps import NextStep, next_steps
from people.models import Person
from people.queries.registries import DataExporter, data_exporters


@feed_kinds.register_class
class PracticeLines:
    key, order = "practice", 30
    label = gettext_lazy("Fiches de pratique")
    template = "community/activity/practice_line.html"

    def load(self, lines: Sequence[Line], viewer: Person) -> dict[int, dict[str, Any]]:
        return queries.feed_cards({line.object_id: line.id for line in lines})

    def marks(self, lines: Sequence[Line], viewer: Person) -> dict[int, Mark]:
        return {}


@target_kinds.register_class
class PracticeTarget:
    key, order, icon = "community.practicepage", 12, "file-check"
    label = gettext_lazy("Fiches de pratique")

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = queries.visible_to(viewer).filter(pk__in=ids)
        return {one.pk: TargetCard(one.title, one.get_absolute_url(), one.space.name) for one in found}


@next_steps.register_class
class ReadForAColleague:
    """Somebody asked this person to read a sheet before it is published."""

    key, order = "relire-fiche", 12

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        asked = own_practices.oldest_asked(person)
        if asked is None:
            return None
        return NextStep(
            title=_("Relire une fiche avant sa publication"),
            note=asked.title,
            url=reverse("community:practice-review", args=[asked.label]),
            reason=_("%(name)s vous l’a demandé.") % {"name": asked.by or _("Un membre")},
            action=_("Relire la fiche"),
        )


def _forget_sheets(person: Person) -> int:
    return forgetting.forget_person(person=person)


data_exporters.register(
    DataExporter(
        key="community-practices",
        order=62,
        label=gettext_lazy("Fiches de pratique que j’ai écrites"),
        export=practice_data.written_rows,
        erase=_forget_sheets,
    )
)
data_exporters.register(
    DataExporter(
        key="community-practice-reviews",
        order=63,
        label=gettext_lazy("Relectures de fiches"),
        export=practice_data.review_rows,
    )
)
