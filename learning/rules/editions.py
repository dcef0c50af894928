"""What keeps a course that is being written from being published, and what changes from an edition to the next. Pure.

Codes, not words: the page says them (learning/queries/editions.py). `where`: the titles that lead there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Content = dict[str, Any]
MOST_QUESTIONS = 40


@dataclass(frozen=True)
class Problem:
    code: str
    where: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True)
class Change:
    """`kind`: lesson or quiz; `what`: added, removed, changed."""

    kind: str
    what: str
    title: str


def problems(content: Content, hosts: tuple[str, ...]) -> list[Problem]:
    """Everything at once, in the order of the course. `hosts`: from where something may be embedded."""
    modules = content.get("modules", [])
    found = [] if modules else [Problem("no_module")]
    for number, module in enumerate(modules, 1):
        title = module.get("title_fr") or str(number)
        if not module.get("title_fr"):
            found.append(Problem("module_title", (title,)))
        if not module.get("lessons") and not module.get("quiz"):
            found.append(Problem("module_empty", (title,)))
        for place, lesson in enumerate(module.get("lessons", ()), 1):
            found += _of_lesson(lesson, (title, lesson.get("title_fr") or str(place)), hosts)
        if quiz := module.get("quiz"):
            found += _of_quiz(quiz, (title,))
    return found


def _of_lesson(lesson: Content, where: tuple[str, ...], hosts: tuple[str, ...]) -> Iterator[Problem]:
    if not lesson.get("title_fr"):
        yield Problem("lesson_title", where)
    if not lesson.get("minutes"):
        yield Problem("lesson_minutes", where)
    if not lesson.get("blocks"):
        yield Problem("lesson_empty", where)
    for block in lesson.get("blocks", ()):
        yield from _of_block(block, where, hosts)


def _of_block(block: Content, where: tuple[str, ...], hosts: tuple[str, ...]) -> Iterator[Problem]:
    kind = block["type"]
    if kind in ("text", "callout", "list") and not block.get("fr"):
        yield Problem(f"{kind}_empty", where)
    if kind == "example" and not (block.get("before_fr") and block.get("after_fr")):
        yield Problem("example_incomplete", where)
    if kind in ("image", "video", "file"):
        yield from _of_file(block, where)
    if kind == "embed":
        if not block.get("title_fr"):
            yield Problem("embed_title", where)
        if not block.get("url"):
            yield Problem("embed_url", where)
        elif block.get("host") not in hosts:
            yield Problem("embed_host", where, block.get("host") or block["url"])


def _of_file(block: Content, where: tuple[str, ...]) -> Iterator[Problem]:
    kind = block["type"]
    file = block.get("file")
    if not file:
        yield Problem(f"{kind}_missing", where)
        return
    if file["kind"] != {"file": "document"}.get(kind, kind):
        yield Problem(f"{kind}_wrong", where, file["name"])
    if kind == "image" and not block.get("decorative") and not block.get("alt_fr"):
        yield Problem("image_alt", where, file["name"])
    if kind == "video":
        if not block.get("captions"):
            yield Problem("video_captions", where, file["name"])
        elif block["captions"]["kind"] != "captions":
            yield Problem("captions_wrong", where, block["captions"]["name"])
        if not block.get("transcript_fr"):
            yield Problem("video_transcript", where, file["name"])


def _of_quiz(quiz: Content, where: tuple[str, ...]) -> Iterator[Problem]:
    questions = quiz.get("questions", [])
    if not questions:
        yield Problem("quiz_empty", where)
    if len(questions) > MOST_QUESTIONS:
        yield Problem("quiz_long", where, str(MOST_QUESTIONS))
    if not 1 <= (quiz.get("pass_percent") or 0) <= 100:
        yield Problem("quiz_pass", where)
    for number, question in enumerate(questions, 1):
        yield from _of_question(question, where, str(number))


def _of_question(question: Content, where: tuple[str, ...], number: str) -> Iterator[Problem]:
    kind = question["kind"]
    if not question.get("text_fr"):
        yield Problem("question_text", where, number)
    if kind in ("single", "multiple"):
        options = question.get("options", [])
        right = sum(bool(one.get("right")) for one in options)
        if len(options) < 2:
            yield Problem("question_options", where, number)
        if any(not one.get("fr") for one in options):
            yield Problem("option_text", where, number)
        if not right:
            yield Problem("question_no_right", where, number)
        elif kind == "single" and right > 1:
            yield Problem("question_many_right", where, number)
    if kind == "short" and not any(form.strip() for form in question.get("accepted", ())):
        yield Problem("question_accepted", where, number)
    if kind == "open" and not question.get("rubric_fr"):
        yield Problem("question_rubric", where, number)


def changes(old: Content, new: Content) -> list[Change]:
    """Lessons and quizzes that came, went or read differently, in the order of the new edition; those that went last."""
    before, after = dict(_parts(old)), dict(_parts(new))
    found = []
    for (kind, key), (title, body) in after.items():
        if (kind, key) not in before:
            found.append(Change(kind, "added", title))
        elif before[kind, key] != (title, body):
            found.append(Change(kind, "changed", title))
    return found + [
        Change(kind, "removed", title) for (kind, key), (title, _body) in before.items() if (kind, key) not in after
    ]


def _parts(content: Content) -> Iterator[tuple[tuple[str, str], tuple[str, Content]]]:
    for module in content.get("modules", ()):
        for lesson in module.get("lessons", ()):
            yield ("lesson", lesson["id"]), (lesson["title_fr"], lesson)
        if quiz := module.get("quiz"):
            yield ("quiz", quiz["id"]), (module["title_fr"], quiz)
