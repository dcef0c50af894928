"""Courses followed at one's own pace, for « Télécharger mes données »."""

from typing import Any

from learning.models import Following, QuizAnswer
from learning.queries.editions import course_of
from learning.rules.lessons import QUIZ, question_of
from people.models import Person


def following_rows(person: Person) -> list[dict[str, Any]]:
    rows = Following.objects.filter(person=person).select_related("edition__course").defer("edition__content")
    return [
        {
            "cours": row.edition.course.title_fr, "edition": row.edition.number, "commence": row.started_at.isoformat(),
            "derniere_etape": row.last_at.isoformat(), "lecons_terminees": row.lessons_done.count(),
            "termine": row.completed_at.isoformat() if row.completed_at else "",
        }
        for row in rows.order_by("started_at", "pk")
    ]  # fmt: skip


def answer_rows(person: Person) -> list[dict[str, Any]]:
    rows = QuizAnswer.objects.filter(attempt__following__person=person).select_related(
        "attempt__following__edition__course"
    ).defer("attempt__following__edition__content")  # fmt: skip
    return [_answer(row) for row in rows.order_by("attempt", "pk")]


def _answer(row: QuizAnswer) -> dict[str, Any]:
    attempt = row.attempt
    stop = course_of(attempt.following.edition).find(QUIZ, attempt.quiz)
    question = (question_of(stop.raw, row.question) if stop else None) or {}
    chosen = [one["fr"] for one in question.get("options", ()) if one["id"] in row.chosen]
    return {
        "cours": attempt.following.edition.course.title_fr, "essai": attempt.number,
        "envoye": attempt.sent_at.isoformat() if attempt.sent_at else "", "question": question.get("text_fr", ""),
        "reponse": row.text or " | ".join(chosen), "juste": "" if row.right is None else "oui" if row.right else "non",
        "commentaire": row.feedback, "resultat": "" if attempt.percent is None else attempt.percent,
    }  # fmt: skip
