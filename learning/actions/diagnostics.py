"""The purpose « diagnostic »: on by the person's own decision, off at any time, everything away on demand."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from competencies.actions.estimates import erase_measures
from competencies.models import Estimate
from learning.actions.goals import forget_measured
from learning.actions.rating_dates import forget_asked
from learning.actions.runs import delete_run
from learning.models import TalkSheet
from learning.queries.diagnostics import PURPOSE, is_on
from learning.queries.runs import runs_of
from people.actions.consents import decide
from people.actions.grants import revoke
from people.enums import ConsentChoice
from people.models import Grant, Person


@transaction.atomic
def switch_on(*, by: Person, version: str, at: dt.datetime) -> None:
    """Consent to the notice of this version, which was on the screen. Raises people.actions.consents.ConsentRefused."""
    decide(person=by, purpose=PURPOSE, version=version, choice=ConsentChoice.GIVEN, at=at)


@transaction.atomic
def switch_off(*, by: Person, at: dt.datetime) -> None:
    """Take the consent back. Runs and results stay as they are, read by nobody, until the person deletes them."""
    if is_on(by):
        decide(person=by, purpose=PURPOSE, version="", choice=ConsentChoice.WITHDRAWN, at=at)


@transaction.atomic
def delete_everything(*, by: Person, at: dt.datetime) -> int:
    """Every run with its answers and sheets, every rating asked for, every measured level, every sharing of these; also
    while it is switched off. Running it twice does nothing more. Returns how many runs went."""
    _end_sharing(by, at)
    runs = list(runs_of(by))
    for run in runs:
        delete_run(by=by, run=run, at=at)
    forget_asked(person=by, at=at)
    erase_measures(person=by)
    forget_measured(person=by)
    return len(runs)


def _end_sharing(person: Person, at: dt.datetime) -> None:
    kinds = ContentType.objects.get_for_models(Estimate, TalkSheet).values()
    for grant in Grant.objects.filter(person=person, content_type__in=kinds, revoked_at=None):
        revoke(by=person, grant=grant, at=at)
