"""Ratings: asked by the person, given or declined by the rater, taken back by either at any moment."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.models import Item
from competencies.queries.bank import bank_in_force, rating_statements
from core.outbox import publish
from learning.actions import rating_measures
from learning.enums import Mark, RaterKind, RatingState
from learning.events import RatingAnswered, RatingAsked, RatingClosed
from learning.models import RatedStatement, RatingRequest, RunTarget
from learning.queries import ratings as queries
from learning.rules.ratings import MOST_COMPETENCIES, statements_each
from people.models import Person
from people.queries.consents import has_consent
from people.queries.reporting import line_ids

DAYS = 14
LONGEST = dt.timedelta(days=60)
MOST_OPEN = 12
MARKS = {Mark.OBSERVED.value: True, Mark.NOT_OBSERVED.value: False, Mark.PASSED.value: None}
Marks = Mapping[int, str]  # by statement


@transaction.atomic
def ask_for_ratings(
    *,
    by: Person,
    managers: Sequence[Person],
    peers: Sequence[Person],
    targets: Sequence[RunTarget],
    due_on: dt.date,
    message: str = "",
    at: dt.datetime,
) -> list[RatingRequest]:
    """One request to each, on the same statements, frozen now. Raises PermissionDenied, ValidationError (by field)."""
    Person.objects.select_for_update().only("pk").get(pk=by.pk)
    if not has_consent(by, queries.PURPOSE) or any(target.run.person_id != by.pk for target in targets):
        raise PermissionDenied
    _check_raters(by, managers, peers, at)
    if not timezone.localdate(at) < due_on <= timezone.localdate(at) + LONGEST:
        raise ValidationError({"due_on": _("Choisissez une date après aujourd’hui, d’ici deux mois.")})
    items = _items(targets)
    bank = items[0].bank
    made = []
    kinds = [(one, RaterKind.MANAGER) for one in managers] + [(one, RaterKind.PEER) for one in peers]
    for rater, kind in kinds:
        one = RatingRequest.objects.create(
            person=by, rater=rater, kind=kind, bank=bank, message=message.strip(), created_at=at, due_on=due_on
        )
        RatedStatement.objects.bulk_create(
            RatedStatement(request=one, item=item, competency_id=item.competency_id, place=place)
            for place, item in enumerate(items, start=1)
        )
        publish(RatingAsked(**ids(one), at=at))
        made.append(one)
    return made


def _check_raters(by: Person, managers: Sequence[Person], peers: Sequence[Person], at: dt.datetime) -> None:
    today = timezone.localdate(at)
    above = {one.pk for one in queries.managers_above(by, today)}
    line = line_ids(by, today)
    refused: dict[str, list[str]] = {"managers": [], "peers": []}
    if not managers and not peers:
        refused["peers"].append(_("Choisissez au moins une personne."))
    if any(one.pk not in above for one in managers):
        refused["managers"].append(_("Choisissez dans votre ligne de gestion."))
    for one in peers:
        if one.pk == by.pk:
            refused["peers"].append(_("Vous ne pouvez pas vous demander un avis."))
        elif one.pk in line:
            said = _("%(name)s est dans votre ligne de gestion\xa0: son avis ne compte pas comme celui d’un pair.")
            refused["peers"].append(said % {"name": one.name})
    if len({one.pk for one in peers}) < len(peers):
        refused["peers"].append(_("La même personne est nommée deux fois."))
    busy = queries.in_the_way(by, [*managers, *peers], at)
    for field, group in (("managers", managers), ("peers", peers)):
        refused[field] += [_already(one, busy[one.pk]) for one in group if one.pk in busy]
    if queries.open_requests(by) + len(managers) + len(peers) > MOST_OPEN:
        refused["peers"].append(_("Douze demandes au plus attendent en même temps. Retirez-en, ou attendez des réponses."))
    if errors := {field: words for field, words in refused.items() if words}:
        raise ValidationError(errors)


def _already(rater: Person, known: RatingRequest) -> str:
    """What is in the way of a new request; of a peer, one sentence whether the answer came or not."""
    if known.kind == RaterKind.MANAGER and known.state == RatingState.ANSWERED:
        return _("%(name)s vous a répondu il y a moins de six mois.") % {"name": rater.name}
    return _("Vous avez déjà demandé à %(name)s il y a moins de six mois.") % {"name": rater.name}


def _items(targets: Sequence[RunTarget]) -> list[Item]:
    """Statements near each target, competency by competency, the easier first. Raises ValidationError."""
    each, bank = statements_each(len(targets)), bank_in_force()
    if not targets:
        raise ValidationError({"targets": _("Choisissez au moins une compétence.")})
    if not each:
        words = ngettext(
            "%(most)d compétence au plus\xa0: le formulaire reste court, on y répond.",
            "%(most)d compétences au plus\xa0: le formulaire reste court, on y répond.",
            MOST_COMPETENCIES,
        )
        raise ValidationError({"targets": words % {"most": MOST_COMPETENCIES}})
    if bank is None:
        raise ValidationError(_("Aucune banque d’énoncés n’est en vigueur. Revenez plus tard."))
    found: list[Item] = []
    for target in sorted(targets, key=lambda one: one.order):
        near = rating_statements(bank, target.competency, target.level, each)
        found += sorted(near, key=lambda item: (item.level, item.key))
    if not found:
        raise ValidationError({"targets": _("La banque en vigueur n’a pas d’énoncé pour ces compétences.")})
    return found


@transaction.atomic
def save_marks(*, by: Person, request: RatingRequest, marks: Marks, at: dt.datetime) -> RatingRequest:
    """Keep what the rater has marked so far; nobody else reads it. Raises PermissionDenied."""
    one = _to_answer(by, request, at)
    _mark(one, marks)
    return one


@transaction.atomic
def give_rating(*, by: Person, request: RatingRequest, marks: Marks, at: dt.datetime) -> RatingRequest:
    """Send it: every statement is marked, be it « je passe ». Raises PermissionDenied, ValidationError (statement ids).

    A manager's is measured at once; those of peers once enough of them make a pool.
    """
    one = _to_answer(by, request, at)
    statements = _mark(one, marks)
    if left := [statement.pk for statement in statements if not statement.marked]:
        raise ValidationError({str(pk): _("Choisissez une des trois réponses.") for pk in left})
    one.state, one.closed_at = RatingState.ANSWERED, at
    one.save(update_fields=["state", "closed_at"])
    pooled = rating_measures.measure(one, statements, at=at)
    publish(RatingAnswered(**ids(one), kind=one.kind, pooled=pooled, at=at))
    return one


def _to_answer(by: Person, request: RatingRequest, at: dt.datetime) -> RatingRequest:
    one = locked(request.pk)
    if one.rater_id != by.pk or not queries.may_answer(one, timezone.localdate(at)):
        raise PermissionDenied(_("Cette demande n’attend plus de réponse."))
    return one


def _mark(one: RatingRequest, marks: Marks) -> list[RatedStatement]:
    statements = queries.statements_of(one)
    for statement in statements:
        said = marks.get(statement.pk)
        if said in MARKS:
            statement.marked, statement.observed = True, MARKS[said]
    RatedStatement.objects.bulk_update(statements, ["marked", "observed"])
    return statements


@transaction.atomic
def decline(*, by: Person, request: RatingRequest, at: dt.datetime) -> None:
    """Without a reason; what was marked is forgotten. Raises PermissionDenied."""
    one = locked(request.pk)
    if one.rater_id != by.pk or one.state != RatingState.SENT:
        raise PermissionDenied
    close(one, RatingState.DECLINED, at=at)


@transaction.atomic
def withdraw(*, by: Person, request: RatingRequest, at: dt.datetime) -> None:
    """By the person at any moment, by the rater once it was given: it is erased and counts no more. Again: nothing more."""
    one = locked(request.pk)
    if by.pk not in (one.person_id, one.rater_id):
        raise PermissionDenied
    if one.state == RatingState.WITHDRAWN:
        return
    if by.pk == one.rater_id and one.state != RatingState.ANSWERED:
        raise PermissionDenied
    close(one, RatingState.WITHDRAWN, at=at)


def close(one: RatingRequest, state: RatingState, *, at: dt.datetime) -> None:
    """End it so, with nothing left of what was marked. Inside the transaction of who locked it."""
    counted = one.state == RatingState.ANSWERED
    one.state, one.closed_at, one.message = state, at, ""
    one.save(update_fields=["state", "closed_at", "message"])
    if counted:
        rating_measures.forget(one, at=at)
    RatedStatement.objects.filter(request=one).delete()
    publish(RatingClosed(**ids(one), at=at))


def locked(pk: int) -> RatingRequest:
    """The request, held with its person's row first, as measuring does: two answers at once wait for each other."""
    owner = RatingRequest.objects.values_list("person", flat=True).get(pk=pk)
    Person.objects.select_for_update().only("pk").get(pk=owner)
    rows = RatingRequest.objects.select_for_update(of=("self",)).select_related("person", "rater", "bank")
    return rows.get(pk=pk)


def ids(one: RatingRequest) -> dict[str, int]:
    return {"request_id": one.pk, "person_id": one.person_id, "rater_id": one.rater_id}
