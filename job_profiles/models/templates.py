"""The Word template on which descriptions are written out: the house's, or one that an owner gave."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DescriptionTemplate(models.Model):
    """One given template; at most one is used. None in use: the one that ships (data/profiles/description.docx)."""

    file = models.FileField(upload_to="modeles/")
    name = models.CharField(_("nom"), max_length=200)
    in_use = models.BooleanField(default=True)
    given_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("modèle de document")
        verbose_name_plural = _("modèles de document")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="description_template_one_in_use")
        ]

    def __str__(self) -> str:
        return self.name
