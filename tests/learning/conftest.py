"""A person with a finished diagnostic and whoever may be asked about it."""

import pytest
from django.utils import timezone

from learning.models import Run
from people.models import Consent
from people.queries.consents import purposes
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, OPEN_QUESTION, finished_run


def switch_on(person, at=NOW):
    version = purposes["diagnostic"].version
    Consent.objects.create(person=person, purpose="diagnostic", notice_version=version, choice="given", at=at)


@pytest.fixture
def competencies(db):
    """To discuss, a gap, a strength: as `diagnosed` finds them."""
    return [CompetencyFactory(name_fr=name) for name in ("Rédiger", "Mesurer", "Planifier")]


@pytest.fixture
def diagnosed(cast, competencies) -> Run:
    """Bruno's finished run, at the time of the clock of pages."""
    switch_on(cast.bruno)
    said = dict(zip(competencies, (OPEN_QUESTION, CLEARLY_SHORT, CLEARLY_MET), strict=True))
    return finished_run(cast.bruno, said, at=timezone.now())
