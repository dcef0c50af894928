"""What a person allows: to be offered questions, on which competencies, how many a week, a pause. Off until they say so."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.enums import OfferState
from community.models import QuestionOffer, RoutedCompetency, RoutingProfile
from community.queries.routing import PURPOSE
from competencies.models import Competency
from people.actions.consents import decide
from people.enums import ConsentChoice
from people.models import Person
from people.queries.consents import has_consent

CAP_AT_LEAST, CAP_AT_MOST = 1, 10
LONGEST_PAUSE = dt.timedelta(days=366)


@transaction.atomic
def switch_on(*, by: Person, version: str, at: dt.datetime) -> RoutingProfile:
    """Consent to the notice of this version, which was on the screen. Raises people.actions.consents.ConsentRefused."""
    decide(person=by, purpose=PURPOSE, version=version, choice=ConsentChoice.GIVEN, at=at)
    profile, _created = RoutingProfile.objects.get_or_create(person=by)
    if profile.active_since is None:
        profile.active_since = at
        profile.save(update_fields=["active_since"])
    return profile


@transaction.atomic
def switch_off(*, by: Person, at: dt.datetime) -> None:
    """Take the consent back: nothing is offered any more, and what was shared for this is erased."""
    if has_consent(by, PURPOSE):
        decide(person=by, purpose=PURPOSE, version="", choice=ConsentChoice.WITHDRAWN, at=at)
    forget_sharing(person_id=by.pk, at=at)


@transaction.atomic
def forget_sharing(*, person_id: int, at: dt.datetime) -> int:
    """The profile goes with its competencies, offers that wait lapse; running it twice does nothing more."""
    waiting = QuestionOffer.objects.filter(person=person_id, state__in=[OfferState.OFFERED, OfferState.ACCEPTED])
    waiting.update(state=OfferState.LAPSED, settled_at=at)
    return RoutingProfile.objects.filter(person=person_id).delete()[0]


@transaction.atomic
def save_settings(
    *, by: Person, levels: Mapping[str, int], weekly_cap: int, paused_until: dt.date | None, today: dt.date
) -> RoutingProfile:
    """`levels`: code of a competency → level told, 1 to 4; exactly these are shared from now on. Raises ValidationError."""
    profile = RoutingProfile.objects.select_for_update().filter(person=by).exclude(active_since=None).first()
    if profile is None or not has_consent(by, PURPOSE):
        raise ValidationError(_("Activez d’abord les propositions de questions."))
    if not CAP_AT_LEAST <= weekly_cap <= CAP_AT_MOST:
        raise ValidationError(_("Choisissez de 1 à 10 questions par semaine."))
    if paused_until is not None and not today <= paused_until <= today + LONGEST_PAUSE:
        raise ValidationError(_("La pause finit à une date à venir, dans l’année."))
    profile.weekly_cap, profile.paused_until = weekly_cap, paused_until
    profile.save(update_fields=["weekly_cap", "paused_until"])
    found = Competency.objects.filter(code__in=list(levels), retired_at=None)
    RoutedCompetency.objects.filter(profile=profile).delete()
    RoutedCompetency.objects.bulk_create(
        RoutedCompetency(profile=profile, competency=one, level=levels[one.code]) for one in found
    )
    return profile


@transaction.atomic
def forget_sharing_after_withdrawal(*, person_id: int, at: dt.datetime) -> int:
    """The same, unless the person switched it on again before the worker came to it."""
    person = Person.objects.filter(pk=person_id).first()
    return 0 if person is None or has_consent(person, PURPOSE) else forget_sharing(person_id=person_id, at=at)


def erase(*, person: Person) -> int:
    """Erasure: what the person allowed and shared."""
    return RoutingProfile.objects.filter(person=person).delete()[0]
