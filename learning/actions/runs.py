"""The diagnostic: start, answer, correct, finish, take away. Only one's own, and only while the purpose is switched on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from competencies.actions.estimates import Measured, forget_measurements, record_measurements
from competencies.actions.evidence_measures import measure_evidence
from competencies.enums import GradedAnswer, ItemKind, Source
from competencies.models import Competency, Estimate, Item, ItemBank
from competencies.queries.bank import bank_in_force, measurable, parameters_of
from competencies.queries.estimates import PURPOSE, chance_today, newest_of
from competencies.rules.graded import decided
from competencies.rules.sources import answers_curve
from core.outbox import publish
from job_profiles.models import ProfileVersion
from learning.enums import RunState, TargetKind, Verdict
from learning.events import RunCounted, RunDeleted, RunFinished, RunStarted
from learning.models import Answer, Campaign, Run, RunTarget, TalkSheet
from learning.queries.runs import last_finished, latest_answers, open_run, outcome, position_of, targets_of
from people.actions.grants import forget_targets
from people.models import Person
from people.queries.consents import has_consent

MOST_COMPETENCIES = 45
LONGEST = 300  # seconds counted for one answer


class RunRefused(Exception):
    """Nothing was written; the sentence says what to do."""


class RunMoved(Exception):
    """The answer is to a statement that the run does not ask now: the page was old. Nothing was written, nothing is lost."""


@transaction.atomic
def start_run(
    *,
    person: Person,
    kind: TargetKind | str,
    levels: Mapping[Competency, int],
    at: dt.datetime,
    version: ProfileVersion | None = None,
    essential: frozenset[int] | None = None,
    campaign: Campaign | None = None,
    counted: bool = True,
) -> Run:
    """Begin on the bank in force (a campaign's own bank in a campaign). `levels`: competency → level aimed at; `essential`:
    ids of competencies that the profile holds essential, None: all. Raises RunRefused; an open run is in the way of another.
    """
    _check_switched_on(person)
    Person.objects.select_for_update().only("pk").get(pk=person.pk)  # pressed twice at once, one begins
    if open_run(person) is not None:
        raise RunRefused(_("Un diagnostic est déjà en cours. Terminez-le ou supprimez-le avant d’en commencer un autre."))
    bank = campaign.bank if campaign is not None else bank_in_force()
    if bank is None:
        raise RunRefused(_("Aucune banque d’énoncés n’est en vigueur. Revenez plus tard."))
    asked = _askable(bank, levels)
    run = Run.objects.create(
        person=person,
        bank=bank,
        target_kind=TargetKind(kind),
        version=version,
        campaign=campaign,
        counted=counted,
        started_at=at,
        last_at=at,
    )
    RunTarget.objects.bulk_create(
        RunTarget(
            run=run,
            competency=competency,
            level=levels[competency],
            essential=essential is None or competency.pk in essential,
            order=place,
        )
        for place, competency in enumerate(asked)
    )
    publish(RunStarted(run_id=run.pk, person_id=person.pk, campaign_id=run.campaign_id, at=at))
    return run


@transaction.atomic
def give_answer(
    *, by: Person, run: Run, item_key: str, place: int, value: int | None, at: dt.datetime, seconds: int | None = None
) -> Answer:
    """Answer the statement that the run asks now; the last one finishes it. Raises RunMoved, RunRefused.

    The same answer posted twice is one answer; another value for a statement that was answered at that place (two tabs, the
    back button) is a correction: the later one counts.
    """
    run = _own_locked(by, run)
    known = Answer.objects.filter(run=run, place=place).select_related("item").order_by("-revision").first()
    if known is not None and known.item.key == item_key:
        return _revise(run, known, value, at)
    _check_switched_on(by)
    answers, targets = latest_answers(run), targets_of(run)
    position = position_of(run, answers=answers, targets=targets)
    if position.item is None or position.item.key != item_key or position.place != place:
        raise RunMoved
    _check_value(position.item, value)
    answer = Answer.objects.create(
        run=run,
        item=position.item,
        place=place,
        value=value,
        seconds=None if seconds is None else min(max(seconds, 0), LONGEST),
        at=at,
    )
    run.last_at = at
    run.save(update_fields=["last_at"])
    if position_of(run, answers=[*answers, answer], targets=targets).item is None:
        _measure(run, at)
    return answer


@transaction.atomic
def correct_answer(*, by: Person, run: Run, item_key: str, value: int | None, at: dt.datetime) -> Answer:
    """Change one's answer to a statement of the run, open or finished; what was asked stays as it is. Raises RunRefused; of
    finished runs only the last can be corrected, the others are history."""
    run = _own_locked(by, run)
    known = Answer.objects.filter(run=run, item__key=item_key).select_related("item").order_by("-revision").first()
    if known is None:
        raise RunRefused(_("Cet énoncé ne fait pas partie de vos réponses."))
    return _revise(run, known, value, at)


@transaction.atomic
def finish_run(*, by: Person, run: Run, at: dt.datetime) -> Run:
    """Stop here and see what the answers say so far. Raises RunRefused when nothing was answered."""
    run = _own_locked(by, run)
    _check_switched_on(by)
    if run.state == RunState.OPEN:
        if not Answer.objects.filter(run=run).exists():
            raise RunRefused(_("Répondez à au moins un énoncé avant de terminer."))
        _measure(run, at)
    return run


@transaction.atomic
def set_counted(*, by: Person, run: Run, counted: bool, at: dt.datetime) -> Run:
    """Whether the run may count in totals that are yet to be published. Published ones stay: they hold no person."""
    run = _own_locked(by, run)
    _check_switched_on(by)
    if run.counted != counted:
        run.counted = counted
        run.save(update_fields=["counted"])
        publish(
            RunCounted(run_id=run.pk, person_id=run.person_id, campaign_id=run.campaign_id, counted=counted, at=at),
        )
    return run


@transaction.atomic
def delete_run(*, by: Person, run: Run, at: dt.datetime) -> None:
    """Take the run away at once: its answers, what it measured, the estimates that rest on it."""
    run = _own_locked(by, run)
    finished = run.state == RunState.FINISHED
    if finished:
        forget_measurements(person=by, key=run.key, at=at)
    publish(
        RunDeleted(run_id=run.pk, person_id=by.pk, campaign_id=run.campaign_id, finished=finished, at=at),
    )
    forget_targets(TalkSheet.objects.filter(run=run))
    run.delete()


def _askable(bank: ItemBank, levels: Iterable[Competency]) -> list[Competency]:
    """Those that the bank can measure, in the order of the framework. Raises RunRefused when none, or too many."""
    known = measurable(bank)
    asked = sorted((one for one in levels if one.code in known), key=lambda one: (one.order, one.code))
    if not asked:
        raise RunRefused(_("Choisissez au moins une compétence que le diagnostic sait mesurer."))
    if len(asked) > MOST_COMPETENCIES:
        raise RunRefused(_("Choisissez au plus %(most)s compétences.") % {"most": MOST_COMPETENCIES})
    return asked


def _own_locked(by: Person, run: Run) -> Run:
    locked = Run.objects.select_for_update(of=("self",)).select_related("bank").get(pk=run.pk)
    if locked.person_id != by.pk:
        raise PermissionDenied
    return locked


def _check_switched_on(person: Person) -> None:
    if not has_consent(person, PURPOSE):
        raise RunRefused(_("Le diagnostic est désactivé. Activez-le d’abord\xa0: vos réponses sont gardées."))


def _check_value(item: Item, value: int | None) -> None:
    most = max(GradedAnswer) if item.kind == ItemKind.GRADED else len(item.options) - 1
    if value is not None and not 0 <= value <= most:
        raise RunRefused(_("Choisissez une des réponses proposées."))


def _revise(run: Run, known: Answer, value: int | None, at: dt.datetime) -> Answer:
    """The same answer when nothing differs, else a new revision; a finished run is measured anew, if it is the last one."""
    if known.value == value:
        return known
    _check_switched_on(run.person)
    _check_value(known.item, value)
    if known.item.kind == ItemKind.SCENARIO and value is not None:
        raise RunRefused(
            _("La réponse attendue vous a été montrée\xa0: il reste «\xa0Je ne sais pas\xa0», qui ne compte pas.")
        )
    last = last_finished(run.person)
    if run.state == RunState.FINISHED and last is not None and last.pk != run.pk:
        raise RunRefused(_("Un diagnostic plus récent existe\xa0: celui-ci ne change plus."))
    answer = Answer.objects.create(
        run=run, item=known.item, place=known.place, revision=known.revision + 1, value=value, seconds=known.seconds, at=at
    )
    run.last_at = at
    run.save(update_fields=["last_at"])
    if run.state == RunState.FINISHED or position_of(run).item is None:
        _measure(run, at)
    return answer


def _measure(run: Run, at: dt.datetime) -> None:
    """Measure what the run says, estimate with all sources, write what was found on the targets, announce."""
    record_measurements(
        person=run.person, key=run.key, slot="run", measured=_measured(latest_answers(run)), at=at, bank=run.bank
    )
    measure_evidence(person=run.person, at=at)
    _place_targets(run, newest_of(run.person))
    run.state, run.finished_at, run.last_at = RunState.FINISHED, run.finished_at or at, at
    run.save(update_fields=["state", "finished_at", "last_at"])
    publish(
        RunFinished(run_id=run.pk, person_id=run.person_id, campaign_id=run.campaign_id, counted=run.counted, at=at),
    )


@transaction.atomic
def refresh_results(*, person: Person, competency_ids: Collection[int]) -> None:
    """After a source spoke, or took back what it said: the last finished run reads what counts today, earlier ones what they
    found then. Run twice, it changes nothing."""
    last = last_finished(person)
    if last is None:
        return
    _place_targets(last, newest_of(person))
    earlier = RunTarget.objects.filter(run__person=person, run__state=RunState.FINISHED, competency__in=competency_ids)
    rows = list(earlier.exclude(run=last).select_related("estimate"))
    for target in rows:
        _judge(target)
    RunTarget.objects.bulk_update(rows, ["chance", "verdict"])


def _place_targets(run: Run, estimates: Mapping[int, Estimate]) -> None:
    targets = targets_of(run)
    for target in targets:
        target.estimate = estimates.get(target.competency_id)
        _judge(target)
    RunTarget.objects.bulk_update(targets, ["estimate", "chance", "verdict"])


def _judge(target: RunTarget) -> None:
    """As of the day of the estimate; pages fade it with age."""
    estimate = target.estimate
    target.chance = chance_today(estimate, target.level, estimate.measured_at) if estimate is not None else None
    target.verdict = Verdict.of(decided(target.chance)) if target.chance is not None else ""


def _measured(answers: Sequence[Answer]) -> list[Measured]:
    """One likelihood per competency and source: statements and questions apart."""
    told: dict[tuple[int, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.value is not None:
            source = Source.SELF if answer.item.kind == ItemKind.GRADED else Source.SCENARIO
            told[answer.item.competency_id, source].append(answer)
    return [
        Measured(
            competency_id,
            source,
            answers_curve((parameters_of(one.item), outcome(one.item, one.value)) for one in said),
            len(said),
        )
        for (competency_id, source), said in told.items()
    ]
