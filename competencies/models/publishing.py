"""What one person counts for in published figures (private, read by the publisher alone), and the figures, frozen.

Nobody else counts people by competency: tests/architecture/test_one_publisher.py. Why and how: docs/decisions/0015.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.enums import FigureFamily, FigureTable, ShareBand, SnapshotState
from competencies.models.frameworks import Competency, in_language
from people.enums import RoleKind
from people.models import Organisation, Person, Team
from people.permissions import holds, holds_network_wide, roles_of

_KEPT = """
IF OLD.state = 'published' THEN
  RAISE EXCEPTION 'competencies: snapshot % is published, it cannot change', OLD.id USING ERRCODE = 'check_violation';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def _parts_kept(column: str = "snapshot_id") -> pgtrigger.Trigger:
    """Rows of a snapshot are written before it is published, and never again touched."""
    body = f"""
IF (TG_OP <> 'DELETE' AND EXISTS (
      SELECT 1 FROM competencies_snapshot s WHERE s.id = NEW.{column} AND s.state = 'published'))
   OR (TG_OP <> 'INSERT' AND EXISTS (
      SELECT 1 FROM competencies_snapshot s WHERE s.id = OLD.{column} AND s.state = 'published')) THEN
  RAISE EXCEPTION 'competencies: figures of a published snapshot cannot change' USING ERRCODE = 'check_violation';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""  # noqa: S608
    return pgtrigger.Trigger(
        name="kept",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=body,
    )


class Contribution(models.Model):
    """What a person gives to one competency in one source of figures, with the place and profile of that moment.

    `occasion`: « campaign:12 » or « standing ». `measure`: a number drawn anew whenever what is measured changes, so that
    the audit tells a person measured again from one who was not. Rows of a campaign go once its snapshot is published.
    """

    family = models.CharField(max_length=12, choices=FigureFamily.choices)
    occasion = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    profile = models.CharField(max_length=60, blank=True)
    profile_fr = models.CharField(max_length=200, blank=True)
    profile_en = models.CharField(max_length=200, blank=True)
    target = models.PositiveSmallIntegerField()
    p_gap = models.FloatField()
    measure = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("contribution à un portrait")
        verbose_name_plural = _("contributions à un portrait")
        constraints = [
            models.UniqueConstraint(fields=["family", "occasion", "person", "competency"], name="contribution_once"),
            models.CheckConstraint(condition=Q(p_gap__gte=0, p_gap__lte=1), name="contribution_probability"),
        ]
        indexes = [models.Index(fields=["person"], name="contribution_of_person")]

    def __str__(self) -> str:
        return f"{self.family} {self.occasion}"


class Contributor(models.Model):
    """The number under which the audit knows a person through all snapshots. An erasure empties `person`: what is left is a
    number without a name, which keeps later figures from giving that person away by difference."""

    person = models.OneToOneField(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("numéro d’audit")
        verbose_name_plural = _("numéros d’audit")

    def __str__(self) -> str:
        return str(self.pk)


def organisations_read_by(person: Person) -> set[int] | None:
    """Ids of the organisations whose figures the person reads; None: all (the strategic team)."""
    if holds_network_wide(person, RoleKind.STRATEGIC_TEAM) or holds_network_wide(person, RoleKind.SECTORAL_LEAD):
        return None
    scopes = {held.organisation_id for held in roles_of(person) if held.role == RoleKind.SECTORAL_LEAD}
    return {scope for scope in scopes if scope is not None and holds(person, RoleKind.SECTORAL_LEAD, scope)}


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def published(self) -> "SnapshotQuerySet":
        return self.filter(state=SnapshotState.PUBLISHED)

    def visible_to(self, viewer: Person | None) -> "SnapshotQuerySet":
        """All for the strategic team; for a sectoral lead, the government's and those of the own organisations."""
        if viewer is None or not viewer.is_active:
            return self.none()
        led = organisations_read_by(viewer)
        if led is None:
            return self
        return self.filter(Q(organisation=None) | Q(organisation__in=led)) if led else self.none()


class Snapshot(models.Model):
    """Figures taken at one moment. `organisation` empty: the government. `names`: teams and profiles as they were called,
    {"profiles": {code: [fr, en]}, "teams": {id: name}}. A trigger keeps it once it is published."""

    family = models.CharField(max_length=12, choices=FigureFamily.choices)
    occasion = models.CharField(max_length=40)
    label_fr = models.CharField(max_length=160)
    label_en = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=SnapshotState.choices, default=SnapshotState.COMPUTING)
    progress = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    rules = models.PositiveSmallIntegerField()
    names = models.JSONField(default=dict)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("portrait publié")
        verbose_name_plural = _("portraits publiés")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "occasion"], condition=Q(state=SnapshotState.COMPUTING), name="snapshot_one_computing"
            ),
            models.CheckConstraint(
                condition=~Q(state=SnapshotState.PUBLISHED) | Q(published_at__isnull=False), name="snapshot_published_when"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="snapshot_progress"),
        ]
        triggers = [
            pgtrigger.Trigger(name="kept", when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=_KEPT)
        ]
        indexes = [models.Index(F("family"), F("published_at").desc(), name="snapshot_newest")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.label_fr, self.label_en)

    @property
    def is_published(self) -> bool:
        return self.state == SnapshotState.PUBLISHED

    def profile_name(self, code: str) -> str:
        names = self.names.get("profiles", {}).get(code)
        return in_language(*names) if names else code

    def team_name(self, team_id: int | None) -> str:
        return str(_("Sans équipe")) if team_id is None else self.names.get("teams", {}).get(str(team_id), "")


class Figure(models.Model):
    """One cell: a rounded number of people, and a share of them in steps of five points or as a band; or hidden, and nothing
    tells which of the reasons it was, for that would tell counts. `gap_people` follows from the two that are published,
    never from the true sum. Without competency: participation."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="figures")
    table = models.CharField(max_length=20, choices=FigureTable.choices)
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.DO_NOTHING, db_constraint=False, null=True, blank=True, related_name="+")
    profile = models.CharField(max_length=60, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    gap_people = models.PositiveIntegerField(null=True, blank=True)
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    band = models.CharField(max_length=6, choices=ShareBand.choices, blank=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("chiffre publié")
        verbose_name_plural = _("chiffres publiés")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "table", "competency", "organisation", "team", "profile"],
                nulls_distinct=False,
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=Q(hidden=False, people__gte=5) | Q(hidden=True, people=None, gap_people=None, share=None, band=""),
                name="figure_hidden_is_empty",
            ),
        ]
        triggers = [_parts_kept()]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.table}"


class AuditMark(models.Model):
    """Who was counted in a snapshot, by number alone, and for which competencies: what the audit of all later figures needs.

    `measures[i]` is the measure of `competencies[i]`. No level, no gap. Read by the publisher, by nobody else.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="+")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    organisation_key = models.BigIntegerField()
    team_key = models.BigIntegerField(null=True, blank=True)
    profile = models.CharField(max_length=60, blank=True)
    competencies = ArrayField(models.BigIntegerField())
    measures = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("marque d’audit")
        verbose_name_plural = _("marques d’audit")
        constraints = [models.UniqueConstraint(fields=["snapshot", "contributor"], name="audit_mark_once")]
        triggers = [_parts_kept()]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.contributor_id}"
