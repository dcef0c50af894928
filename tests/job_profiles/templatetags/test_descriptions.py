"""Pills, addresses and drawings of job profiles."""

import re

import pytest
from django.template import engines
from django.utils import translation

from job_profiles.enums import VersionState
from job_profiles.queries.careers import career_map
from job_profiles.templatetags.descriptions import compare_url, radar, steps_words, version_state
from tests.factories.job_profiles import (
    CareerMoveFactory,
    JobProfileFactory,
    ProfileVersionFactory,
    RequirementFactory,
)


def drawn(words: str, **context: object) -> str:
    return engines["django"].from_string("{% load descriptions %}" + words).render(context)


def test_the_radar_writes_numbers_as_svg_reads_them() -> None:
    with translation.override("fr"):
        svg = drawn(
            "{% radar axes first second %}", axes=["Un", "Deux & trois", "Quatre"], first=[4, 2.5, 0], second=[1.5, 1, 4]
        )
    assert 'class="radar-a" points="190.0,70.0 255.0,227.5 190.0,190.0"' in svg
    assert re.findall(r'(?:x|y|x1|x2|y1|y2)="[^"]*,[^"]*"', svg) == []
    assert "Deux &amp; trois" in svg
    assert svg.count('class="radar-name"') == 3


def test_a_value_beyond_the_scale_stands_on_the_rim() -> None:
    assert radar(["a", "b", "c"], [9, 4, 4], [0, 0, 0])["shapes"][0][1].startswith("190.0,70.0 ")


@pytest.mark.django_db
def test_neighbours_lead_to_their_comparison_and_declared_moves_are_marked() -> None:
    start = ProfileVersionFactory(profile=JobProfileFactory(key="depart", name_fr="Départ"))
    shared = RequirementFactory(version=start, level=2).competency
    for key, level in (("proche", 3), ("loin", 4)):
        version = ProfileVersionFactory(profile=JobProfileFactory(key=key, name_fr=key.title()))
        RequirementFactory(version=version, competency=shared, level=level)
    CareerMoveFactory(version=start, to=version.profile)
    found = career_map()

    svg = drawn("{% neighbour_map ways %}", ways=found.ways_from(found.nodes[start.profile_id]))

    assert 'href="/profils-emploi/comparer/?a=depart&amp;b=proche"' in svg
    assert svg.count('class="map-move"') == 1
    assert svg.count('class="map-line"') == 1
    assert "1 niveau à gagner" in svg
    assert re.findall(r'(?:cx|cy|x|y|x1|x2|y1|y2)="[^"]*,[^"]*"', svg) == []


@pytest.mark.django_db
def test_addresses_name_versions_and_references() -> None:
    version = ProfileVersionFactory(profile=JobProfileFactory(key="ux"), number=2)
    assert compare_url(version, "ux@MTMD") == "/profils-emploi/comparer/?a=ux%3A2&b=ux%40MTMD"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "words", "look"),
    [
        (VersionState.PROPOSAL, "Proposition à approuver", "kind-warning"),
        (VersionState.CONSULTATION, "En consultation", "kind-info"),
        (VersionState.IN_FORCE, "En vigueur", "kind-success"),
        (VersionState.RETIRED, "Retirée", "kind-neutral"),
    ],
)
def test_states_are_said_in_words(state, words, look) -> None:
    pill = version_state(ProfileVersionFactory(state=state))
    assert words in pill
    assert look in pill


def test_steps_are_counted_in_words() -> None:
    assert [steps_words(number) for number in (0, 1, 12)] == [
        "0 niveau à gagner",
        "1 niveau à gagner",
        "12 niveaux à gagner",
    ]
