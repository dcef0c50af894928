"""A course that is being written, read as an edition would hold it; what it lacks, in words; editions as they are read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import markdown
from learning.models import Course, CourseEdition, CourseWriting, LessonFile
from learning.models.lesson_blocks import LessonBody
from learning.rules import editions, lessons

Content = dict[str, Any]
IN_MARKDOWN = ("text", "callout")
ASKED = ("text", "rubric", "feedback")
FIELDS = {kind: tuple(block.child_blocks) for kind, block in LessonBody().child_blocks.items()}
SAID: dict[str, Promise] = {
    "no_module": gettext_lazy("Le cours n’a aucun module. Ajoutez-en un."),
    "module_title": gettext_lazy("Ce module n’a pas de titre."),
    "module_empty": gettext_lazy("Ce module n’a ni leçon ni questionnaire."),
    "lesson_title": gettext_lazy("Cette leçon n’a pas de titre."),
    "lesson_minutes": gettext_lazy("Dites combien de minutes dure cette leçon."),
    "lesson_empty": gettext_lazy("Cette leçon est vide."),
    "text_empty": gettext_lazy("Un bloc de texte est vide. Écrivez-le ou retirez-le."),
    "callout_empty": gettext_lazy("Un encadré est vide. Écrivez-le ou retirez-le."),
    "list_empty": gettext_lazy("Une liste est vide. Remplissez-la ou retirez-la."),
    "example_incomplete": gettext_lazy("Un exemple demande un avant et un après."),
    "image_missing": gettext_lazy("Un bloc d’image n’a pas d’image. Choisissez-la ou retirez le bloc."),
    "image_wrong": gettext_lazy("Le fichier «\xa0%(detail)s\xa0» n’est pas une image."),
    "image_alt": gettext_lazy(
        "L’image «\xa0%(detail)s\xa0» n’a pas de texte de remplacement. Dites ce qu’elle apporte, ou qu’elle est décorative."
    ),
    "video_missing": gettext_lazy("Un bloc de vidéo n’a pas de vidéo. Choisissez-la ou retirez le bloc."),
    "video_wrong": gettext_lazy("Le fichier «\xa0%(detail)s\xa0» n’est pas une vidéo."),
    "video_captions": gettext_lazy("La vidéo «\xa0%(detail)s\xa0» n’a pas de sous-titres. Joignez un fichier WebVTT."),
    "captions_wrong": gettext_lazy("Le fichier «\xa0%(detail)s\xa0» n’est pas un fichier de sous-titres WebVTT."),
    "video_transcript": gettext_lazy("La vidéo «\xa0%(detail)s\xa0» n’a pas de transcription."),
    "file_missing": gettext_lazy("Un bloc de fichier n’a pas de fichier. Choisissez-le ou retirez le bloc."),
    "file_wrong": gettext_lazy("«\xa0%(detail)s\xa0» n’est pas un document à télécharger."),
    "embed_title": gettext_lazy("Dites ce qu’on trouve sur l’autre site."),
    "embed_url": gettext_lazy("Un contenu d’un autre site n’a pas d’adresse."),
    "embed_host": gettext_lazy("Le site «\xa0%(detail)s\xa0» n’est pas permis. Sites permis\xa0: %(hosts)s."),
    "quiz_empty": gettext_lazy("Le questionnaire n’a aucune question."),
    "quiz_long": gettext_lazy("Le questionnaire compte plus de %(detail)s questions. Faites-en deux."),
    "quiz_pass": gettext_lazy("Le seuil de réussite va de 1\xa0% à 100\xa0%."),
    "question_text": gettext_lazy("La question %(detail)s n’a pas d’énoncé."),
    "question_options": gettext_lazy("La question %(detail)s demande au moins deux choix."),
    "option_text": gettext_lazy("Un choix de la question %(detail)s est vide."),
    "question_no_right": gettext_lazy("La question %(detail)s n’a aucune bonne réponse. Cochez-en une."),
    "question_many_right": gettext_lazy(
        "La question %(detail)s a plusieurs bonnes réponses\xa0: changez son genre, ou n’en cochez qu’une."
    ),
    "question_accepted": gettext_lazy("La question %(detail)s n’a aucune forme acceptée."),
    "question_rubric": gettext_lazy(
        "La question %(detail)s n’a pas de grille de relecture\xa0: qui relit doit savoir quoi accepter."
    ),
}  # fmt: skip


def content_of(writing: CourseWriting) -> Content:
    """The course as it would be frozen now: plain values, stable ids, Markdown as safe HTML beside its source."""
    modules = writing.modules.get_prep_value()
    files = _files(modules)
    return {"completion": writing.completion, "modules": [_module(one, files) for one in modules]}


def _files(modules: Iterable[Content]) -> Mapping[int, LessonFile]:
    wanted = {
        value
        for module in modules
        for lesson in module["value"]["lessons"]
        for block in lesson["value"]["blocks"]
        for name in ("file", "captions", "captions_en")
        if isinstance(value := block["value"].get(name), int)
    }
    return LessonFile.objects.in_bulk(wanted)


def _module(raw: Content, files: Mapping[int, LessonFile]) -> Content:
    value = raw["value"]
    quizzes = value.get("quiz") or []
    return {
        "id": raw["id"],
        "title_fr": value["title_fr"] or "",
        "title_en": value["title_en"] or "",
        "lessons": [_lesson(one, files) for one in value["lessons"]],
        "quiz": _quiz(quizzes[0], value["lessons"]) if quizzes else None,
    }


def _lesson(raw: Content, files: Mapping[int, LessonFile]) -> Content:
    value = raw["value"]
    return {
        "id": raw["id"],
        "title_fr": value["title_fr"] or "",
        "title_en": value["title_en"] or "",
        "minutes": value["minutes"] or 0,
        "blocks": [_block(one["type"], one["value"], files) for one in value["blocks"]],
    }


def _block(kind: str, value: Content, files: Mapping[int, LessonFile]) -> Content:
    """`body_html_fr`, `body_html_en`: texts that are Markdown; a list is split at its lines; a file is what pages need."""
    block: Content = {"type": kind} | {name: value.get(name) or "" for name in FIELDS[kind]}
    if kind in IN_MARKDOWN:
        block |= {
            "body_html_fr": markdown.render(block["fr"]),
            "body_html_en": markdown.render(block["en"]) if block["en"] else "",
        }
    if kind == "list":
        block |= {one: [said.strip() for said in block[one].splitlines() if said.strip()] for one in ("fr", "en")}
    if kind == "video":
        block |= {
            f"html_{one}": markdown.render(said) if (said := block[f"transcript_{one}"]) else "" for one in ("fr", "en")
        }
    if kind == "embed":
        block["host"] = (urlsplit(block["url"]).hostname or "") if block["url"].startswith("https://") else ""
    for name in ("file", "captions", "captions_en"):
        if name in block:
            block[name] = _file(files.get(block[name]))
    return block


def _file(found: LessonFile | None) -> Content | None:
    if found is None:
        return None
    return {
        "pk": found.pk, "kind": found.kind, "name": found.name, "url": found.get_absolute_url(), "size": found.size,
        "extension": found.extension, "media_type": found.media_type, "width": found.width, "height": found.height,
    }  # fmt: skip


def _quiz(raw: Content, siblings: list[Content]) -> Content:
    value = raw["value"]
    named = {one["value"]["title_fr"]: one["id"] for one in siblings}
    return {
        "id": raw["id"],
        "pass_percent": value["pass_percent"] or 0,
        "attempts": value.get("attempts"),
        "questions": [_question(one, named) for one in value["questions"]],
    }


def _question(raw: Content, named: Mapping[str, str]) -> Content:
    value = raw["value"]
    words = {f"{name}_{one}": value.get(f"{name}_{one}") or "" for name in ASKED for one in ("fr", "en")}
    return {
        "id": raw["id"],
        "kind": value["kind"],
        **words,
        "options": [{"id": one["id"]} | {k: v or "" for k, v in one["value"].items()} for one in value["options"]],
        "accepted": [said.strip() for said in (value.get("accepted") or "").splitlines() if said.strip()],
        "lesson": named.get((value.get("lesson") or "").strip(), ""),
    }


def problems_of(content: Content) -> list[tuple[str, str]]:
    """Where, and what to do there, in sentences."""
    hosts = tuple(settings.EMBED_HOSTS)
    said = {"hosts": ", ".join(hosts) or _("aucun")}
    return [
        (" › ".join(one.where), str(SAID[one.code]) % {"detail": one.detail, **said})
        for one in editions.problems(content, hosts)
    ]


def newest_edition(course: Course | int) -> CourseEdition | None:
    """The one that a learner begins today; None: nothing is published. Its content is not read."""
    return CourseEdition.objects.filter(course=course).defer("content").order_by("-number").first()


@lru_cache(maxsize=64)
def _read(edition_id: int, stamp: float) -> lessons.Course:
    return lessons.read(CourseEdition.objects.values_list("content", flat=True).get(pk=edition_id))


def course_of(edition: CourseEdition) -> lessons.Course:
    """What an edition holds, kept in the process: it never changes."""
    return outline_in(edition.pk, edition.published_at)


def outline_in(edition_id: int, published_at: dt.datetime) -> lessons.Course:
    return _read(edition_id, published_at.timestamp())


def has_writing(course: Course) -> bool:
    return CourseWriting.objects.filter(course=course).exists()
