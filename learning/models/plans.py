"""The development plan: goals, steps, agreement, comments. The person's own; shown to whom they choose, without levels."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, Evidence
from competencies.models.frameworks import in_language
from core.addresses import address
from job_profiles.models import JobProfile, ProfileVersion
from learning.enums import PlanState, ReachedBy, StepState
from people.models import Attachment, Person


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, person: Person | None) -> "PlanQuerySet":
        """One's own; others' plans are read through queries/plans.py, which looks at grants."""
        return self.filter(person=person) if person is not None else self.none()


class Plan(models.Model):
    """One per person and period (both days included). `edit` counts changes that an agreement covers."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    title = models.CharField(_("titre"), max_length=120)
    note = models.TextField(_("ce que je vise"), max_length=2000, blank=True)
    from_on = models.DateField(_("du"))
    to_on = models.DateField(_("au"))
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.ACTIVE)
    version = models.ForeignKey(ProfileVersion, models.PROTECT, null=True, blank=True, related_name="+")
    review_months = models.PositiveSmallIntegerField(_("un bilan aux"), default=3)
    reviewed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(_("prochain bilan"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    overdue_told_on = models.DateField(null=True, blank=True)
    edit = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan de développement")
        verbose_name_plural = _("plans de développement")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state=PlanState.ACTIVE), name="plan_one_active"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="plan_dates"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("learning:plan-detail", self.pk)


class Goal(models.Model):
    """A competency and the level aimed at in this plan. What a measure says of it (`reached_by`) is shown to nobody else."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("niveau visé"))
    order = models.PositiveSmallIntegerField(default=0)
    reached_on = models.DateField(null=True, blank=True)
    reached_by = models.CharField(max_length=8, choices=ReachedBy.choices, blank=True)

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "competency"], name="goal_unique"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="goal_level_1_to_4"),
            models.CheckConstraint(condition=Q(reached_on=None) ^ ~Q(reached_by=""), name="goal_reached_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.level}"


class Step(models.Model):
    """One thing to do. `kind`: key in the registry of step kinds (competencies.queries.plan_steps); `target`: the thing that
    it is about, when the network knows it; `done_by`: what completed it (« evidence:31 », « hand »); `before`: the state
    that an undo brings back; `heard`: events that moved it once, and never do again."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="steps")
    kind = models.CharField(max_length=30)
    title = models.CharField(_("étape"), max_length=200)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    why = models.CharField(_("pourquoi"), max_length=300, blank=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.BigIntegerField(null=True, blank=True)
    target = GenericForeignKey("content_type", "object_id")
    url = models.URLField(_("adresse"), max_length=500, blank=True)
    effort_minutes = models.PositiveIntegerField(_("effort"), null=True, blank=True)
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.TODO)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=60, blank=True)
    before = models.CharField(max_length=8, choices=StepState.choices, blank=True)
    heard = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    evidence = models.ForeignKey(Evidence, models.SET_NULL, null=True, blank=True, related_name="+")
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state=StepState.DONE) | Q(done_at__isnull=False), name="step_done_when"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="step_target")]

    def __str__(self) -> str:
        return self.title


class PlanAgreement(models.Model):
    """Both say yes to the plan as it stood at `edit`: the person asks a mentor or a manager to whom the plan is shown.
    `as_manager`: the partner stood above the person that day, so that the page can say when this is over."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="agreements")
    partner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    edit = models.PositiveIntegerField()
    as_manager = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("entente sur un plan")
        verbose_name_plural = _("ententes sur un plan")
        constraints = [models.UniqueConstraint(fields=["plan", "partner", "edit"], name="plan_agreement_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.partner_id}"


class PlanComment(models.Model):
    """Between the person and one of those to whom the plan is shown (`partner`): what one tells a mentor, a manager does not
    read. Without a partner: what the person noted at a review, for themselves."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    partner = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    body = models.TextField(_("commentaire"), max_length=4000)
    body_html = models.TextField(editable=False, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("commentaire sur un plan")
        verbose_name_plural = _("commentaires sur un plan")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.at:%Y-%m-%d}"


class PlanTemplate(models.Model):
    """What a newcomer to a profile does in the first 30, 60 and 90 days; `steps`: [{"by_days", "kind", "competency",
    "title_fr", "title_en", "why_fr", "why_en", "effort_hours"}]."""

    profile = models.ForeignKey(JobProfile, models.CASCADE, related_name="+")
    title_fr = models.CharField(_("titre"), max_length=160)
    title_en = models.CharField(_("titre anglais"), max_length=160, blank=True)
    steps = models.JSONField(default=list)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("modèle de plan")
        verbose_name_plural = _("modèles de plan")
        constraints = [models.UniqueConstraint(fields=["profile", "title_fr"], name="plan_template_unique")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)
