"""The needs map at full size, 25 competencies × 23 ministries with profiles, teams and cross-tables: cold, warm, as files.

Figures are written as published ones, every run anew, so that the first reader finds nothing kept. What it costs to publish
them is measured in `needs`.
"""

import random
import secrets
import time
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from benchmarks.bench import MAX_QUERIES, Bench, Row
from competencies.enums import FigureTable, SnapshotState
from competencies.models import Competency, Figure, Snapshot
from job_profiles.models import JobProfile
from people.enums import RoleKind
from people.models import Organisation, RoleHeld, Team

MINISTRIES, READERS, HIDDEN = 23, 40, 0.3
COLD, LIMIT, FILE = 1.0, 3.0, 2.0
MAP = "/apprentissage/besoins/"


def run(bench: Bench) -> Iterator[Row]:
    _make_readers(bench)
    dice = random.Random(13)
    snapshot, code = _published(dice)

    def asking(rest: str) -> Any:
        return lambda at: bench.visitor(at % READERS).get(f"{MAP}{rest}")

    here = f"portrait={snapshot.pk}"
    bench.ask(bench.visitor(0).get("/membres/"))
    for label, rest, most in (
        ("Carte des besoins, première lecture", f"?{here}", COLD),
        ("Carte des besoins par profil, première lecture", f"?{here}&table=profils", COLD),
        ("Rapport des besoins (PDF)", f"portrait.pdf?{here}", FILE),
        ("Classeur des besoins (XLSX)", f"portrait.xlsx?{here}", FILE),
    ):
        yield _once(bench, label, asking(rest), most)
    yield bench.page("Carte des besoins, relue", asking(f"?{here}"), limit=LIMIT, max_queries=MAX_QUERIES)
    yield bench.page("Carte des besoins en tableau, relue", asking(f"?{here}&vue=tableau"), limit=LIMIT)
    yield bench.page("Une compétence et ses barres", asking(f"{code}/?{here}"), limit=2 * LIMIT)


def _once(bench: Bench, label: str, call_of: Any, most: float) -> Row:
    """One request, by the clock."""
    started = time.perf_counter()
    answer = bench.ask(call_of(0))
    seconds = time.perf_counter() - started
    return Row(
        label, target=f"≤ {most:g} s", reached=answer.status == 200 and seconds <= most,
        note=f"{seconds * 1000:.0f} ms, {len(answer.body) // 1000} ko", details={"seconds": seconds},
    )  # fmt: skip


def _make_readers(bench: Bench) -> None:
    for visitor in bench.visitors[:READERS]:
        RoleHeld.objects.get_or_create(
            person=visitor.person, role=RoleKind.STRATEGIC_TEAM, organisation=None,
            defaults={"from_on": timezone.localdate()},
        )  # fmt: skip


def _published(dice: random.Random) -> tuple[Snapshot, str]:
    """Every table at full size, and the code of one competency."""
    at = timezone.now()
    snapshot = Snapshot.objects.create(
        family="needs", occasion=f"campaign:bench-{secrets.token_hex(4)}", label_fr="Portrait à lire", taken_at=at, rules=1
    )
    competencies = list(Competency.objects.filter(retired_at=None).order_by("order"))
    rows = [
        _figure(snapshot, competency, table, place, dice)
        for competency in competencies
        for table, place in _places()
    ]  # fmt: skip
    Figure.objects.bulk_create(rows, batch_size=2000)
    snapshot.state, snapshot.published_at, snapshot.progress = SnapshotState.PUBLISHED, at, 100
    snapshot.save()
    return snapshot, competencies[0].code


def _places() -> list[tuple[str, dict[str, Any]]]:
    ministries = list(Organisation.objects.filter(covered=True).order_by("pk")[:MINISTRIES])
    profiles = list(JobProfile.objects.order_by("order").values_list("key", flat=True))
    teams = Team.objects.filter(organisation__in=ministries).order_by("organisation", "pk")
    found: list[tuple[str, dict[str, Any]]] = [(FigureTable.WHOLE, {})]
    found += [(FigureTable.ORGANISATIONS, {"organisation": place}) for place in ministries]
    found += [(FigureTable.PROFILES, {"profile": key}) for key in profiles]
    found += [(FigureTable.TEAMS, {"organisation_id": team.organisation_id, "team": team}) for team in teams]
    found += [(FigureTable.CROSS, {"organisation": place, "profile": key}) for place in ministries for key in profiles]
    return found


def _figure(
    snapshot: Snapshot, competency: Competency, table: str, place: dict[str, Any], dice: random.Random
) -> Figure:  # fmt: skip
    figure = Figure(snapshot=snapshot, competency=competency, table=table, **place)
    if place and dice.random() < HIDDEN:
        figure.hidden = True
        return figure
    figure.people, figure.share = 5 * dice.randint(2, 60), 5 * dice.randint(2, 18)
    figure.gap_people = 5 * round(figure.people * figure.share / 500)
    return figure
