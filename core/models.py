"""The outbox and the search index: the only two tables of the toolbox (decision 0004)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class OutboxRow(models.Model):
    """One event that workers still owe something to (see core.outbox)."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    handled = ArrayField(models.CharField(max_length=200), default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    dead = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "travail différé"
        verbose_name_plural = "travaux différés"
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(done_at=None, dead=False), name="outbox_waiting"),
            models.Index(fields=["done_at"], name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class SearchEntry(models.Model):
    """What can be found: one row per findable thing, folded for French (see core.search).

    `audience` is the number of a circle of readers given by the caller; 0 stands for every member. Entries of one
    `facet` and `group_id` are one result (a thread and its replies). `at` bounds the candidates: the newest are ranked.
    Entries of `bulky` kinds carry a mark of their block of numbers in their vector (see core.search).
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    facet = models.CharField(max_length=30, default="")
    group_id = models.BigIntegerField(default=0)
    audience = models.BigIntegerField(default=0)
    language = models.CharField(max_length=2, default="fr")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    extra = models.JSONField(default=dict)
    weight = models.FloatField(default=1.0)
    at = models.DateTimeField()
    vector = SearchVectorField(null=True)
    bulky = models.BooleanField(default=False)

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_unique")]
        indexes = [
            GinIndex(fields=["vector"], condition=models.Q(bulky=True), name="search_entry_vector", fastupdate=False),
            GinIndex(fields=["vector"], condition=models.Q(bulky=False), name="search_entry_few", fastupdate=False),
            models.Index(fields=["kind", "-at", "-id"], name="search_entry_kind_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
