"""Plans among a person's own data, as flat rows: « Télécharger mes données ». Columns are French words."""

from typing import Any

from django.db.models import Q

from learning.models import Goal, Plan, PlanAgreement, PlanComment, Step
from people.models import Person

Rows = list[dict[str, Any]]


def plan_rows(person: Person) -> Rows:
    rows = Plan.objects.filter(person=person).select_related("version__profile").order_by("created_at", "pk")
    return [
        {
            "plan": row.pk, "titre": row.title, "ce que je vise": row.note, "du": row.from_on, "au": row.to_on,
            "état": str(row.get_state_display()), "profil": row.version.profile.name_fr if row.version else "",
            "version du profil": row.version.number if row.version else "", "prochain bilan": row.review_on,
            "dernier bilan": row.reviewed_on, "commencé": row.created_at, "terminé": row.closed_at,
        }
        for row in rows
    ]  # fmt: skip


def goal_rows(person: Person) -> Rows:
    rows = Goal.objects.filter(plan__person=person).select_related("competency").order_by("plan", "order", "pk")
    return [
        {
            "plan": row.plan_id, "compétence": row.competency.code, "nom": row.competency.name_fr, "niveau visé": row.level,
            "atteint le": row.reached_on, "selon": str(row.get_reached_by_display()),
        }
        for row in rows
    ]  # fmt: skip


def step_rows(person: Person) -> Rows:
    rows = Step.objects.filter(plan__person=person).select_related("goal__competency").prefetch_related("files")
    return [
        {
            "plan": row.plan_id, "étape": row.title, "sorte": row.kind, "pour": row.goal.competency.code if row.goal else "",
            "pourquoi": row.why, "note": row.note, "adresse": row.url, "minutes": row.effort_minutes,
            "échéance": row.due_on, "état": str(row.get_state_display()), "faite le": row.done_at, "par": row.done_by,
            "fichiers": "; ".join(file.name for file in row.files.all()), "ajoutée": row.created_at,
        }
        for row in rows.order_by("plan", "order", "pk")
    ]  # fmt: skip


def comment_rows(person: Person) -> Rows:
    """One's own words, and what others wrote about one's plans."""
    rows = PlanComment.objects.filter(Q(author=person) | Q(plan__person=person)).select_related("author", "partner", "plan")
    return [
        {
            "plan": row.plan_id, "de": row.author.name, "échange avec": row.partner.name if row.partner else "",
            "message": row.body, "le": row.at,
        }
        for row in rows.order_by("at", "pk")
    ]  # fmt: skip


def agreement_rows(person: Person) -> Rows:
    rows = PlanAgreement.objects.filter(Q(partner=person) | Q(plan__person=person)).select_related("partner", "plan__person")
    return [
        {
            "plan": row.plan_id, "personne": row.plan.person.name, "avec": row.partner.name, "demandée": row.asked_at,
            "donnée": row.agreed_at, "retirée": row.withdrawn_at,
        }
        for row in rows.order_by("asked_at", "pk")
    ]  # fmt: skip
