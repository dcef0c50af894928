"""Versions of the framework: loaded once, codes stay, what is left out is retired."""

import copy
import json

import pytest
from django.conf import settings

from competencies.actions.frameworks import load_framework
from competencies.models import Competency, Framework, LevelDescription
from competencies.queries.frameworks import competency_choices, current_framework, listing
from core.models import SearchEntry
from tests.cast import NOW
from tests.factories.competencies import EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def data():
    return json.loads((settings.BASE_DIR / "data/competencies/framework.json").read_text("utf-8"))


def test_loading_the_default_data(data) -> None:
    framework, written = load_framework(data=data, at=NOW)

    assert (written, framework.version, framework.status) == (True, data["version"], "proposal")
    assert Competency.objects.count() == 25
    assert LevelDescription.objects.count() == 100
    assert framework.levels.count() == 4
    assert [len(choices) for _group, choices in competency_choices()] == [5, 5, 5, 4, 2, 2, 2]


def test_loading_again_keeps_what_administrators_changed(data) -> None:
    load_framework(data=data, at=NOW)
    Competency.objects.filter(code="CON1").update(name_fr="Écrire clairement")

    _framework, written = load_framework(data=data, at=NOW)

    assert not written
    assert Competency.objects.get(code="CON1").name_fr == "Écrire clairement"
    load_framework(data=data, at=NOW, overwrite=True)
    assert Competency.objects.get(code="CON1").name_fr == "Rédiger en langage clair"


def test_a_new_version_keeps_codes_and_retires_what_it_leaves_out(data) -> None:
    load_framework(data=data, at=NOW)
    gone, kept = Competency.objects.get(code="RES2"), Competency.objects.get(code="CON1")
    evidence = EvidenceFactory(competency=gone)
    newer = copy.deepcopy(data)
    newer["version"] = "2027.1"
    newer["competencies"] = [row for row in newer["competencies"] if row["code"] != "RES2"]

    framework, _written = load_framework(data=newer, at=NOW)

    gone.refresh_from_db()
    assert gone.retired_at == NOW
    evidence.refresh_from_db()
    assert evidence.competency == gone
    assert Competency.objects.get(code="CON1") == kept
    assert current_framework() == framework
    assert Framework.objects.filter(current=True).count() == 1
    assert sum(len(one.competencies) for one in listing(framework)) == 24


def test_competencies_are_found_after_loading(data, deliver) -> None:
    load_framework(data=data, at=NOW)
    deliver()

    assert SearchEntry.objects.filter(kind="competency").count() == 25


def test_the_filter_wants_every_word_and_folds_accents(data) -> None:
    framework, _written = load_framework(data=data, at=NOW)

    assert [found.code for one in listing(framework, "ACCESSIBILITE") for found in one.competencies][:1] != []
    assert [found.code for one in listing(framework, "con1") for found in one.competencies] == ["CON1"]
    assert listing(framework, "zzz introuvable") == []
