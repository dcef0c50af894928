"""The item bank: statements and questions of the diagnostic, by version. One in force never changes (triggers)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.enums import BankState, ItemForm, ItemKind
from competencies.models.frameworks import Competency, Framework, in_language

_STEPS = """
IF OLD.state <> 'draft' AND (to_jsonb(NEW) - ARRAY['state', 'retired_at']) IS DISTINCT FROM
   (to_jsonb(OLD) - ARRAY['state', 'retired_at']) THEN
  RAISE EXCEPTION 'competencies: item bank % is %, it cannot change', OLD.id, OLD.state USING ERRCODE = 'check_violation';
END IF;
IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY (ARRAY['draft>in_force', 'in_force>retired']) THEN
  RAISE EXCEPTION 'competencies: item bank % cannot go from % to %', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_KEPT = """
IF OLD.state <> 'draft' THEN
  RAISE EXCEPTION 'competencies: item bank % is %, it is kept', OLD.id, OLD.state USING ERRCODE = 'check_violation';
END IF;
RETURN OLD;
"""
_FROZEN = """
IF TG_OP <> 'INSERT' THEN
  SELECT count(*) INTO frozen FROM competencies_itembank WHERE id = OLD.bank_id AND state <> 'draft';
END IF;
IF frozen IS NULL OR frozen = 0 THEN
  IF TG_OP <> 'DELETE' THEN
    SELECT count(*) INTO frozen FROM competencies_itembank WHERE id = NEW.bank_id AND state <> 'draft';
  END IF;
END IF;
IF frozen > 0 THEN
  RAISE EXCEPTION 'competencies: the items of a bank in force are kept' USING ERRCODE = 'check_violation';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class ItemBank(models.Model):
    """One version; one is in force. Runs stay on the version they began with, retired or not."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BankState.choices, default=BankState.DRAFT)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    loaded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("banque d’énoncés")
        verbose_name_plural = _("banques d’énoncés")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state=BankState.IN_FORCE), name="item_bank_one_in_force"),
        ]
        triggers = [
            pgtrigger.Trigger(name="unchanging", when=pgtrigger.Before, operation=pgtrigger.Update, func=_STEPS),
            pgtrigger.Trigger(name="kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=_KEPT),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def note(self) -> str:
        return in_language(self.note_fr, self.note_en)


class Item(models.Model):
    """A statement, answered on four anchored steps, or a question with one right answer.

    Parameters as in rules/graded.py, in units of levels: `thresholds` three for a statement, one for a question (`guess`).
    `options` of a question: [{"fr", "en", "right"}, …], shown in this order.
    """

    bank = models.ForeignKey(ItemBank, models.CASCADE, related_name="items")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="items")
    key = models.CharField(max_length=20)
    form = models.CharField(max_length=10, choices=ItemForm.choices, default=ItemForm.MEMBER)
    kind = models.CharField(max_length=10, choices=ItemKind.choices, default=ItemKind.GRADED)
    level = models.PositiveSmallIntegerField(_("niveau"))
    text_fr = models.TextField()
    text_en = models.TextField()
    options = models.JSONField(default=list, blank=True)
    because_fr = models.TextField(blank=True)
    because_en = models.TextField(blank=True)
    discrimination = models.FloatField()
    thresholds = ArrayField(models.FloatField())
    guess = models.FloatField(default=0.0)

    class Meta:
        verbose_name = _("énoncé")
        verbose_name_plural = _("énoncés")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "key"], name="item_key_unique"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="item_level_1_to_4"),
            models.CheckConstraint(condition=Q(discrimination__gt=0, guess__gte=0, guess__lt=1), name="item_parameters"),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.GRADED, thresholds__len=3, guess=0.0)
                | Q(kind=ItemKind.SCENARIO, thresholds__len=1),
                name="item_thresholds_of_kind",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_FROZEN,
                declare=[("frozen", "integer")],
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        return in_language(self.text_fr, self.text_en)

    @property
    def because(self) -> str:
        return in_language(self.because_fr, self.because_en)

    @property
    def choices(self) -> list[str]:
        """What one may answer to a question, in order."""
        return [in_language(option["fr"], option["en"]) for option in self.options]

    @property
    def right(self) -> int | None:
        """Which of the options is right; None for a statement."""
        return next((place for place, option in enumerate(self.options) if option.get("right")), None)
