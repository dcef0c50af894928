"""Kinds of steps of a development plan that the community knows to be done."""

from django.utils.translation import gettext_lazy as _

from competencies.queries.step_kinds import StepKind, step_kinds

step_kinds.register(
    StepKind(
        key="read_practice",
        order=40,
        label=_("Fiche de pratique à lire"),
        icon="file-check",
        targets=("community.practicepage",),
        effort_minutes=15,
    )
)
step_kinds.register(
    StepKind(
        key="write_practice",
        order=50,
        label=_("Fiche de pratique à écrire"),
        icon="pencil",
        targets=("community.practicepage",),
        done_when=_("Se coche quand vous publiez une fiche sur cette compétence."),
        effort_minutes=120,
    )
)
step_kinds.register(
    StepKind(
        key="answer_question",
        order=60,
        label=_("Question à laquelle répondre"),
        icon="message-circle-question",
        targets=("community.thread",),
        done_when=_("Se coche quand votre réponse est acceptée."),
        effort_minutes=30,
    )
)
step_kinds.register(
    StepKind(
        key="event",
        order=70,
        label=_("Événement"),
        icon="calendar",
        targets=("community.event",),
        done_when=_("Se coche quand votre présence à l’événement est notée."),
        effort_minutes=90,
    )
)
