"""Intervention plans: from published needs to actions with seats, money and an expected effect."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, Snapshot
from competencies.models.frameworks import in_language
from learning.enums import ActionKind, ActionState, InterventionState
from learning.models.courses import Course
from people.enums import RoleKind
from people.models import Organisation, Person
from people.permissions import holds_network_wide, roles_of


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, person: Person | None) -> "InterventionQuerySet":
        """All for the strategic team; for a sectoral lead the own organisations', and the government's once adopted."""
        if person is None or not person.is_active:
            return self.none()
        if holds_network_wide(person, RoleKind.STRATEGIC_TEAM):
            return self
        led = [held.organisation_id for held in roles_of(person) if held.role == RoleKind.SECTORAL_LEAD]
        if not led:
            return self.none()
        if None in led:
            return self
        return self.filter(Q(organisation__in=led) | Q(organisation=None, state=InterventionState.ADOPTED))


class Intervention(models.Model):
    """« Plan d'intervention » of a ministry, or of the government (`organisation` empty). Eight stages T1 … T8 of a quarter
    each from `from_on`. `snapshot`: the published needs that it answers."""

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


class InterventionAction(models.Model):
    """One action. Money in cents; `seats` planned; `stage` 1 … 8 (T1 … T8) to `last_stage`; `proposed`: by the optimiser."""

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
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)


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
