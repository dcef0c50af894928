"""A profile with a draft that lacks nothing, and the consultation that Léa opens on it; Malik answers for MESS."""

import datetime as dt

import pytest

from job_profiles.actions import consultations, drafting
from job_profiles.enums import VersionState
from people.enums import RoleKind
from people.models import Organisation, RoleHeld
from tests.cast import NOW, SINCE, TODAY
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory
from tests.factories.people import PersonFactory

CLOSES = TODAY + dt.timedelta(days=20)


@pytest.fixture
def complete(cast):
    """A proposal that lacks nothing: title, mission, responsibilities, two competencies."""
    framework = FrameworkFactory(current=True)
    version = ProfileVersionFactory(
        framework=framework, state=VersionState.DRAFT, title_fr="Rédactrice ou rédacteur", title_en="Writer",
        mission_fr="Écrire clair.", responsibilities_fr="Rédiger\nRelire",
    )  # fmt: skip
    for code in ("ESS1", "ESS2"):
        RequirementFactory(version=version, competency=CompetencyFactory(code=code), level=3)
    version.state = VersionState.PROPOSAL
    version.save()
    return version


@pytest.fixture
def draft(cast, complete):
    return drafting.open_draft(by=cast.lea, profile=complete.profile, at=NOW)


@pytest.fixture
def mess(cast):
    return cast.malik.organisation


@pytest.fixture
def mtmd(cast):
    return Organisation.objects.get(acronym="MTMD")


@pytest.fixture
def other_respondent(mtmd):
    """Answers for MTMD."""
    person = PersonFactory(organisation=mtmd)
    RoleHeld.objects.create(person=person, role=RoleKind.RESPONDENT, organisation=mtmd, from_on=SINCE)
    return person


@pytest.fixture
def consulted(cast, draft, mess, mtmd):
    """The open round: MESS and MTMD are asked."""
    return consultations.open_round(
        by=cast.lea, version=draft, organisations=[mess, mtmd], closes_on=CLOSES, quorum=50, at=NOW
    )
