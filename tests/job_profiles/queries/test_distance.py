"""From one's own evidence to a profile."""

import pytest

from job_profiles.queries.distance import Counts, my_distance, next_steps
from tests.cast import Cast
from tests.factories.competencies import EvidenceFactory, GroupFactory, LevelDescriptionFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db


def test_places_are_told_short_reached_and_first_to_gain(cast: Cast, django_assert_num_queries) -> None:
    version = ProfileVersionFactory()
    asked = {
        "atout": RequirementFactory(version=version, level=4, essential=False),
        "inconnue": RequirementFactory(version=version, level=3),
        "petit écart": RequirementFactory(version=version, level=3),
        "grand écart": RequirementFactory(version=version, level=4),
        "atteinte": RequirementFactory(version=version, level=2),
        "sans niveau": RequirementFactory(version=version, level=1),
    }
    for name, level in (("petit écart", 2), ("grand écart", 1), ("atteinte", 3), ("sans niveau", None)):
        EvidenceFactory(person=cast.amina, competency=asked[name].competency, level=level)
    EvidenceFactory(person=cast.bruno, competency=asked["inconnue"].competency, level=4, visibility="network")

    with django_assert_num_queries(2):
        distance = my_distance(cast.amina, version)

    names = {needed.pk: name for name, needed in asked.items()}

    def of(places):
        return [names[place.requirement.pk] for place in places]

    assert of(distance.reached) == ["atteinte"]
    assert of(distance.short) == ["grand écart", "petit écart"]
    assert of(distance.untold) == ["inconnue", "sans niveau", "atout"]
    assert of(distance.first) == ["grand écart", "petit écart", "inconnue"]
    assert distance.told
    # 2 of 3, 1 of 4 and 2 of 2 are there, of 17 levels in all.
    assert distance.counts == Counts(percent=29, all=6, reached=1, short=2, untold=3)


def test_groups_tell_their_own_share(cast: Cast) -> None:
    version = ProfileVersionFactory()
    first = RequirementFactory(version=version, level=4)
    RequirementFactory(version=version, level=2, competency__group=GroupFactory(code="AUT", name_fr="Autre", order=2))
    EvidenceFactory(person=cast.amina, competency=first.competency, level=3)

    shares = my_distance(cast.amina, version).groups

    assert [(share.group.name_fr, share.percent) for share in shares] == [("Essais", 75), ("Autre", 0)]


def test_next_steps_are_the_sentences_of_the_levels_asked_for(cast: Cast, django_assert_num_queries) -> None:
    needed = RequirementFactory(level=2)
    for rank in (1, 2, 3):
        LevelDescriptionFactory(competency=needed.competency, rank=rank, can_fr=f"Peut {rank}.")
    distance = my_distance(cast.amina, needed.version)

    with django_assert_num_queries(1):
        found = next_steps(distance)

    assert {competency: level.can_fr for competency, level in found.items()} == {needed.competency_id: "Peut 2."}
