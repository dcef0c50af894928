"""The needs of a government: 5,000 people × 25 competencies published in the background, then their map read."""

import random
import secrets
import time
from collections.abc import Iterator

from django.utils import timezone

from benchmarks.bench import MAX_QUERIES, Bench, Row
from competencies.actions.publishing import compute_snapshot, take_snapshot
from competencies.enums import FigureTable
from competencies.models import Competency, Contribution, Figure, Snapshot
from competencies.queries import publishing
from job_profiles.models import JobProfile
from people.enums import RoleKind
from people.models import Person, RoleHeld

PEOPLE, TAKING_PART = 5_000, 0.7
SECONDS, COLD, LIMIT, READERS = 60.0, 1.0, 3.0, 40
MAP = "/apprentissage/besoins/"


def run(bench: Bench) -> Iterator[Row]:
    readers = _make_readers(bench)
    snapshot, row = _published(random.Random(11))
    yield row
    yield _read(readers[0], snapshot)
    yield bench.page(
        "Carte des besoins", lambda at: bench.visitor(at % READERS).get(MAP), limit=LIMIT, max_queries=MAX_QUERIES
    )


def _make_readers(bench: Bench) -> list[Person]:
    readers = [visitor.person for visitor in bench.visitors[:READERS]]
    for person in readers:
        RoleHeld.objects.get_or_create(
            person=person, role=RoleKind.STRATEGIC_TEAM, organisation=None, defaults={"from_on": timezone.localdate()}
        )
    return readers


def _published(dice: random.Random) -> tuple[Snapshot, Row]:
    """One campaign that seven in ten answered, almost all of it; written in bulk, then published as a worker does."""
    occasion, at = f"campaign:bench-{secrets.token_hex(4)}", timezone.now()
    competencies = list(Competency.objects.filter(retired_at=None).order_by("order").values_list("pk", flat=True))
    profiles = list(JobProfile.objects.order_by("order").values_list("key", flat=True)) or ["a"]
    people = list(Person.objects.active().filter(organisation__covered=True).select_related("team").order_by("pk")[:PEOPLE])
    rows = []
    for person in people:
        if dice.random() > TAKING_PART:
            continue
        profile, place = profiles[person.pk % len(profiles)], person.assignment_id or person.organisation_id
        team = person.team_id if person.team is not None and person.team.organisation_id == place else None
        rows += [
            Contribution(
                family="needs", occasion=occasion, person_id=person.pk, competency_id=competency, organisation_id=place,
                team_id=team, profile=profile, profile_fr=profile, profile_en=profile, target=3, p_gap=dice.random(),
                measure=secrets.randbits(62), recorded_at=at,
            )
            for competency in competencies
            if dice.random() < 0.98
        ]  # fmt: skip
    Contribution.objects.bulk_create(rows, batch_size=5000)
    snapshot = take_snapshot(occasion=occasion, label_fr="Portrait mesuré", at=at)
    assert snapshot is not None
    started = time.perf_counter()
    compute_snapshot(snapshot_id=snapshot.pk, at=at)
    seconds = time.perf_counter() - started
    snapshot.refresh_from_db()
    figures = Figure.objects.filter(snapshot=snapshot)
    shown, total = figures.filter(hidden=False).count(), figures.count()
    return snapshot, Row(
        f"Portrait de {len(people)} personnes × {len(competencies)} compétences, en arrière-plan",
        target=f"≤ {SECONDS:g} s", reached=seconds <= SECONDS and shown > 0,
        note=f"{seconds:.1f} s, {shown} chiffres montrés sur {total}".replace(".", ","),
        details={"seconds": seconds, "shown": shown, "figures": total, "contributions": len(rows)},
    )  # fmt: skip


def _read(viewer: Person, snapshot: Snapshot) -> Row:
    """The map alone, without page or cache."""
    started = time.perf_counter()
    drawn = publishing.need_map(viewer, snapshot, FigureTable.ORGANISATIONS)
    seconds = time.perf_counter() - started
    return Row(
        f"Lecture de la carte ({len(drawn.rows)} × {len(drawn.columns)})", target=f"≤ {COLD:g} s", reached=seconds <= COLD,
        note=f"{seconds * 1000:.0f} ms", details={"seconds": seconds},
    )  # fmt: skip
