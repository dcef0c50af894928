"""Courses at one's own pace: among a person's data, how long tries are kept; the door of /cms/ for who writes courses."""

from django.utils.translation import gettext_lazy as _

from learning.actions import lesson_retention
from learning.permissions.writing import writes_some_course
from learning.queries import lesson_data
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, editor_doors, retention_rules


@editor_doors.register_class
class CourseDoor:
    key = "courses"
    order = 10
    prefixes: tuple[str, ...] = (
        "snippets/learning/coursewriting/", "snippets/learning/lessonfile/", "snippets/choose/learning/lessonfile/",
        "editing-sessions/ping/learning/coursewriting/", "editing-sessions/ping/learning/lessonfile/",
    )  # fmt: skip

    def opens(self, person: Person) -> bool:
        return writes_some_course(person)


for _order, (_key, _label, _export) in enumerate(
    [
        ("courses-followed", _("Cours suivis à son rythme"), lesson_data.following_rows),
        ("quiz-answers", _("Réponses aux questionnaires"), lesson_data.answer_rows),
    ]
):
    data_exporters.register(DataExporter(key=_key, order=56 + _order, label=_label, export=_export))
retention_rules.register(
    RetentionRule(
        key="quiz-answers", order=68, label=_("Réponses aux questionnaires des cours"),
        keeps=_("2 ans après la dernière étape du cours"), apply=lesson_retention.forget_answers,
    )
)  # fmt: skip
retention_rules.register(
    RetentionRule(
        key="lesson-files", order=69, label=_("Fichiers de cours jamais publiés"), keeps=_("1 an"),
        apply=lesson_retention.forget_files,
    )
)  # fmt: skip
