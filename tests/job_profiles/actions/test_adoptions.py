"""A ministry's word on the reference: justified, dated, kept, never overwritten unseen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from job_profiles.actions import adoptions
from job_profiles.actions.adoptions import Variation
from job_profiles.enums import AdoptionKind, VersionState
from job_profiles.models import Adoption, AdoptionDifference
from job_profiles.queries import coverage
from tests.cast import NOW, TODAY
from tests.factories.harmonisation import AdoptionFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return ProfileVersionFactory(mission_fr="Relie le public et l’État.", state=VersionState.IN_FORCE)


def declare(cast, version, **values):
    given = {
        "by": cast.malik, "organisation": cast.malik.organisation, "seen": None, "kind": AdoptionKind.AS_IS,
        "since_on": TODAY, "review_on": None, "justification": "", "variations": (), "at": NOW,
    } | values  # fmt: skip
    return adoptions.declare(version=version, **given)


def use_of(version, organisation):
    overview = coverage.overview(coverage.Asked(organisation=organisation.acronym), TODAY)
    return next(use for _place, uses in overview.rows for use in uses if use.profile == version.profile)


def test_as_it_is_then_with_a_variation_keeps_both_words(cast, version):
    first = declare(cast, version)
    needed = RequirementFactory(version=version, level=2)
    second = declare(
        cast, version, seen=first.pk, kind=AdoptionKind.VARIATION, justification="La loi sectorielle.",
        variations=[
            Variation(article="mission", text="Relie le public, l’État et les ordres."),
            Variation(article="competencies", competency_id=needed.competency_id, level=3),
        ],
    )  # fmt: skip
    assert coverage.current_adoption(version.profile, cast.malik.organisation) == second
    assert [one.pk for one in coverage.earlier_adoptions(version.profile, cast.malik.organisation)] == [first.pk]
    (text,) = coverage.text_variations(second)
    assert [part for part in text.parts if part[0] != "same"] == [
        ("removed", " et"), ("added", ","), ("added", " et les ordres"),
    ]  # fmt: skip
    (level,) = coverage.level_variations(second)
    assert (level.reference, level.own) == (2, 3)


def test_a_variation_says_why_and_what(cast, version):
    for values, field in (
        ({"variations": [Variation(article="title", text="Autre")]}, "justification"),
        ({"justification": "Parce que."}, "kind"),
        ({"kind": AdoptionKind.AS_IS, "review_on": TODAY}, "review_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            declare(cast, version, **({"kind": AdoptionKind.VARIATION} | values))
        assert list(refused.value.message_dict) == [field]
    assert Adoption.objects.count() == 0


def test_two_respondents_at_once_do_not_overwrite_each_other(cast, version):
    first = declare(cast, version)
    with pytest.raises(adoptions.AdoptionConflict) as conflict:
        declare(cast, version, kind=AdoptionKind.NOT_YET)
    assert conflict.value.current == first
    assert Adoption.objects.get().ended_at is None


def test_only_the_ministry_s_respondent_declares(cast, version):
    for who, where in (
        (cast.lea, cast.malik.organisation),
        (cast.amina, cast.amina.organisation),
        (cast.malik, cast.amina.organisation),
    ):
        with pytest.raises(PermissionDenied):
            declare(cast, version, by=who, organisation=where)


def test_a_newer_version_leaves_older_words_to_be_reviewed(cast, version):
    declare(cast, version)
    assert use_of(version, cast.malik.organisation).to_review is False
    version.state = VersionState.RETIRED
    version.save()
    newer = ProfileVersionFactory(profile=version.profile, number=2, state=VersionState.IN_FORCE)
    use = use_of(version, cast.malik.organisation)
    assert (use.outdated, use.to_review, use.kind, use.standing) == (True, True, "as_is", newer)
    with pytest.raises(ValidationError, match="Une autre version se lit maintenant"):
        declare(cast, version, seen=use.adoption.pk)


def test_its_own_date_of_review_comes(cast, version):
    AdoptionFactory(version=version, organisation=cast.malik.organisation, review_on=TODAY)
    assert use_of(version, cast.malik.organisation).to_review is True
    Adoption.objects.update(review_on=TODAY + dt.timedelta(days=1))
    assert use_of(version, cast.malik.organisation).to_review is False


def test_without_a_word_it_is_not_yet(cast, version):
    use = use_of(version, cast.malik.organisation)
    assert (use.kind, use.label, use.adoption, use.to_review) == ("not_yet", "Pas encore", None, False)
    assert AdoptionDifference.objects.count() == 0
