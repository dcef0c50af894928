"""The demo world is plainly fictional and every key in it leads somewhere."""

import re
import unicodedata
from collections import Counter
from typing import Any

import pytest

from tests.data.reading import competency_codes, keys, people, read_csv, read_json

CAST = [
    "amina",
    "bruno",
    "chloe",
    "david",
    "esther",
    "farid",
    "gisele",
    "hugo",
    "ines",
    "jules",
    "karim",
    "lea",
    "malik",
    "noemie",
    "olga",
]
ROLES = {
    "facilitator",
    "mentor",
    "trainer",
    "watch_editor",
    "profile_owner",
    "respondent",
    "coordinator",
    "recruiter",
    "sectoral_lead",
    "strategic_team",
    "administrator",
}
EVIDENCE_KINDS = {"declared", "practice", "answer", "course", "mentoring", "reviewed", "credential"}
ALLOWED_TAGS = {"h2", "p", "ul", "ol", "li", "strong", "em", "code"}


def fold(text: str) -> str:
    """Lower case without accents, ligatures apart: enough to compare spellings."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def test_the_cast_of_15_and_60_members_in_8_ministries() -> None:
    assert [row["key"] for row in read_json("demo/cast.json")] == CAST
    members = read_json("demo/members.json")
    assert len(members) == 60
    assert len({row["organisation"] for row in members}) == 8
    assert len(people()) == 75
    assert len({row["email"] for row in people().values()}) == 75


def test_people_are_plainly_fictional_and_their_ties_exist() -> None:
    everybody = people()
    ministries = {row["acronym"] for row in read_csv("organisations/ministeres.csv")}
    organisations = ministries | keys("demo/organisations.json", "acronym")
    profiles, codes = keys("profiles/profiles.json"), competency_codes()
    for key, person in everybody.items():
        assert re.search(r"-Ficti(f|ve)$", person["family_name"]), key
        assert person["family_name"].endswith("-Fictive") == (person["pronouns"] == "elle"), key
        assert person["email"].endswith("@exemple.test")
        assert {person["organisation"], person["assignment"]} <= organisations
        assert person["profile"] in profiles
        assert set(person["working_days"]) <= {0, 1, 2, 3, 4}
        assert all(len(subject) <= 60 for subject in person["ask_me_about"]), key
        assert person["manager"] is None or person["manager"] in everybody
        assert {row["role"] for row in person["roles"]} <= ROLES
        assert {row["scope"] for row in person["roles"]} <= organisations | {"network"}
        assert all(row["code"] in codes and 1 <= row["level"] <= 4 for row in person["competencies"])
        if person["absence"]:
            assert person["absence"]["days_from"] <= person["absence"]["days_to"]
            assert person["absence"]["stand_in"] in set(everybody) - {key}
    assert {person for person in everybody if everybody[person]["manager"] == "jules"} >= {"amina", "bruno"}


def test_nobody_is_their_own_ancestor() -> None:
    everybody = people()
    for key in everybody:
        seen, manager = {key}, everybody[key]["manager"]
        while manager:
            assert manager not in seen
            seen.add(manager)
            manager = everybody[manager]["manager"]


def test_topics_are_60_and_no_spelling_leads_to_two() -> None:
    topics = read_json("demo/topics.json")
    assert len({row["slug"] for row in topics}) == len(topics) == 60
    owners: dict[str, str] = {}
    for row in topics:
        assert set(row["competencies"]) <= competency_codes()
        for spelling in {fold(text) for text in (row["name_fr"], row["name_en"], *row["synonyms_fr"], *row["synonyms_en"])}:
            assert owners.setdefault(spelling, row["slug"]) == row["slug"], spelling


def test_spaces_are_15_and_closed_ones_keep_david_out() -> None:
    spaces = {row["key"]: row for row in read_json("demo/spaces.json")}
    assert Counter(row["access"] for row in spaces.values()) == {"open": 12, "request": 1, "private": 1, "hidden": 1}
    topics = keys("demo/topics.json", "slug")
    for row in spaces.values():
        assert set(row["facilitators"]) <= set(row["members"]) <= set(people())
        assert row["facilitators"]
        assert len(row["members"]) == len(set(row["members"]))
        assert set(row["topics"]) <= topics
        assert set(row["competencies"]) <= competency_codes()
        if row["access"] != "open":
            assert "david" not in row["members"]
            assert "amina" in row["members"]


def people_in(thread: dict[str, Any]) -> set[str]:
    posts = [thread, *thread["replies"]]
    reacted = {key for post in posts for who in post["reactions"].values() for key in who}
    return {post["author"] for post in posts} | reacted | set(thread["followers"]) | set(thread["bookmarks"])


def test_threads_stand_in_spaces_whose_members_take_part() -> None:
    spaces = {row["key"]: row for row in read_json("demo/spaces.json")}
    topics, codes, everybody = keys("demo/topics.json", "slug"), competency_codes(), people()
    for thread in read_json("demo/threads.json"):
        space = spaces[thread["space"]]
        assert people_in(thread) <= set(space["members"]), thread["key"]
        assert set(thread["topics"]) <= topics
        assert set(thread["competencies"]) <= codes
        author = everybody[thread["author"]]
        assert thread["days_ago"] <= min(space["created_days_ago"], author["joined_days_ago"]), thread["key"]
        for post in (thread, *thread["replies"]):
            assert set(re.findall(r"@\[([^\]]+)\]", post["body"])) <= set(everybody)
            assert set(post["reactions"]) <= {"like", "thanks", "useful"}
            assert all(post["author"] not in who for who in post["reactions"].values()), post["key"]
        for reply in thread["replies"]:
            assert reply["hours_after"] <= thread["days_ago"] * 24
            at = thread["days_ago"] - reply["hours_after"] / 24
            assert at <= everybody[reply["author"]]["joined_days_ago"], reply["key"]


def test_threads_are_many_varied_and_some_are_open() -> None:
    threads = read_json("demo/threads.json")
    assert len({thread["key"] for thread in threads}) == len(threads) >= 70
    questions = [thread for thread in threads if thread["kind"] == "question"]
    accepted = [sum(reply["accepted"] for reply in thread["replies"]) for thread in questions]
    assert max(accepted) == 1
    assert sum(accepted) >= 20
    assert sum(not thread["replies"] for thread in questions) >= 8
    assert not any(reply["accepted"] for thread in threads if thread["kind"] == "discussion" for reply in thread["replies"])
    assert {thread["lang"] for thread in threads} == {"fr", "en"}
    assert {thread["space"] for thread in threads} == keys("demo/spaces.json")


def test_evidence_names_known_people_and_competencies_once_per_source() -> None:
    rows, everybody = read_json("demo/evidence.json"), people()
    assert len({row["person"] for row in rows}) >= 40
    once = Counter((row["person"], row["competency"], row["kind"], row["source_key"]) for row in rows)
    assert max(once.values()) == 1
    for row in rows:
        assert row["person"] in everybody
        assert row["competency"] in competency_codes()
        assert row["kind"] in EVIDENCE_KINDS
        assert row["level"] in {None, 1, 2, 3, 4}
        assert len(row["note"]) <= 300
        assert row["days_ago"] >= 0


@pytest.mark.parametrize("name", ["pages.json", "notices.json"])
def test_rich_texts_use_few_tags_and_close_them(name: str) -> None:
    content = read_json(f"demo/{name}")
    for row in [entry for group in content.values() if isinstance(group, list) for entry in group]:
        shapes = []
        for field in ("body_fr", "body_en"):
            tags = re.findall(r"<(/?)([a-z0-9]+)>", row[field])
            assert {tag for _, tag in tags} <= ALLOWED_TAGS
            assert row[field].count("<") == len(tags)
            opened = Counter(tag for slash, tag in tags if not slash)
            assert opened == Counter(tag for slash, tag in tags if slash)
            shapes.append([tag for _, tag in tags if tag in {"h2", "p", "li"}])
        assert shapes[0] == shapes[1], row["title_fr"]
        assert row["title_fr"]
        assert row["title_en"]


def test_statements_are_public_and_say_what_the_law_wants_said() -> None:
    notices = read_json("demo/notices.json")
    statements = {row["slug"]: row for row in notices["statements"]}
    assert set(statements) == {"confidentialite", "accessibilite"}
    assert all(row["signed_out"] for row in statements.values())
    assert "A-2.1" in statements["confidentialite"]["body_fr"]
    assert "Loi 25" in statements["confidentialite"]["body_fr"]
    assert "WCAG" in statements["accessibilite"]["body_fr"]
    assert "SGQRI 008" in statements["accessibilite"]["body_fr"]
    defaults = {row["purpose"]: row["default"] for row in notices["notices"]}
    assert defaults.pop("profile") == "needed"
    assert defaults == {
        "competency_suggestions": "off",
        "question_routing": "off",
        "activity_suggestions": "off",
        "diagnostic": "off",
    }
