"""Intervention plans: from published needs to actions with seats, money and an expected effect."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, Snapshot
from competencies.models.frameworks import in_language
from competencies.models.publishing import organisations_read_by
from core.addresses import address
from learning.enums import ActionKind, ActionState, InterventionState, MoveKind, ProposalState
from learning.models.courses import Course
from learning.rules.interventions import STAGES, first_day, last_day
from people.models import Organisation, Person


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, person: Person | None) -> "InterventionQuerySet":
        """All for the strategic team; for a sectoral lead the own organisations', and the government's once adopted."""
        if person is None or not person.is_active:
            return self.none()
        led = organisations_read_by(person)
        if led is None:
            return self
        if not led:
            return self.none()
        return self.filter(Q(organisation__in=led) | Q(organisation=None) & ~Q(state=InterventionState.DRAFT))


class Intervention(models.Model):
    """« Plan d'intervention » of a ministry, or of the government (`organisation` empty). Eight stages T1 … T8 of a quarter
    each from `from_on`. `snapshot`: the published needs that it answers. `edit` grows with every change to the plan and to
    its actions, so that nobody adopts another plan than the one on the screen."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name_fr = models.CharField(_("nom"), max_length=160)
    name_en = models.CharField(_("nom anglais"), max_length=160, blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField(_("premier jour"))
    budget_cents = models.BigIntegerField(_("budget, en cents"), default=0)
    state = models.CharField(max_length=10, choices=InterventionState.choices, default=InterventionState.DRAFT)
    note = models.TextField(_("note"), blank=True)
    edit = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    objects = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan d’intervention")
        verbose_name_plural = _("plans d’intervention")
        constraints = [
            models.CheckConstraint(condition=Q(budget_cents__gte=0), name="intervention_budget"),
            models.CheckConstraint(
                condition=Q(state=InterventionState.DRAFT) | Q(adopted_at__isnull=False), name="intervention_adopted_when"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    @property
    def is_draft(self) -> bool:
        return self.state == InterventionState.DRAFT

    @property
    def last_on(self) -> dt.date:
        return last_day(self.from_on, STAGES)

    def get_absolute_url(self) -> str:
        return address("learning:intervention-detail", self.pk)


class InterventionProposal(models.Model):
    """What the optimiser was asked and what it answered, kept so that it can be read again.

    `asked`: what the form said. `inputs`: published gaps, offers and limits as they stood at that moment, and what was left
    out. `result`: sessions, seats, bound, reasons, and the same with less and with more money.
    """

    plan = models.ForeignKey(Intervention, models.CASCADE, related_name="proposals")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.COMPUTING)
    progress = models.PositiveSmallIntegerField(default=0)
    asked = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("proposition de séances")
        verbose_name_plural = _("propositions de séances")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=ProposalState.COMPUTING), name="proposal_one_computing"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="proposal_progress"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.asked_at:%Y-%m-%d}"

    @property
    def is_done(self) -> bool:
        """The answer may be read; what less and more money would do may still be under way (`progress` under 100)."""
        return self.state == ProposalState.DONE

    def get_absolute_url(self) -> str:
        return reverse("learning:proposal-detail", args=[self.plan_id, self.pk])


class InterventionAction(models.Model):
    """One action. Money in cents; `seats` planned; `stage` 1 … 8 (T1 … T8) to `last_stage`; `proposed`: by the optimiser, in
    `proposal`. `spent_cents`: what was really spent so far, as its owner says; None: not said. `edit`: of this action."""

    plan = models.ForeignKey(Intervention, models.CASCADE, related_name="actions")
    kind = models.CharField(max_length=10, choices=ActionKind.choices)
    title_fr = models.CharField(_("action"), max_length=200)
    title_en = models.CharField(_("action, en anglais"), max_length=200, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    stage = models.PositiveSmallIntegerField(_("étape"), default=1)
    last_stage = models.PositiveSmallIntegerField(_("jusqu’à l’étape"), default=1)
    population = models.CharField(_("population"), max_length=200, blank=True)
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="+")
    sessions = models.PositiveSmallIntegerField(_("séances"), default=0)
    seats = models.PositiveIntegerField(_("places"), default=0)
    cost_cents = models.BigIntegerField(_("coût, en cents"), default=0)
    budget_line = models.CharField(_("poste budgétaire"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.PLANNED)
    why = models.CharField(_("pourquoi"), max_length=500, blank=True)
    proposed = models.BooleanField(default=False)
    proposal = models.ForeignKey(InterventionProposal, models.SET_NULL, null=True, blank=True, related_name="taken")
    spent_cents = models.BigIntegerField(_("dépensé, en cents"), null=True, blank=True)
    edit = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("action d’un plan d’intervention")
        verbose_name_plural = _("actions d’un plan d’intervention")
        ordering = ["stage", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__gte=1, last_stage__lte=8, last_stage__gte=F("stage")), name="intervention_stages"
            ),
            models.CheckConstraint(condition=Q(cost_cents__gte=0), name="intervention_cost"),
            models.CheckConstraint(condition=Q(spent_cents=None) | Q(spent_cents__gte=0), name="intervention_spent"),
            models.UniqueConstraint(
                fields=["proposal", "course"], condition=Q(proposal__isnull=False), name="intervention_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)

    @property
    def stages(self) -> str:
        """« T1 », « T1 – T3 »."""
        return f"T{self.stage}" if self.stage == self.last_stage else f"T{self.stage}\u00a0– T{self.last_stage}"

    @property
    def first_on(self) -> dt.date:
        return first_day(self.plan.from_on, self.stage)

    @property
    def last_on(self) -> dt.date:
        return last_day(self.plan.from_on, self.last_stage)


class ExpectedEffect(models.Model):
    """Gaps that the action is expected to close, in one competency: a number of the plan, nobody was counted."""

    action = models.ForeignKey(InterventionAction, models.CASCADE, related_name="effects")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(_("écarts comblés"))

    class Meta:
        verbose_name = _("effet attendu")
        verbose_name_plural = _("effets attendus")
        constraints = [models.UniqueConstraint(fields=["action", "competency"], name="expected_effect_unique")]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.people}"


class InterventionMove(models.Model):
    """What happened to a plan: who, when, which action (`subject`: its name of then). Nothing changes in silence."""

    plan = models.ForeignKey(Intervention, models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=12, choices=MoveKind.choices)
    subject = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mouvement d’un plan d’intervention")
        verbose_name_plural = _("mouvements d’un plan d’intervention")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind}"
