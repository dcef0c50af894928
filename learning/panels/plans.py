"""The plan on other pages: the next step on the home page, ways to work on a gap, one's own data, how long it is kept."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from competencies.queries.gap_steps import Gap, GapStep, gap_steps
from competencies.queries.next_steps import NextStep, next_steps
from core.templatetags.formatting import day
from learning.actions import plan_retention
from learning.queries import my_plans
from learning.queries.plan_days import first_due
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules

WEEK = dt.timedelta(days=7)


@next_steps.register_class
class StepThisWeek:
    """An open step of the plan that is due within a week, or late."""

    key, order = "plan-etape", 20

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        today = timezone.localdate(at)
        step = first_due(person, by=today + WEEK)
        if step is None or step.due_on is None:
            return None
        late = step.due_on < today
        words = gettext("elle était prévue le %(day)s.") if late else gettext("elle est prévue le %(day)s.")
        done, total = step.done, step.total  # type: ignore[attr-defined]
        return NextStep(
            title=step.title,
            url=f"{reverse('learning:plan-detail', args=[step.plan_id])}#etape-{step.pk}",
            reason=words % {"day": day(step.due_on, year=False)},
            action=gettext("Voir mon plan"),
            note=gettext("Plan\xa0: %(done)d étapes sur %(total)d") % {"done": done, "total": total},
            done=done,
            total=total,
        )


@gap_steps.register_class
class WorkOnIt:
    """What can always be planned: work itself, somebody to talk with, a sheet to write."""

    key, order, shared = "plan-work", 90, False
    label = _("Par le travail et les autres")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, Sequence[GapStep]]:
        return {gap.competency.pk: [_mandate(gap), *([_mentor(gap)] if gap.level > 1 else [_sheet(gap)])] for gap in gaps}


def _mandate(gap: Gap) -> GapStep:
    return GapStep(
        title=gettext("Prendre un mandat qui demande de\xa0: %(name)s") % {"name": gap.competency.name},
        url=gap.competency.get_absolute_url(),
        reason=gettext("On apprend surtout en faisant\xa0: parlez-en à votre gestionnaire."),
        icon="briefcase",
        kind="work_assignment",
        effort_minutes=600,
    )


def _mentor(gap: Gap) -> GapStep:
    return GapStep(
        title=gettext("En parler avec une mentore ou un mentor\xa0: %(name)s") % {"name": gap.competency.name},
        url=gap.competency.get_absolute_url(),
        reason=gettext("Quelqu’un qui l’a fait vous évite des détours."),
        icon="users",
        kind="mentoring",
        effort_minutes=180,
    )


def _sheet(gap: Gap) -> GapStep:
    return GapStep(
        title=gettext("Écrire une fiche de pratique\xa0: %(name)s") % {"name": gap.competency.name},
        url=reverse("community:practice-create"),
        reason=gettext("Expliquer ce qu’on a essayé fixe ce qu’on a appris."),
        icon="pencil",
        kind="write_practice",
        effort_minutes=120,
    )


data_exporters.register(
    DataExporter(
        key="plans", order=55, label=_("Plans de développement"), export=my_plans.plan_rows, erase=plan_retention.erase
    )
)
for _order, (_key, _label, _export) in enumerate(
    [
        ("plan-goals", _("Objectifs de mes plans"), my_plans.goal_rows),
        ("plan-steps", _("Étapes de mes plans"), my_plans.step_rows),
        ("plan-comments", _("Messages à propos de plans"), my_plans.comment_rows),
        ("plan-agreements", _("Ententes sur des plans"), my_plans.agreement_rows),
    ]
):
    data_exporters.register(DataExporter(key=_key, order=56 + _order, label=_label, export=_export))
retention_rules.register(
    RetentionRule(
        key="plans-closed", order=68, label=_("Plans de développement terminés"), keeps=_("5 ans"),
        apply=plan_retention.forget_closed,
    )
)  # fmt: skip
retention_rules.register(
    RetentionRule(
        key="plans-left", order=69, label=_("Plans de qui a quitté le réseau"), keeps=_("30 jours"),
        apply=plan_retention.forget_of_who_left,
    )
)  # fmt: skip
