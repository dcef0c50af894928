"""The purpose « diagnostic »: on by one's own decision, off at any time, everything away on demand."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType

from competencies.models import Estimate, Measurement
from learning.actions import diagnostics
from learning.models import Answer, RatingRequest, Run
from learning.queries.diagnostics import is_on
from people.actions.consents import ConsentRefused
from people.models import Consent, Grant
from people.queries.consents import purposes
from tests.cast import NOW, TODAY
from tests.factories.learning import RatingRequestFactory, TalkSheetFactory

pytestmark = pytest.mark.django_db


def test_the_decision_is_kept_with_the_version_that_was_read(cast):
    diagnostics.switch_on(by=cast.bruno, version=purposes["diagnostic"].version, at=NOW)
    decided = Consent.objects.get(person=cast.bruno)
    assert (decided.purpose, decided.choice, decided.notice_version, decided.at) == ("diagnostic", "given", "2026-12", NOW)
    assert is_on(cast.bruno)
    assert not is_on(cast.amina)


def test_an_old_page_switches_nothing_on(cast):
    with pytest.raises(ConsentRefused):
        diagnostics.switch_on(by=cast.bruno, version="2026-01", at=NOW)
    assert not is_on(cast.bruno)


def test_switched_off_everything_is_kept(cast, diagnosed):
    diagnostics.switch_off(by=cast.bruno, at=NOW + dt.timedelta(days=1))
    assert not is_on(cast.bruno)
    assert Run.objects.count() == 1
    assert Estimate.objects.filter(person=cast.bruno).count() == 3
    diagnostics.switch_off(by=cast.bruno, at=NOW + dt.timedelta(days=2))
    assert Consent.objects.filter(person=cast.bruno).count() == 2


def test_everything_goes_and_shares_end(cast, diagnosed):
    RatingRequestFactory(person=cast.bruno, rater=cast.amina)
    sheet, estimate = TalkSheetFactory(run=diagnosed), Estimate.objects.filter(person=cast.bruno).first()
    for target in (sheet, estimate):
        Grant.objects.create(
            person=cast.bruno, grantee=cast.esther, content_type=ContentType.objects.get_for_model(target),
            object_id=target.pk, label="Essai", created_at=NOW, until=TODAY + dt.timedelta(days=9),
        )  # fmt: skip
    assert diagnostics.delete_everything(by=cast.bruno, at=NOW) == 1
    for left in (Run, Answer, RatingRequest, Measurement, Estimate):
        assert (left.__name__, left.objects.count()) == (left.__name__, 0)
    assert not Grant.objects.filter(revoked_at=None).exists()
    assert diagnostics.delete_everything(by=cast.bruno, at=NOW) == 0
