"""Versions of a profile, what they require, where they lead. A version that left drafting never changes (triggers)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models.frameworks import in_language
from job_profiles.enums import VersionState
from job_profiles.models.profiles import JobProfile
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds

# Read in lists and on pages: the version in force, else the proposal.
STANDING = (VersionState.IN_FORCE, VersionState.PROPOSAL)
PUBLIC = (
    VersionState.PROPOSAL,
    VersionState.CONSULTATION,
    VersionState.APPROVED,
    VersionState.IN_FORCE,
    VersionState.RETIRED,
)
IN_THE_MAKING = (VersionState.DRAFT, VersionState.CONSULTATION)
# Bilingual texts of a version; those of LINES hold one item a line.
LINES = ("responsibilities", "deliverables", "tools", "indicators")
TEXTS = ("title", "mission", *LINES)

_UNCHANGING = """
IF OLD.state NOT IN ('draft', 'consultation')
   OR (OLD.state = 'consultation' AND (OLD.submitted_at IS NOT NULL OR EXISTS (
     SELECT 1 FROM job_profiles_round WHERE version_id = OLD.id AND closed_at IS NULL)))
THEN
  IF (to_jsonb(NEW) - ARRAY['state', 'effective_on', 'until_on', 'decided_at', 'submitted_at', 'submitted_by_id'])
     IS DISTINCT FROM
     (to_jsonb(OLD) - ARRAY['state', 'effective_on', 'until_on', 'decided_at', 'submitted_at', 'submitted_by_id']) THEN
    RAISE EXCEPTION 'job_profiles: version % is %, its text cannot change', OLD.id, OLD.state
      USING ERRCODE = 'check_violation';
  END IF;
END IF;
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY (ARRAY[
  'draft>proposal', 'draft>consultation', 'draft>retired', 'proposal>retired', 'consultation>draft', 'consultation>approved',
  'approved>in_force', 'approved>retired', 'in_force>retired']) THEN
  RAISE EXCEPTION 'job_profiles: version % cannot go from % to %', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_KEPT = """
IF OLD.state <> 'draft' THEN
  RAISE EXCEPTION 'job_profiles: version % is %, it is kept', OLD.id, OLD.state USING ERRCODE = 'check_violation';
END IF;
RETURN OLD;
"""
_FROZEN = """(v.state NOT IN ('draft', 'consultation')
  OR (v.state = 'consultation' AND (v.submitted_at IS NOT NULL OR EXISTS (
  SELECT 1 FROM job_profiles_round r WHERE r.version_id = v.id AND r.closed_at IS NULL))))"""
