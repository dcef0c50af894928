"""Kinds of steps that the learning app knows; those of other apps stand in their own panels."""

from django.utils.translation import gettext_lazy as _

from competencies.queries.step_kinds import StepKind, step_kinds

COURSE = ("learning.course",)

step_kinds.register(
    StepKind(
        key="course_session",
        order=10,
        label=_("Formation en groupe"),
        icon="presentation",
        targets=COURSE,
        done_when=_("Se coche quand votre présence à une séance est notée."),
        effort_minutes=360,
    )
)
step_kinds.register(
    StepKind(
        key="online_course",
        order=20,
        label=_("Cours à votre rythme"),
        icon="monitor-play",
        targets=COURSE,
        done_when=_("Se coche quand vous terminez le cours."),
        effort_minutes=120,
    )
)
step_kinds.register(StepKind(key="mentoring", order=30, label=_("Mentorat"), icon="users", effort_minutes=180))
step_kinds.register(StepKind(key="book", order=80, label=_("Livre ou lecture"), icon="book-open", effort_minutes=240))
step_kinds.register(
    StepKind(key="work_assignment", order=90, label=_("Mandat au travail"), icon="briefcase", effort_minutes=600)
)
step_kinds.register(StepKind(key="other", order=99, label=_("Autre"), icon="circle-dot"))
