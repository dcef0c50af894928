"""What the community has for somebody who lacks a level: a sheet to read, a question that was answered."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.enums import PracticeState
from community.models import PracticePage, Thread
from competencies.queries.gap_steps import Gap, GapStep, gap_steps
from core.templatetags.formatting import day
from people.models import Person
from people.queries.audiences import audience_ids


@gap_steps.register_class
class ReadSheet:
    """The sheet about it that helped most people."""

    key, order = "practices", 30
    label = _("Fiches de pratique")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, GapStep]:
        sheets = PracticePage.objects.filter(
            competencies__in=[gap.competency for gap in gaps],
            state=PracticeState.PUBLISHED,
            audience__in=audience_ids(person),
        ).annotate(concerns=F("competencies"))
        best = sheets.order_by("concerns", "-useful_count", "-pk").distinct("concerns")
        return {
            sheet.concerns: GapStep(
                title=sheet.title,
                url=sheet.get_absolute_url(),
                reason=_useful(sheet.useful_count),
                icon="file-check",
                language=sheet.language,
            )
            for sheet in best
        }


def _useful(count: int) -> str:
    if not count:
        return gettext("Fiche de pratique à lire sur cette compétence.")
    words = ngettext("Fiche de pratique, utile à %(count)s membre.", "Fiche de pratique, utile à %(count)s membres.", count)
    return words % {"count": count}


@gap_steps.register_class
class ReadQuestion:
    """The last question about it that found an answer."""

    key, order = "questions", 40
    label = _("Questions répondues")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, GapStep]:
        threads = Thread.objects.visible_to(person).questions().exclude(accepted=None)
        threads = threads.filter(competencies__in=[gap.competency for gap in gaps]).annotate(concerns=F("competencies"))
        newest = threads.order_by("concerns", "-last_activity_at", "-pk").distinct("concerns")
        return {
            thread.concerns: GapStep(
                title=thread.title,
                url=thread.get_absolute_url(),
                reason=gettext("Question répondue, dernier mot le %(day)s.")
                % {"day": day(timezone.localdate(thread.last_activity_at))},
                icon="circle-check",
                language=thread.language,
            )
            for thread in newest
        }
