"""The item bank that ships: complete, disjoint by form, tied to levels, frozen once loaded."""

import json
import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from competencies.actions.bank import BankRefused, load_bank
from competencies.enums import BankState
from competencies.models import Item, ItemBank
from competencies.queries.bank import bank_in_force, measurable, statements_of
from core.rules.text import fold
from network.management.defaults.vocabulary import load_items
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory, FrameworkFactory

FOLDER = settings.BASE_DIR / "data/competencies/items"
HEAD = json.loads((FOLDER / "bank.json").read_text("utf-8"))
ITEMS: list[dict[str, Any]] = [
    item for code in HEAD["groups"] for item in json.loads((FOLDER / f"{code}.json").read_text("utf-8"))["items"]
]
FRAMEWORK = json.loads((settings.BASE_DIR / "data/competencies/framework.json").read_text("utf-8"))
CODES = [one["code"] for one in FRAMEWORK["competencies"]]


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) > 4}


def test_every_competency_has_eleven_for_members_and_four_for_the_public() -> None:
    counted = Counter((item["competency"], item["form"], item["kind"]) for item in ITEMS)
    assert counted == {
        **{(code, "member", "graded"): 9 for code in CODES},
        **{(code, "member", "scenario"): 2 for code in CODES},
        **{(code, "public", "graded"): 3 for code in CODES},
        **{(code, "public", "scenario"): 1 for code in CODES},
    }
    assert len({item["key"] for item in ITEMS}) == len(ITEMS)


def test_levels_are_spread_so_that_every_target_can_be_decided() -> None:
    for code in CODES:
        graded = [i["level"] for i in ITEMS if i["competency"] == code and i["form"] == "member" and i["kind"] == "graded"]
        assert sorted(graded) == [1, 1, 2, 2, 3, 3, 3, 4, 4], code


@pytest.mark.parametrize("code", CODES)
def test_no_two_statements_of_a_competency_say_the_same(code: str) -> None:
    """Nor does the public form reword the members'."""
    graded = [item for item in ITEMS if item["competency"] == code and item["kind"] == "graded"]
    for one, other in combinations(graded, 2):
        first, second = words(one["text_fr"]), words(other["text_fr"])
        assert len(first & second) <= 0.6 * min(len(first), len(second)), (one["key"], other["key"])


def test_statements_are_one_act_in_two_languages() -> None:
    for item in ITEMS:
        assert item["text_fr"].strip() and item["text_en"].strip(), item["key"]
        if item["kind"] == "graded":
            assert not item["text_fr"].endswith("."), item["key"]
            assert re.match(r"\w+(er|ir|re|oir)\b", item["text_fr"].lower()), item["key"]
            assert 6 <= len(item["text_fr"].split()) <= 32, item["key"]
        else:
            assert [bool(option.get("right")) for option in item["options"]].count(True) == 1, item["key"]
            assert len(item["options"]) == 4, item["key"]
            assert item["because_fr"] and item["because_en"], item["key"]


def test_the_right_option_has_no_usual_place() -> None:
    places = Counter(
        next(place for place, option in enumerate(item["options"]) if option.get("right"))
        for item in ITEMS
        if item["kind"] == "scenario"
    )
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 0.4 * sum(places.values())


@pytest.fixture
def framework() -> None:
    framework = FrameworkFactory()
    for code in CODES:
        CompetencyFactory(framework=framework, code=code)


@pytest.mark.django_db
def test_loading_twice_writes_once_and_freezes(framework: None) -> None:
    assert load_items(NOW) == "version 2026.1, 375 énoncés"
    assert load_items(NOW) == "version 2026.1, déjà chargée"
    bank = bank_in_force()
    assert bank is not None
    assert measurable(bank) == set(CODES)
    assert measurable(bank, "public") == set(CODES)
    assert not set(statements_of(bank)) & set(statements_of(bank, "public"))
    item = Item.objects.filter(bank=bank).first()
    assert item is not None
    for write in (
        lambda: Item.objects.filter(pk=item.pk).update(text_fr="Autre"),
        lambda: Item.objects.filter(pk=item.pk).delete(),
        lambda: ItemBank.objects.filter(pk=bank.pk).update(note_fr="Autre"),
        lambda: ItemBank.objects.filter(pk=bank.pk).update(state=BankState.DRAFT),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.django_db
def test_a_new_version_retires_the_one_before(framework: None) -> None:
    load_items(NOW)
    bank, written = load_bank(version="2027.1", items=ITEMS[:15], at=NOW)
    assert written
    assert [one.version for one in ItemBank.objects.filter(state=BankState.RETIRED)] == ["2026.1"]
    assert bank_in_force() == bank


@pytest.mark.django_db
def test_parameters_follow_the_expert_rule(framework: None) -> None:
    row = {**ITEMS[0], "level": 3, "clarity": 2, "shift": 0.2, "kind": "graded", "options": []}
    bank, _written = load_bank(version="essai", items=[row], at=NOW)
    item = Item.objects.get(bank=bank)
    assert (item.discrimination, item.guess) == (2.0, 0.0)
    assert item.thresholds == pytest.approx([1.95, 2.7, 3.7])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"competency": "XXX9"}, {"kind": "scenario", "options": [{"fr": "a", "en": "a"}, {"fr": "b", "en": "b"}]}]
)
def test_a_bad_item_stops_the_whole_version(framework: None, change: dict[str, Any]) -> None:
    with pytest.raises(BankRefused, match=ITEMS[0]["key"]):
        load_bank(version="essai", items=[{**ITEMS[0], **change}], at=NOW)
    assert not ItemBank.objects.filter(version="essai").exists()
