"""The eight job profiles are written in full, in both languages, and agree with the framework and with one another."""

import re
from typing import Any

import pytest

from tests.data.reading import competency_codes, read_csv, read_json

PROFILES: list[dict[str, Any]] = read_json("profiles/profiles.json")
# Least and most entries of each list of a profile.
LISTS = {"responsibilities": (6, 9), "deliverables": (4, 7), "tools": (4, 7), "indicators": (3, 5)}
# The sum of levels per competency of the framework's proposal: a slip of the pen in one target changes one of them.
LEVELS_ASKED = {
    "STR1": 14, "STR2": 21, "STR3": 14, "STR4": 21, "STR5": 12,
    "CON1": 21, "CON2": 16, "CON3": 19, "CON4": 13, "CON5": 14,
    "DES1": 13, "DES2": 15, "DES3": 13, "DES4": 15, "DES5": 13,
    "WEB1": 10, "WEB2": 14, "WEB3": 23, "WEB4": 20,
    "COM1": 8, "COM2": 23, "PRO1": 19, "PRO2": 18, "RES1": 19, "RES2": 20,
}  # fmt: skip


@pytest.fixture(params=PROFILES, ids=lambda profile: profile["key"])
def profile(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_keys_codes_and_orders_are_their_own() -> None:
    assert len(PROFILES) == 8
    for field in ("key", "code", "order", "title_fr", "title_en"):
        assert len({one[field] for one in PROFILES}) == 8, field


def test_families_hold_every_profile_at_a_rank_of_its_own() -> None:
    families = read_json("profiles/families.json")
    assert [family["order"] for family in families] == [1, 2, 3, 4]
    assert all(family["name_fr"] and family["name_en"] for family in families)
    ranks: dict[str, list[int]] = {family["code"]: [] for family in families}
    for one in PROFILES:
        ranks[one["family"]].append(one["rank"])
    assert {code: sorted(found) for code, found in ranks.items()} == {
        "strategie": [1, 2],
        "contenu": [1, 2],
        "conception": [1, 2, 3],
        "web": [1],
    }


def test_a_job_class_is_a_title_of_the_list_with_its_number_only_where_verified(profile: dict[str, Any]) -> None:
    known = {row["title_fr"]: row["code"] for row in read_csv("competencies/quebec_corps_emploi.csv")}
    assert profile["job_class"]["number"] == known[profile["job_class"]["title_fr"]]


def test_the_mission_is_two_sentences(profile: dict[str, Any]) -> None:
    assert [profile[field].count(". ") for field in ("mission_fr", "mission_en")] == [1, 1]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_says_the_same_number_of_things_in_both_languages(profile: dict[str, Any], name: str) -> None:
    french, english = profile[f"{name}_fr"], profile[f"{name}_en"]
    least, most = LISTS[name]
    assert least <= len(french) <= most
    assert len(english) == len(french)
    for text in (*french, *english):
        assert 10 <= len(text) <= 200, text
        assert not text.endswith("."), text
        assert text[0].isupper(), text


def test_moves_lead_to_other_profiles_and_say_what_is_to_be_learned(profile: dict[str, Any]) -> None:
    others = {one["key"] for one in PROFILES} - {profile["key"]}
    towards = [move["to"] for move in profile["moves"]]
    assert 2 <= len(towards) <= 4
    assert len(set(towards)) == len(towards)
    assert set(towards) <= others
    for move in profile["moves"]:
        assert "il reste à apprendre" in move["note_fr"]
        assert "to be learned" in move["note_en"]


def test_each_requirement_says_why(profile: dict[str, Any]) -> None:
    wanted = profile["requirements"]
    assert set(wanted) <= competency_codes()
    assert {asked["level"] for asked in wanted.values()} <= {1, 2, 3, 4}
    assert 4 in {asked["level"] for asked in wanted.values()}
    assert 6 <= sum(asked["essential"] for asked in wanted.values()) <= 12
    for code, asked in wanted.items():
        for text in (asked["why_fr"], asked["why_en"]):
            assert re.fullmatch(r"[A-ZÀ-ÖØ-Þ][^\n]{30,220}\.", text), (code, text)
            assert ". " not in text, (code, text)
        if asked["level"] == 4:
            assert asked["essential"], code


def test_no_reason_is_used_twice() -> None:
    reasons = [asked[field] for one in PROFILES for asked in one["requirements"].values() for field in ("why_fr", "why_en")]
    assert len(set(reasons)) == len(reasons)


def test_levels_are_those_of_the_proposal() -> None:
    asked = {code: sum(one["requirements"].get(code, {"level": 0})["level"] for one in PROFILES) for code in LEVELS_ASKED}
    assert asked == LEVELS_ASKED
    assert set(LEVELS_ASKED) == competency_codes()


def test_numbers_of_the_national_classification_exist(profile: dict[str, Any]) -> None:
    assert set(profile["cnp"]) <= {row["code"] for row in read_csv("competencies/cnp_noc_2021.csv")}
