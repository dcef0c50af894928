"""What the community has for somebody who lacks a level: a sheet to read, a question that was answered."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.enums import PracticeState, SpaceAccess
from community.models import PracticePage, Thread
from competencies.queries.gap_steps import Gap, GapStep, gap_steps
from core.addresses import address
from core.templatetags.formatting import day
from people.models import Person
from people.queries.audiences import network_audience_id


@gap_steps.register_class
class ReadSheet:
    """The sheet about it that helped most people, among those that the whole network reads."""

    key, order, shared = "practices", 30, True
    label = _("Fiches de pratique")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, Sequence[GapStep]]:
        sheets = PracticePage.objects.filter(
            competencies__in=[gap.competency for gap in gaps],
            state=PracticeState.PUBLISHED,
            audience=network_audience_id(),
        ).annotate(concerns=F("competencies"))
        best = sheets.order_by("concerns", "-useful_count", "-pk").distinct("concerns")
        rows = best.values_list("concerns", "pk", "slug", "title", "language", "useful_count")
        return {
            competency_id: [
                GapStep(
                    title=title,
                    url=address("community:practice-detail", f"{pk}-{slug}"),
                    reason=_useful(useful),
                    icon="file-check",
                    language=language,
                    kind="read_practice",
                    effort_minutes=15,
                    target=("community.practicepage", pk),
                )
            ]
            for competency_id, pk, slug, title, language, useful in rows
        }


def _useful(count: int) -> str:
    if not count:
        return gettext("Fiche de pratique à lire sur cette compétence.")
    words = ngettext("Fiche de pratique, utile à %(count)s membre.", "Fiche de pratique, utile à %(count)s membres.", count)
    return words % {"count": count}


@gap_steps.register_class
class ReadQuestion:
    """The last question about it that found an answer, among those of open spaces."""

    key, order, shared = "questions", 40, True
    label = _("Questions répondues")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, Sequence[GapStep]]:
        threads = Thread.objects.filter(space__access=SpaceAccess.OPEN, deleted_at=None).questions().exclude(accepted=None)
        threads = threads.filter(competencies__in=[gap.competency for gap in gaps]).annotate(concerns=F("competencies"))
        newest = threads.order_by("concerns", "-last_activity_at", "-pk").distinct("concerns")
        rows = newest.values_list("concerns", "pk", "title", "language", "last_activity_at")
        words = gettext("Question répondue, dernier mot le %(day)s.")
        return {
            competency_id: [
                GapStep(
                    title=title,
                    url=address("community:thread-detail", pk),
                    reason=words % {"day": day(timezone.localdate(last))},
                    icon="circle-check",
                    language=language,
                )
            ]
            for competency_id, pk, title, language, last in rows
        }