_PARTS_BODY = f"""
IF TG_OP = 'INSERT' THEN
  SELECT count(*) INTO frozen FROM job_profiles_profileversion v WHERE v.id = NEW.version_id AND {_FROZEN};
ELSIF TG_OP = 'DELETE' THEN
  SELECT count(*) INTO frozen FROM job_profiles_profileversion v WHERE v.id = OLD.version_id AND {_FROZEN};
ELSE
  SELECT count(*) INTO frozen FROM job_profiles_profileversion v
    WHERE v.id IN (OLD.version_id, NEW.version_id) AND {_FROZEN};
END IF;
IF frozen > 0 THEN
  RAISE EXCEPTION 'job_profiles: a version that left drafting keeps its parts' USING ERRCODE = 'check_violation';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""  # noqa: S608


def parts_unchanging() -> pgtrigger.Trigger:
    """Parts of a version are as unchanging as the version."""
    return pgtrigger.Trigger(
        name="unchanging",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_PARTS_BODY,
        declare=[("frozen", "integer")],
    )


class ProfileVersionQuerySet(models.QuerySet["ProfileVersion"]):
    def visible_to(self, person: Person | None) -> "ProfileVersionQuerySet":
        """What left drafting is open to every member; drafts to who owns profiles and to the strategic team."""
        if person is None:
            return self.none()
        if any(holds(person, role) for role in (RoleKind.PROFILE_OWNER, RoleKind.STRATEGIC_TEAM)):
            return self
        return self.filter(state__in=PUBLIC)

    def standing(self) -> "ProfileVersionQuerySet":
        """In force or proposed: what one reads as « the profile »."""
        return self.filter(state__in=STANDING)

    def official(self) -> "ProfileVersionQuerySet":
        """Approved once: approved, in force, retired after approval."""
        return self.filter(state__in=(VersionState.APPROVED, VersionState.IN_FORCE, VersionState.RETIRED)).exclude(
            decided_at=None
        )


class ProfileVersion(models.Model):
    """One numbered description. Texts are plain; those of LINES hold one item a line. `edit` counts saved edits of a draft:
    who saves says which one they began from, so that nobody overwrites in silence. `effective_on` and `until_on` are both
    included (of an approved version `effective_on` is the day to come). `language`: the one it was written in first.
    `submitted_at`: it waits for the decision of the strategic team, its text is frozen; `decided_at`: when they approved it.
    """

    profile = models.ForeignKey(JobProfile, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    title_fr = models.CharField(_("titre"), max_length=200, blank=True)
    title_en = models.CharField(_("titre anglais"), max_length=200, blank=True)
    mission_fr = models.TextField(_("mission"), blank=True)
    mission_en = models.TextField(_("mission, en anglais"), blank=True)
    responsibilities_fr = models.TextField(_("responsabilités"), blank=True)
    responsibilities_en = models.TextField(_("responsabilités, en anglais"), blank=True)
    deliverables_fr = models.TextField(_("livrables habituels"), blank=True)
    deliverables_en = models.TextField(_("livrables habituels, en anglais"), blank=True)
    tools_fr = models.TextField(_("outils de travail"), blank=True)
    tools_en = models.TextField(_("outils de travail, en anglais"), blank=True)
    indicators_fr = models.TextField(_("indicateurs"), blank=True)
    indicators_en = models.TextField(_("indicateurs, en anglais"), blank=True)
    change_note_fr = models.TextField(_("ce qui change"), blank=True)
    change_note_en = models.TextField(_("ce qui change, en anglais"), blank=True)
    framework = models.ForeignKey("competencies.Framework", models.PROTECT, related_name="+")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    edit = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField(_("en vigueur depuis"), null=True, blank=True)
    until_on = models.DateField(_("en vigueur jusqu’au"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version de profil")
        verbose_name_plural = _("versions de profil")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_version_unique"),
            models.UniqueConstraint(
                fields=["profile"], condition=Q(state=VersionState.IN_FORCE), name="profile_version_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["profile"],
                condition=Q(state__in=IN_THE_MAKING),
                name="profile_version_one_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("effective_on")), name="profile_version_dates"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(VersionState.APPROVED, VersionState.IN_FORCE)) | Q(decided_at__isnull=False),
                name="profile_version_approved_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.IN_FORCE) | Q(effective_on__isnull=False),
                name="profile_version_in_force_since",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="unchanging", when=pgtrigger.Before, operation=pgtrigger.Update, func=_UNCHANGING),
            pgtrigger.Trigger(name="kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=_KEPT),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} v{self.number}"

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)

    @property
    def mission(self) -> str:
        return in_language(self.mission_fr, self.mission_en)

    @property
    def change_note(self) -> str:
        return in_language(self.change_note_fr, self.change_note_en)

    @property
    def responsibilities(self) -> list[str]:
        return self.lines("responsibilities")

    @property
    def deliverables(self) -> list[str]:
        return self.lines("deliverables")

    @property
    def tools(self) -> list[str]:
        return self.lines("tools")

    @property
    def indicators(self) -> list[str]:
        return self.lines("indicators")

    def lines(self, name: str) -> list[str]:
        """Items of one of LINES in the language of the page, empty lines left out."""
        text = in_language(getattr(self, f"{name}_fr"), getattr(self, f"{name}_en"))
        return [line.strip() for line in text.splitlines() if line.strip()]

    @property
    def in_the_making(self) -> bool:
        return self.state in IN_THE_MAKING

    def get_absolute_url(self) -> str:
        """The permanent address of this version. The profile is to be joined."""
        return f"{self.profile.get_absolute_url()}versions/{self.number}/"


class Requirement(models.Model):
    """The level that a version asks for in one competency; `essential`, else an asset; why this profile needs it."""

    version = models.ForeignKey(ProfileVersion, models.CASCADE, related_name="requirements")
    competency = models.ForeignKey("competencies.Competency", models.PROTECT, related_name="requirements")
    level = models.PositiveSmallIntegerField()
    essential = models.BooleanField(_("essentielle"), default=True)
    why_fr = models.TextField(_("pourquoi"), blank=True)
    why_en = models.TextField(_("pourquoi, en anglais"), blank=True)

    class Meta:
        verbose_name = _("exigence")
        verbose_name_plural = _("exigences")
        constraints = [
            models.UniqueConstraint(fields=["version", "competency"], name="requirement_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="requirement_level_1_to_4"),
        ]
        triggers = [parts_unchanging()]

    def __str__(self) -> str:
        return f"{self.competency_id} ≥ {self.level}"

    @property
    def why(self) -> str:
        return in_language(self.why_fr, self.why_en)


class CareerMove(models.Model):
    """From a version's profile to another: what carries over, what is to be learned."""

    version = models.ForeignKey(ProfileVersion, models.CASCADE, related_name="moves")
    to = models.ForeignKey(JobProfile, models.PROTECT, related_name="moves_here")
    note_fr = models.TextField(_("ce qui sert, ce qui s’apprend"), blank=True)
    note_en = models.TextField(_("ce qui sert, ce qui s’apprend, en anglais"), blank=True)

    class Meta:
        verbose_name = _("mobilité")
        verbose_name_plural = _("mobilités")
        constraints = [models.UniqueConstraint(fields=["version", "to"], name="career_move_once")]
        triggers = [parts_unchanging()]

    def __str__(self) -> str:
        return f"{self.version_id} → {self.to_id}"

    @property
    def note(self) -> str:
        return in_language(self.note_fr, self.note_en)
