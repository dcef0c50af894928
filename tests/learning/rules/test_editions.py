"""What keeps a course from being published, and what an edition changes."""

import pytest

from learning.rules.editions import Change, Problem, changes, problems

HOSTS = ("videos.exemple.test",)
VIDEO = {"kind": "video", "name": "v.mp4"}
CAPTIONS = {"kind": "captions", "name": "v.vtt"}


def with_block(**block):
    lesson = {"id": "l", "title_fr": "L", "minutes": 5, "blocks": [block]}
    return {"modules": [{"id": "m", "title_fr": "M", "lessons": [lesson], "quiz": None}]}


def with_question(**question):
    quiz = {"id": "q", "pass_percent": 80, "questions": [{"id": "1", "text_fr": "?", "options": []} | question]}
    return {"modules": [{"id": "m", "title_fr": "M", "lessons": [], "quiz": quiz}]}


def codes(content):
    return [one.code for one in problems(content, HOSTS)]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "text", "fr": ""}, ["text_empty"]),
        ({"type": "list", "fr": []}, ["list_empty"]),
        ({"type": "example", "before_fr": "a", "after_fr": ""}, ["example_incomplete"]),
        ({"type": "image", "file": None}, ["image_missing"]),
        ({"type": "image", "file": VIDEO, "decorative": True}, ["image_wrong"]),
        ({"type": "image", "file": {"kind": "image", "name": "i"}, "alt_fr": ""}, ["image_alt"]),
        ({"type": "image", "file": {"kind": "image", "name": "i"}, "alt_fr": "", "decorative": True}, []),
        ({"type": "video", "file": VIDEO, "captions": None, "transcript_fr": ""}, ["video_captions", "video_transcript"]),
        ({"type": "video", "file": VIDEO, "captions": VIDEO, "transcript_fr": "x"}, ["captions_wrong"]),
        ({"type": "video", "file": VIDEO, "captions": CAPTIONS, "transcript_fr": "x"}, []),
        ({"type": "file", "file": {"kind": "document", "name": "d"}}, []),
        ({"type": "embed", "title_fr": "T", "url": "https://videos.exemple.test/1", "host": "videos.exemple.test"}, []),
        ({"type": "embed", "title_fr": "T", "url": "https://ailleurs.test/", "host": "ailleurs.test"}, ["embed_host"]),
        ({"type": "embed", "title_fr": "T", "url": "http://videos.exemple.test/1", "host": ""}, ["embed_host"]),
        ({"type": "embed", "title_fr": "", "url": ""}, ["embed_title", "embed_url"]),
    ],
)
def test_blocks(block, expected):
    assert codes(with_block(**block)) == expected


RIGHT, WRONG = {"fr": "a", "right": True}, {"fr": "b", "right": False}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"kind": "single", "options": [RIGHT, WRONG]}, []),
        ({"kind": "single", "options": [RIGHT, RIGHT]}, ["question_many_right"]),
        ({"kind": "multiple", "options": [RIGHT, RIGHT]}, []),
        ({"kind": "multiple", "options": [WRONG, WRONG]}, ["question_no_right"]),
        ({"kind": "single", "options": [RIGHT, {"fr": "", "right": False}]}, ["option_text"]),
        ({"kind": "single", "options": [RIGHT]}, ["question_options"]),
        ({"kind": "short", "accepted": [" "]}, ["question_accepted"]),
        ({"kind": "short", "accepted": ["a"], "text_fr": ""}, ["question_text"]),
        ({"kind": "open", "rubric_fr": ""}, ["question_rubric"]),
    ],
)
def test_questions(question, expected):
    assert codes(with_question(**question)) == expected


def test_where_it_is_missing_is_said():
    content = with_block(type="text", fr="x")
    content["modules"][0]["lessons"][0] |= {"minutes": 0, "title_fr": ""}
    assert problems(content, HOSTS) == [Problem("lesson_title", ("M", "1")), Problem("lesson_minutes", ("M", "1"))]


def test_nothing_at_all():
    assert codes({"modules": []}) == ["no_module"]


def test_from_an_edition_to_the_next():
    def content(*lessons):
        rows = [{"id": key, "title_fr": title} for key, title in lessons]
        return {"modules": [{"id": "m", "title_fr": "M", "lessons": rows}]}

    old = content(("a", "A"), ("b", "B"), ("c", "C"))
    new = content(("c", "C"), ("b", "Bis"), ("d", "D"))
    assert changes(old, new) == [
        Change("lesson", "changed", "Bis"), Change("lesson", "added", "D"), Change("lesson", "removed", "A"),
    ]  # fmt: skip
