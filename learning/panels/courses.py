"""Courses on pages of the apps below: what one follows, competencies, topics, steps towards a level, one's own data."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from activity.queries.targets import TargetCard, target_kinds, type_id
from competencies.models import Competency, Topic
from competencies.queries.attachments import Attached, competency_panels, topic_panels
from competencies.queries.frameworks import level_names
from competencies.queries.gap_steps import MOST, Gap, GapStep, gap_steps
from job_profiles.models import ProfileVersion
from job_profiles.queries.impact import Impact, ImpactLine, impact_providers
from learning.actions.course_ratings import forget_ratings
from learning.actions.wishes import forget_old_wishes, forget_wishes
from learning.models import Course
from learning.queries import courses as queries
from learning.queries import my_courses
from learning.queries.course_cards import availability_of
from learning.queries.course_steps import Leading, carrying, courses_toward, leading_to, raising
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules

SHOWN = 5


@target_kinds.register_class
class CourseTarget:
    """Who follows a course hears of its new sessions."""

    key, order, icon = "learning.course", 18, "graduation-cap"
    label = _("Formations")

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = queries.visible_to(viewer).filter(pk__in=ids).select_related("provider")
        return {one.pk: TargetCard(one.title, one.get_absolute_url(), one.provider.name) for one in found}


def _catalogue(**asked: str) -> str:
    return f"{reverse('learning:course-list')}?{urlencode(asked)}"


@competency_panels.register_class
class CompetencyCourses:
    key, order, icon = "courses", 25, "graduation-cap"
    label = _("Formations")
    empty = _("Les formations qui développent cette compétence paraîtront ici, avec leur prochaine séance.")
    template = "learning/panels/about_courses.html"

    def load(self, target: Competency, viewer: Person, at: dt.datetime) -> Attached:
        cards, count = raising(target, at, SHOWN)
        return Attached(rows=cards, count=count, url=_catalogue(competence=target.code) if count > len(cards) else "")


@topic_panels.register_class
class TopicCourses:
    key, order, icon = "courses", 25, "graduation-cap"
    label = _("Formations")
    empty = _("Les formations sur ce sujet paraîtront ici, avec leur prochaine séance.")
    template = "learning/panels/about_courses.html"

    def load(self, target: Topic, viewer: Person, at: dt.datetime) -> Attached:
        cards, count = carrying(target.pk, type_id(Course), at, SHOWN)
        return Attached(rows=cards, count=count, url=_catalogue(etiquette=target.slug) if count > len(cards) else "")


@gap_steps.register_class
class TakeCourse:
    """The courses that lead to the level, or nearest below it: see queries/course_steps.py for which comes first."""

    key, order, shared = "courses", 10, True
    label = _("Formations")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, Sequence[GapStep]]:
        found = leading_to(((gap.competency.pk, gap.level) for gap in gaps), at, MOST)
        names = level_names()
        steps: dict[int, Sequence[GapStep]] = {}
        for gap in gaps:
            leading = found.get((gap.competency.pk, gap.level), [])
            if leading:
                steps[gap.competency.pk] = [_step(one, gap.level, names) for one in leading]
        return steps


def _step(leading: Leading, level: int, names: Mapping[int, str]) -> GapStep:
    card, reached = leading.card, names.get(leading.to_level, str(leading.to_level))
    words = gettext("Cette formation mène au niveau visé, %(level)s.")
    if leading.to_level < level:
        words = gettext("Cette formation mène au niveau %(level)s, une étape vers celui que vous visez.")
    return GapStep(
        title=card.title,
        url=card.get_absolute_url(),
        reason=words % {"level": reached},
        icon="monitor-play" if card.self_paced else "graduation-cap",
        language=card.text_language,
        kind="online_course" if card.self_paced else "course_session",
        effort_minutes=card.minutes,
        availability=availability_of(card),
        target=("learning.course", card.pk),
    )


def _forget_ratings(person: Person) -> int:
    return forget_ratings(person=person)


def _forget_wishes(person: Person) -> int:
    return forget_wishes(person=person)


def _export(key: str, order: int, label: Any, export: Any, erase: Any) -> None:
    data_exporters.register(DataExporter(key=key, order=order, label=label, export=export, erase=erase))


_export("course-ratings", 66, _("Avis sur des formations"), my_courses.rating_rows, _forget_ratings)
_export("course-shown", 67, _("Formations que je montre avoir suivies"), my_courses.shown_rows, None)
_export("course-wishes", 68, _("Formations que j’ai demandées"), my_courses.wish_rows, _forget_wishes)
retention_rules.register(
    RetentionRule(
        key="course-wishes",
        order=70,
        label=_("Formations demandées"),
        keeps=_("3 ans, ou un an après la réponse"),
        apply=forget_old_wishes,
    )
)


@impact_providers.register_class
class CoursesToward:
    """Whether the catalogue leads to the levels that a version asks for: counts of courses, of nobody."""

    key, order = "courses", 20
    label = _("Formations qui y mènent")
    empty = _("Le nombre de formations qui mènent à chaque niveau demandé paraîtra ici.")

    def load(self, version: ProfileVersion, before: ProfileVersion | None, viewer: Person, at: dt.datetime) -> Impact:
        rows = courses_toward(version)
        covered = sum(one.courses > 0 for one in rows)
        if not rows:
            return Impact()
        words = ngettext("%(covered)d compétence sur %(all)d", "%(covered)d compétences sur %(all)d", covered)
        missing = ", ".join(one.name for one in rows if not one.courses)
        note = gettext("Sans formation jusqu’au niveau demandé\xa0: %(names)s.") % {"names": missing} if missing else ""
        line = ImpactLine(
            gettext("Une formation mène au niveau demandé"), words % {"covered": covered, "all": len(rows)}, note
        )
        return Impact(lines=[line])
