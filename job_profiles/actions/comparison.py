"""The assistant of harmonisation: one comparison of all descriptions, and what people say to its proposals."""

import datetime as dt
from collections.abc import Callable

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from competencies.models import Competency
from core.outbox import publish
from job_profiles.enums import DescriptionState, JobState, Verdict
from job_profiles.events import ComparisonAsked
from job_profiles.models import AssistantRun, ImpliedCompetency, LocalDescription, SimilarPair
from job_profiles.permissions import owns_profiles
from job_profiles.queries.comparison import compared_descriptions, reference_competencies
from people.models import Person

HELD_FOR = 120
UNFINISHED = (JobState.WAITING, JobState.RUNNING)
PARTS = 100


@transaction.atomic
def start(*, by: Person, at: dt.datetime) -> AssistantRun:
    """Ask for a comparison; the one that is under way already, if there is one. Raises PermissionDenied, ValidationError."""
    if not owns_profiles(by):
        raise PermissionDenied(_("Seules les personnes responsables des profils lancent une comparaison."))
    under_way = AssistantRun.objects.select_for_update().filter(state__in=UNFINISHED).first()
    if under_way is not None:
        return under_way
    if LocalDescription.objects.exclude(state=DescriptionState.ASIDE).count() < 2:
        raise ValidationError(_("Il faut au moins deux descriptions à comparer. Importez-en d’abord."))
    run = AssistantRun.objects.create(by=by, created_at=at, total=PARTS)
    publish(ComparisonAsked(run_id=run.pk, by_id=by.pk, at=at))
    return run


def run(*, run_id: int, at: dt.datetime) -> bool:
    """Compare and keep the proposals; True when this call did. Verdicts given before stay, whatever the new scores."""
    if not cache.add(_hold(run_id), 1, HELD_FOR):
        return False
    try:
        if not AssistantRun.objects.filter(pk=run_id, state__in=UNFINISHED).update(
            state=JobState.RUNNING, done=0, total=PARTS
        ):
            return False
        # The libraries weigh some 100 MB: a worker loads them when it compares, a web process never does.
        from job_profiles.rules import similarity

        found = similarity.find(compared_descriptions(), reference_competencies(), _progress(run_id))
        with transaction.atomic():
            locked = AssistantRun.objects.select_for_update().get(pk=run_id)
            _keep_pairs(locked, found.pairs, found.clusters)
            _keep_implied(locked, found.implied)
            locked.state, locked.done, locked.finished_at = JobState.DONE, PARTS, at
            locked.save(update_fields=["state", "done", "finished_at"])
        return True
    finally:
        cache.delete(_hold(run_id))


def _progress(run_id: int) -> Callable[[int, int], None]:
    """Written when a whole part more is done; holds the run a while longer."""
    last = 0

    def report(done: int, total: int) -> None:
        nonlocal last
        part = done * PARTS // max(total, 1)
        if part > last:
            last = part
            cache.set(_hold(run_id), 1, HELD_FOR)
            AssistantRun.objects.filter(pk=run_id).update(done=min(part, PARTS - 1))

    return report


def _keep_pairs(run: AssistantRun, pairs: list, clusters: list[list[int]]) -> None:  # type: ignore[type-arg]
    """Pairs are known by their two descriptions; those that are no longer found go, unless somebody decided on them."""
    group = {key: members[0] for members in clusters for key in members}
    known = {(row.left_id, row.right_id): row for row in SimilarPair.objects.all()}
    alive = set(LocalDescription.objects.values_list("pk", flat=True))
    rows = []
    for pair in pairs:
        if pair.first not in alive or pair.second not in alive:
            continue
        old = known.get((pair.first, pair.second))
        told = {(one["left"], one["right"]): one["verdict"] for one in old.shared if "verdict" in one} if old else {}
        shared = [
            {"left": one.first, "right": one.second, "score": one.score}
            | ({"verdict": told[one.first, one.second]} if (one.first, one.second) in told else {})
            for one in pair.sentences
        ]
        same = group.get(pair.first)
        cluster = same if same is not None and same == group.get(pair.second) else 0
        rows.append(
            SimilarPair(
                left_id=pair.first, right_id=pair.second, run=run, score=pair.score, terms=list(pair.terms), shared=shared,
                cluster=cluster,
            )
        )  # fmt: skip
    SimilarPair.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["left", "right"], batch_size=1000,
        update_fields=["run", "score", "terms", "shared", "cluster"],
    )  # fmt: skip
    SimilarPair.objects.filter(verdict=Verdict.OPEN).exclude(run=run).delete()


def _keep_implied(run: AssistantRun, implied: list) -> None:  # type: ignore[type-arg]
    competencies = dict(Competency.objects.values_list("code", "pk"))
    alive = set(LocalDescription.objects.values_list("pk", flat=True))
    rows = [
        ImpliedCompetency(
            description_id=one.key, competency_id=competencies[one.code], run=run, score=one.score, level=one.level,
            passages=list(one.passages),
        )
        for one in implied
        if one.code in competencies and one.key in alive
    ]  # fmt: skip
    ImpliedCompetency.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["description", "competency"], batch_size=1000,
        update_fields=["run", "score", "level", "passages"],
    )  # fmt: skip
    ImpliedCompetency.objects.filter(verdict=Verdict.OPEN).exclude(run=run).delete()


@transaction.atomic
def give_up(*, run_id: int, at: dt.datetime) -> None:
    """It failed; who reads the page may start another."""
    locked = AssistantRun.objects.select_for_update().get(pk=run_id)
    if locked.state in UNFINISHED:
        locked.state, locked.finished_at = JobState.FAILED, at
        locked.save(update_fields=["state", "finished_at"])


def decide_pair(*, by: Person, pair: SimilarPair, verdict: str, at: dt.datetime) -> None:
    """Keep what a person says to a proposal; OPEN takes it back."""
    _check(by, verdict)
    SimilarPair.objects.filter(pk=pair.pk).update(verdict=verdict, **_decided(by, verdict, at))


def decide_implied(*, by: Person, implied: ImpliedCompetency, verdict: str, at: dt.datetime) -> None:
    _check(by, verdict)
    ImpliedCompetency.objects.filter(pk=implied.pk).update(verdict=verdict, **_decided(by, verdict, at))


@transaction.atomic
def decide_sentence(*, by: Person, pair: SimilarPair, place: int, verdict: str) -> None:
    """The same for one shared sentence of a pair, by its place in `shared`."""
    _check(by, verdict)
    locked = SimilarPair.objects.select_for_update().get(pk=pair.pk)
    if not 0 <= place < len(locked.shared):
        raise ValidationError(_("Cette phrase n’est plus proposée. Rechargez la page."))
    if verdict == Verdict.OPEN:
        locked.shared[place].pop("verdict", None)
    else:
        locked.shared[place]["verdict"] = verdict
    locked.save(update_fields=["shared"])


def _check(by: Person, verdict: str) -> None:
    if not owns_profiles(by):
        raise PermissionDenied(_("Seules les personnes responsables des profils se prononcent sur les propositions."))
    if verdict not in Verdict.values:
        raise ValidationError(_("Retenez ou écartez la proposition."))


def _decided(by: Person, verdict: str, at: dt.datetime) -> dict[str, object]:
    if verdict == Verdict.OPEN:
        return {"decided_by": None, "decided_at": None}
    return {"decided_by": by, "decided_at": at}


def _hold(run_id: int) -> str:
    return f"comparaison-en-main:{run_id}"
